//! A page as it is shown.

use serde_json::Value;
use url::Url;

/// A page as it is shown, and what came with it.
#[derive(Debug)]
pub struct Page {
    /// Where it is.
    pub url: Url,
    /// Its first heading; empty where it has none.
    pub heading: String,
    /// All words that are to be seen on it.
    pub text: String,
    /// The HTTP status; 0 where nobody answered.
    pub status: u64,
    pub(crate) headers: Value,
}

impl Page {
    /// A header that it came with. Case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        let headers = self.headers.as_object()?;
        headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name))?.1.as_str()
    }
}
