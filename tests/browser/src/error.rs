//! What can go wrong with a browser, apart from what it shows.

use thirtyfour::error::WebDriverError;
use thiserror::Error;

/// Why a browser did not do what was asked of it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A program is missing, and there is no right to install it.
    #[error("a program is missing and could not be installed: apt-get install {packages}")]
    Missing {
        /// What to install.
        packages: String,
    },
    /// npm has refused.
    #[error("what the tests need of npm could not be installed: npm ci, in tests/browser/npm, says why")]
    NotInstalled,
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
    /// What was awaited was not to be seen in time.
    #[error("{what} was not to be seen within {seconds} s; the page says: {text}")]
    NotSeen {
        /// What was awaited.
        what: String,
        /// How long.
        seconds: u64,
        /// The words of the page.
        text: String,
    },
    /// A script that was brought into the page has failed.
    #[error("a script failed: {0}")]
    Thrown(String),
}
