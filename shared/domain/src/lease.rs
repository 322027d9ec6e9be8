//! The right of one run to work on something, for a while.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who works on it, and until when. An expired lease counts as none: its owner has crashed or was too slow, and will
/// find out by the version when it tries to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Unique to one run, not to one function.
    pub owner: String,
    /// First moment at which others may take over.
    pub until: Timestamp,
}

impl Lease {
    /// Whether somebody other than `owner` holds it at `now`.
    pub fn excludes(&self, owner: &str, now: Timestamp) -> bool {
        self.owner != owner && now < self.until
    }
}
