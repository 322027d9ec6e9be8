//! Logs: one JSON object a line, on standard output, where Lambda collects them.

use crate::environment::{Environment, SettingError};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The variable that sets the level.
const LOG_LEVEL: &str = "LOG_LEVEL";

/// The levels, as the template's parameter has them.
const LEVELS: [(&str, LevelFilter); 5] = [
    ("error", LevelFilter::ERROR),
    ("warn", LevelFilter::WARN),
    ("info", LevelFilter::INFO),
    ("debug", LevelFilter::DEBUG),
    ("trace", LevelFilter::TRACE),
];

/// Starts the logs. The libraries below us stay at warnings, because their debug output shows requests.
///
/// # Errors
/// When the level is missing or none. The logs have started all the same, so that this can be told.
pub(crate) fn start_logs(environment: &Environment) -> Result<(), SettingError> {
    let level = environment.choice(LOG_LEVEL, &LEVELS);
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_span_events(FmtSpan::NONE)
        .with_max_level(LevelFilter::TRACE)
        .finish()
        .with(log_filter(*level.as_ref().unwrap_or(&LevelFilter::INFO)))
        .init();
    level.map(drop)
}

/// The filter of a level: everything of ours from that level on, and warnings of the libraries below.
pub fn log_filter(level: LevelFilter) -> Targets {
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
    Targets::new().with_default(LevelFilter::WARN).with_targets(OURS.map(|target| (target, level)))
}
