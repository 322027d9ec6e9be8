//! The console: a fact for each point of TikTok's guidelines for a posting page, named after it, and what operators and
//! creators do there, with the people who would do more.

mod accounts;
mod batch;
mod calendar;
mod choices;
mod consent;
mod disclosure;
mod filled;
mod isolation;
mod page;
mod pages;
mod script;
mod sessions;
mod story;
mod unattended;
mod upload;

use libtest_mimic::Trial;

/// What takes longest comes first.
pub(super) fn facts() -> Vec<Trial> {
    let groups = [
        unattended::facts(),
        story::facts(),
        upload::facts(),
        consent::facts(),
        batch::facts(),
        calendar::facts(),
        accounts::facts(),
        pages::facts(),
        page::facts(),
        choices::facts(),
        disclosure::facts(),
        script::facts(),
        isolation::facts(),
        sessions::facts(),
    ];
    groups.into_iter().flatten().collect()
}
