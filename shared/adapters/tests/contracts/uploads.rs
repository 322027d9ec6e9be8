//! Uploads in parts, as a browser sends them: in any order, twice, and after a break.

mod parts;
mod subject;
mod whole;

use libtest_mimic::Trial;

pub(crate) fn facts() -> Vec<Trial> {
    [parts::facts(), whole::facts()].into_iter().flatten().collect()
}
