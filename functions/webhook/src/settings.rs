//! What the operator has set.

use runtime::{Environment, SettingError};
use std::time::Duration;

/// A week: more than twice as long as TikTok repeats a notice.
const AGE_MAX_HOURS_MAX: u32 = 168;

/// The function's own settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How old a signature may be. TikTok repeats a notice for 72 hours and does not say whether it signs it anew.
    pub age_max: Duration,
}

impl Settings {
    /// Reads `WEBHOOK_AGE_MAX_HOURS`.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn read(environment: &Environment) -> Result<Self, SettingError> {
        let hours: u32 = environment.number("WEBHOOK_AGE_MAX_HOURS", 1..=AGE_MAX_HOURS_MAX)?;
        Ok(Self { age_max: Duration::from_secs(u64::from(hours) * 3_600) })
    }
}
