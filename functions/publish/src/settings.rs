//! What the operator has set.

use domain::plan::{CHUNK_BYTES_MAX, CHUNK_BYTES_MIN};
use domain::{PrivacyFallback, UnauditedPosts};
use runtime::{Environment, SettingError};

/// The highest cap that makes sense: an account's record keeps the time of each init of a day.
const DAILY_POST_CAP_MAX: usize = 1_000;

/// The function's own settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The chunk size that is aimed at, in bytes.
    pub chunk_size: u64,
    /// Inits per account in 24 hours.
    pub daily_post_cap: usize,
    /// What happens when a privacy level is no longer offered.
    pub privacy_fallback: PrivacyFallback,
    /// What happens to posts for others while the app has not passed TikTok's audit.
    pub unaudited_posts: UnauditedPosts,
}

impl Settings {
    /// Reads `CHUNK_SIZE_BYTES`, `DAILY_POST_CAP`, `PRIVACY_FALLBACK` and `UNAUDITED_POSTS`.
    ///
    /// # Errors
    /// The setting that is missing, wrong or out of TikTok's bounds.
    pub fn read(environment: &Environment) -> Result<Self, SettingError> {
        let fallbacks = [("self_only", PrivacyFallback::SelfOnly), ("fail", PrivacyFallback::Fail)];
        Ok(Self {
            chunk_size: environment.number("CHUNK_SIZE_BYTES", CHUNK_BYTES_MIN..=CHUNK_BYTES_MAX)?,
            daily_post_cap: environment.number("DAILY_POST_CAP", 1..=DAILY_POST_CAP_MAX)?,
            privacy_fallback: environment.choice("PRIVACY_FALLBACK", &fallbacks)?,
            unaudited_posts: environment.choice(
                "UNAUDITED_POSTS",
                &[("wait", UnauditedPosts::Wait), ("fail", UnauditedPosts::Fail)],
            )?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_size_that_tiktok_would_refuse_is_refused_at_start() {
        for size in ["4999999", "64000001"] {
            let environment = Environment::of([("CHUNK_SIZE_BYTES", size)]);
            let error = Settings::read(&environment).unwrap_err().to_string();
            assert!(error.contains("CHUNK_SIZE_BYTES") && error.contains("5000000"), "{error}");
        }
    }
}
