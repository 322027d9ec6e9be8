//! The system in one process, and what holds whatever fails in it.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise; clippy.toml allows that in test functions alone"
)]

mod crowd;
mod effects;
mod emf;
mod in_time;
mod logs;
mod terminal;
mod video;
mod world;

mod accounts;
mod console;
mod crash_points;
mod documents;
mod facts;
mod load;
mod random;
mod rates;
mod scale;
