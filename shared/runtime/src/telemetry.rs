//! Logs: one JSON object a line, on standard output, where Lambda collects them.

use crate::environment::Environment;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// The variable that sets the level: `error`, `warn`, `info`, `debug`, or a filter of tracing's.
const LOG_LEVEL: &str = "LOG_LEVEL";

/// Starts the logs. The libraries below us stay at warnings, because their debug output shows requests.
pub fn start_logs(environment: &Environment) {
    let level = environment.text(LOG_LEVEL).unwrap_or_else(|_| "info".to_owned());
    let filter =
        EnvFilter::try_new(log_filter(&level.to_lowercase())).unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_span_events(FmtSpan::NONE)
        .with_env_filter(filter)
        .init();
}

/// The filter of a level: everything of ours from that level on, and warnings of the libraries below.
pub fn log_filter(level: &str) -> String {
    const OURS: [&str; 10] = [
        "adapters",
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
