//! Settings, clock, logs, metrics and what every function's `main` needs.

mod clock;
mod deadline;
mod environment;
mod error_chain;
mod metrics;
mod run_id;
mod start;
mod telemetry;

pub use clock::{Clock, ManualClock};
pub use deadline::deadline;
pub use environment::{Environment, SettingError};
pub use error_chain::chain;
pub use metrics::{Metric, Metrics, NAMESPACE, STACK_DIMENSION};
pub use run_id::{random_bytes, run_id};
pub use start::start;
pub use telemetry::log_filter;
