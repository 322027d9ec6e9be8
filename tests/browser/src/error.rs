//! What can go wrong with a browser, apart from what it shows.

use thirtyfour::error::WebDriverError;
use thiserror::Error;

/// Why a browser did not do what was asked of it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no Chromium, and no right to install it.
    #[error("Chromium is missing and could not be installed: apt-get install chromium chromium-driver")]
    Missing,
    /// chromedriver did not start, or not in time.
    #[error("chromedriver did not start; chromedriver.log says why")]
    NotStarted,
    /// The leash of chromedriver.
    #[error(transparent)]
    Leash(#[from] local::Error),
    /// A folder for what the browser writes could not be made, or a program not be run.
    #[error("a browser could not be prepared")]
    Prepare(#[from] std::io::Error),
    /// The browser refused, or found nothing to do it with.
    #[error(transparent)]
    Refused(#[from] WebDriverError),
    /// The browser's answer has an unknown form.
    #[error("the browser's answer could not be understood")]
    Unreadable(#[from] serde_json::Error),
}
