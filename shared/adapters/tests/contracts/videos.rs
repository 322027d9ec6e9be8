//! The uploaded videos.

mod ranges;
mod small_files;
mod subject;
mod versions;

use libtest_mimic::Trial;

pub(crate) fn facts() -> Vec<Trial> {
    [ranges::facts(), versions::facts(), small_files::facts()].into_iter().flatten().collect()
}
