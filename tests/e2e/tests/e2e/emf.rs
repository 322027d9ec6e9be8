//! The rules of CloudWatch's embedded metric format, as Amazon publishes them ("Specification: Embedded metric format").

use serde_json::{Map, Value};

const NAMESPACE_CHARS_MAX: usize = 1024;
const DIMENSIONS_MAX: usize = 30;
const DIMENSION_NAME_CHARS_MAX: usize = 250;
const DIMENSION_VALUE_CHARS_MAX: usize = 1024;
const METRICS_MAX: usize = 100;
const METRIC_NAME_CHARS_MAX: usize = 1024;
const VALUES_MAX: usize = 100;

/// A log event of CloudWatch's is no longer.
const LINE_BYTES_MAX: usize = 256 * 1024;

/// The units of CloudWatch's `MetricDatum`.
const UNITS: &str = "Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits \
                     Megabits Gigabits Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second \
                     Gigabytes/Second Terabytes/Second Bits/Second Kilobits/Second Megabits/Second Gigabits/Second \
                     Terabits/Second Count/Second None";

/// What is wrong with a line, if anything is.
pub(crate) fn check(line: &str) -> Result<(), String> {
    if line.len() > LINE_BYTES_MAX {
        return Err(format!("it has {} bytes", line.len()));
    }
    let document: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let document = document.as_object().ok_or("it is no object")?;
    let header = document.get("_aws").and_then(Value::as_object).ok_or("it has no header")?;
    let timestamp = header.get("Timestamp").and_then(Value::as_u64).ok_or("its time is no whole number")?;
    // Between 2001 and 2286 a moment has 13 digits in milliseconds, and in no other unit.
    if timestamp.to_string().len() != 13 {
        return Err(format!("{timestamp} is no moment in milliseconds"));
    }
    let directives =
        header.get("CloudWatchMetrics").and_then(Value::as_array).ok_or("it declares nothing")?;
    directives.iter().try_for_each(|directive| check_directive(directive, document))
}

fn check_directive(directive: &Value, document: &Map<String, Value>) -> Result<(), String> {
    check_text(&directive["Namespace"], NAMESPACE_CHARS_MAX)
        .map_err(|fault| format!("namespace: {fault}"))?;
    let sets =
        directive["Dimensions"].as_array().filter(|sets| !sets.is_empty()).ok_or("no dimension set")?;
    for set in sets {
        let names = set.as_array().ok_or("a dimension set is no array")?;
        if names.len() > DIMENSIONS_MAX {
            return Err(format!("{} dimensions", names.len()));
        }
        for name in names {
            let name = check_text(name, DIMENSION_NAME_CHARS_MAX)?;
            let value = document.get(name).ok_or(format!("the dimension {name} has no value"))?;
            check_text(value, DIMENSION_VALUE_CHARS_MAX).map_err(|fault| format!("{name}: {fault}"))?;
        }
    }
    let metrics = directive["Metrics"].as_array().ok_or("no metrics")?;
    if metrics.len() > METRICS_MAX {
        return Err(format!("{} metrics", metrics.len()));
    }
    metrics.iter().try_for_each(|metric| check_metric(metric, document))
}

fn check_metric(metric: &Value, document: &Map<String, Value>) -> Result<(), String> {
    let name = check_text(&metric["Name"], METRIC_NAME_CHARS_MAX)?;
    let unit = metric.get("Unit").map_or(Some("None"), Value::as_str).ok_or(format!("{name}: no unit"))?;
    if !UNITS.split_whitespace().any(|known| known == unit) {
        return Err(format!("{name}: {unit} is no unit"));
    }
    match document.get(name) {
        Some(Value::Number(_)) => Ok(()),
        Some(Value::Array(values))
            if values.len() <= VALUES_MAX && values.iter().all(|value| value.is_number()) =>
        {
            Ok(())
        }
        Some(_) | None => Err(format!("{name} has no number")),
    }
}

fn check_text(value: &Value, chars_max: usize) -> Result<&str, String> {
    let text = value.as_str().ok_or(format!("{value} is no text"))?;
    let length = text.chars().count();
    if (1..=chars_max).contains(&length) { Ok(text) } else { Err(format!("a text of {length} characters")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use runtime::{Metric, Metrics};
    use serde_json::json;

    fn now() -> Timestamp {
        Timestamp::from_second(1_790_000_000).unwrap()
    }

    #[test]
    fn every_metric_is_written_as_the_format_demands() {
        let metrics = Metrics::memory();
        metrics.emit(now(), &Metric::ALL.map(|metric| (metric, 0.5)), &[("post.id", Some("a"))]);
        assert_eq!(check(&metrics.lines()[0]), Ok(()));
    }

    #[test]
    fn whatever_the_format_forbids_is_found() {
        let metrics = Metrics::memory();
        metrics.count(now(), Metric::Polls, &[]);
        let line: Value = serde_json::from_str(&metrics.lines()[0]).unwrap();
        let faults: [(&str, Value); 9] = [
            ("/_aws/Timestamp", json!(1_790_000_000)),
            ("/_aws/CloudWatchMetrics/0/Namespace", json!("")),
            ("/_aws/CloudWatchMetrics/0/Dimensions", json!([])),
            ("/_aws/CloudWatchMetrics/0/Dimensions/0/0", json!("Absent")),
            ("/_aws/CloudWatchMetrics/0/Metrics/0/Unit", json!("Parsecs")),
            ("/_aws/CloudWatchMetrics/0/Metrics/0/Name", json!("Absent")),
            ("/Stack", json!("x".repeat(1025))),
            ("/Polls", json!("1")),
            ("/Polls", json!(vec![1; 101])),
        ];
        for (place, fault) in faults {
            let mut broken = line.clone();
            *broken.pointer_mut(place).unwrap() = fault;
            assert!(check(&broken.to_string()).is_err(), "{place} may be anything");
        }
    }
}
