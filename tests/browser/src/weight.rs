//! What a page weighs, and the cookies that are sent for it.

use crate::browser::Browser;
use crate::error::Error;
use serde_json::{Value, json};
use std::time::Duration;

/// What came for this page, without what it shows of itself (`blob:`) and what it sends. Sizes are as they travelled, before they are
/// unpacked, and are known of what was in the cache, too.
const CAME: &str = "
const [page] = performance.getEntriesByType('navigation');
const parts = performance.getEntriesByType('resource').filter((part) => part.name.startsWith('http'));
const bytes = [page, ...parts].reduce((sum, part) => sum + part.encodedBodySize, 0);
return { bytes, first_ms: page.responseStart - page.requestStart };
";

/// How heavy a page is and how soon it came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Bytes of the page and of all that came with it.
    pub bytes: u64,
    /// From the request to the first byte of the page itself.
    pub first_answer: Duration,
}

impl Browser {
    /// How heavy the page is that is shown, and how soon it came.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn weight(&self) -> Result<Weight, Error> {
        let came = self.ask(CAME, Vec::new()).await?;
        let first_ms = came["first_ms"].as_f64().unwrap_or(f64::MAX);
        let bytes = came["bytes"].as_u64().unwrap_or(u64::MAX);
        Ok(Weight { bytes, first_answer: Duration::from_secs_f64(first_ms / 1000.0) })
    }

    /// Puts a cookie where only this address's host gets it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn put_cookie(&self, url: &str, name: &str, value: &str) -> Result<(), Error> {
        let cookie = json!({ "url": url, "name": name, "value": value, "httpOnly": true, "sameSite": "Lax" });
        self.devtools("Network.setCookie", cookie).await?;
        Ok(())
    }

    pub(crate) async fn devtools(&self, command: &str, arguments: Value) -> Result<Value, Error> {
        Ok(self.session.cdp().send_raw(command, arguments).await?)
    }
}
