//! Logs: one JSON object a line, on standard output, where Lambda collects them.

use crate::environment::{Environment, SettingError};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// The variable that sets the level.
const LOG_LEVEL: &str = "LOG_LEVEL";

/// The levels, as the template's parameter has them.
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// Starts the logs. The libraries below us stay at warnings, because their debug output shows requests.
///
/// # Errors
/// When the level is missing or none. The logs have started all the same, so that this can be told.
pub(crate) fn start_logs(environment: &Environment) -> Result<(), SettingError> {
    let level = environment.choice(LOG_LEVEL, &LEVELS.map(|level| (level, level)));
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_span_events(FmtSpan::NONE)
        .with_env_filter(EnvFilter::new(log_filter(level.as_ref().unwrap_or(&"info"))))
        .init();
    level.map(drop)
}

/// The filter of a level: everything of ours from that level on, and warnings of the libraries below.
pub fn log_filter(level: &str) -> String {
    const OURS: [&str; 11] = [
        "adapters",
        "console",
        "dispatch",
        "gateway",
        "oauth_callback",
        "publish",
        "runtime",
        "status_poller",
        "tiktok",
        "token_refresh",
        "webhook",
    ];
    OURS.iter().fold("warn".to_owned(), |filter, target| format!("{filter},{target}={level}"))
}
