//! The facts, a file for each group of them.

mod afterwards;
mod asked;
mod bad_input;
mod connect;
mod disconnected;
mod held;
mod keys;
mod killed;
mod memory;
mod once;
mod redelivered;
mod refresh;
mod replaced;
mod schedule;
mod sizes;
mod turned_away;
mod webhook;

use libtest_mimic::Trial;

/// Everything that is shown side by side. What takes longest comes first.
pub(crate) fn all() -> Vec<Trial> {
    let groups = [
        killed::facts(),
        asked::facts(),
        redelivered::facts(),
        disconnected::facts(),
        connect::facts(),
        refresh::facts(),
        schedule::facts(),
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

/// What must hold of the run as a whole.
pub(crate) fn afterwards() -> Vec<Trial> {
    afterwards::facts()
}
