//! The facts, a file for each group of them.

mod afterwards;
mod asked;
mod bad_input;
mod connect;
mod console;
mod cors;
mod disconnected;
mod held;
mod keys;
mod killed;
mod least_privilege;
mod memory;
mod once;
mod redelivered;
mod redeployed;
mod refresh;
mod replaced;
mod schedule;
mod sizes;
mod told;
mod turned_away;
mod webhook;

use libtest_mimic::Trial;

/// Everything that is shown side by side. What takes longest comes first.
pub(crate) fn all() -> Vec<Trial> {
    let groups = [
        killed::facts(),
        asked::facts(),
        console::facts(),
        redelivered::facts(),
        disconnected::facts(),
        connect::facts(),
        cors::facts(),
        refresh::facts(),
        schedule::facts(),
        told::facts(),
        memory::facts(),
        sizes::facts(),
        webhook::facts(),
        once::facts(),
        replaced::facts(),
        held::facts(),
        bad_input::facts(),
        keys::facts(),
        turned_away::facts(),
    ];
    groups.into_iter().flatten().collect()
}

/// What holds after any run.
pub(crate) fn afterwards() -> Vec<Trial> {
    afterwards::facts()
}

/// What holds after a run that has left out nothing.
pub(crate) fn after_all() -> Vec<Trial> {
    least_privilege::facts()
}

/// What is done to the deployment itself, one after another.
pub(crate) fn at_last() -> Vec<Trial> {
    redeployed::facts()
}
