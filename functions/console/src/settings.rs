//! The console's own settings.

use runtime::{Environment, SettingError};
use url::Url;

/// The highest cap that makes sense, as `publish` reads it.
const DAILY_POST_CAP_MAX: usize = 1_000;

/// The console's own settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where browsers reach this deployment, without a slash at its end.
    pub public_url: String,
    /// The bucket that videos are uploaded to.
    pub uploads_bucket: String,
    /// Posts that may be begun for one account in 24 hours.
    pub daily_post_cap: usize,
    /// Who says who somebody is.
    pub issuer: Url,
}

impl Settings {
    /// Reads `PUBLIC_URL`, `UPLOADS_BUCKET`, `DAILY_POST_CAP` and `OIDC_ISSUER`.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn read(environment: &Environment) -> Result<Self, SettingError> {
        Ok(Self {
            public_url: environment.text("PUBLIC_URL")?.trim_end_matches('/').to_owned(),
            uploads_bucket: environment.text("UPLOADS_BUCKET")?,
            daily_post_cap: environment.number("DAILY_POST_CAP", 1..=DAILY_POST_CAP_MAX)?,
            issuer: environment.parsed("OIDC_ISSUER")?,
        })
    }

    /// Whether browsers reach this deployment by https. Only the local one is reached without.
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https:")
    }
}
