//! Metrics: one line of CloudWatch's embedded metric format each, on standard output beside the logs.
//!
//! A line is written at the moment at which what it counts is true. Nothing is kept back, so a run that fails afterwards
//! loses nothing, and there is nothing to flush. `docs/logging.md` says what each metric is good for.

mod emf;
mod metric;

pub use emf::{NAMESPACE, STACK_DIMENSION};
pub use metric::Metric;

use crate::environment::{Environment, SettingError};
use emf::document;
use jiff::Timestamp;
use serde_json::Value;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// The variable that names the deployed stack: the one dimension of every metric.
const STACK_NAME: &str = "STACK_NAME";

/// Where metrics go. Clones share it.
#[derive(Debug, Clone)]
pub struct Metrics {
    stack: Arc<str>,
    sink: Sink,
}

#[derive(Debug, Clone)]
enum Sink {
    StandardOutput,
    Memory(Arc<Mutex<Vec<String>>>),
}

impl Metrics {
    /// Metrics of a deployed function, on standard output, where Lambda collects them.
    ///
    /// # Errors
    /// When `STACK_NAME` is missing.
    pub fn connect(environment: &Environment) -> Result<Self, SettingError> {
        Ok(Self { stack: environment.text(STACK_NAME)?.into(), sink: Sink::StandardOutput })
    }

    /// Metrics that are kept, for tests.
    pub fn memory() -> Self {
        Self { stack: "test".into(), sink: Sink::Memory(Arc::default()) }
    }

    /// Writes what was measured at `now`.
    ///
    /// `properties` say what it was measured at, by the names that log lines use. They can be searched for and cost nothing
    /// but their bytes, whereas a dimension would make a metric of its own out of every post.
    pub fn emit(&self, now: Timestamp, measured: &[(Metric, f64)], properties: &[(&str, Option<&str>)]) {
        let mut line = document(&self.stack, now, measured, properties).to_string();
        line.push('\n');
        match &self.sink {
            Sink::StandardOutput => {
                // One write for the whole line: a log line comes before it or after it. Where nobody reads any more there
                // is nobody left to tell.
                let _ = io::stdout().lock().write_all(line.as_bytes());
            }
            Sink::Memory(lines) => lines.lock().unwrap_or_else(PoisonError::into_inner).push(line),
        }
    }

    /// Counts one of something.
    pub fn count(&self, now: Timestamp, metric: Metric, properties: &[(&str, Option<&str>)]) {
        self.emit(now, &[(metric, 1.0)], properties);
    }

    /// The lines that were kept, in order; none where they went to standard output.
    pub fn lines(&self) -> Vec<String> {
        match &self.sink {
            Sink::StandardOutput => Vec::new(),
            Sink::Memory(lines) => lines.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// What was kept of a metric, in order.
    pub fn values(&self, metric: Metric) -> Vec<f64> {
        let value = |line: &String| serde_json::from_str::<Value>(line).ok()?[metric.name()].as_f64();
        self.lines().iter().filter_map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_without_its_stacks_name_does_not_start() {
        let error = Metrics::connect(&Environment::default()).unwrap_err().to_string();
        assert!(error.contains("STACK_NAME"), "{error}");
    }

    #[test]
    fn every_measurement_is_a_line_of_its_own() {
        let metrics = Metrics::memory();
        let now = Timestamp::UNIX_EPOCH;
        metrics.count(now, Metric::PostsHeld, &[("post.id", Some("two\nlines"))]);
        metrics.emit(now, &[(Metric::UploadBytes, 7.0), (Metric::UploadSeconds, 0.5)], &[]);
        let lines = metrics.lines();
        assert!(lines.iter().all(|line| line.ends_with('\n') && line.lines().count() == 1), "{lines:?}");
        assert_eq!(
            (metrics.values(Metric::PostsHeld), metrics.values(Metric::UploadBytes)),
            (vec![1.0], vec![7.0])
        );
    }
}
