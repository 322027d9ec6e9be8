//! CloudWatch's embedded metric format: a log line that says which of its fields are metrics.

use super::metric::Metric;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// The namespace of every metric.
pub const NAMESPACE: &str = "Reeldrop";

/// The one dimension of every metric. More of them would be metrics of their own, each of which is paid for.
pub const STACK_DIMENSION: &str = "Stack";

/// The document of one moment, as Amazon's "Specification: Embedded metric format" describes it: the metrics and their
/// units under `_aws`, their values and everything else as fields beside it.
pub(super) fn document(
    stack: &str,
    now: Timestamp,
    measured: &[(Metric, f64)],
    properties: &[(&str, Option<&str>)],
) -> Value {
    let definitions: Vec<Value> =
        measured.iter().map(|(metric, _)| json!({ "Name": metric.name(), "Unit": metric.unit() })).collect();
    let mut document = Map::new();
    document.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": NAMESPACE,
                "Dimensions": [[STACK_DIMENSION]],
                "Metrics": definitions,
            }],
        }),
    );
    document.insert(STACK_DIMENSION.to_owned(), stack.into());
    let told = properties.iter().filter_map(|(name, value)| Some((*name, (*value)?)));
    document.extend(told.map(|(name, value)| (name.to_owned(), value.into())));
    document.extend(measured.iter().map(|(metric, value)| (metric.name().to_owned(), (*value).into())));
    Value::Object(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_stand_beside_the_header_that_declares_them() {
        let now = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let measured = [(Metric::UploadBytes, 5_000_000.0), (Metric::UploadSeconds, 1.25)];
        let document =
            document("reeldrop", now, &measured, &[("post.id", Some("abc")), ("tiktok.code", None)]);
        let expected = json!({
            "_aws": {
                "Timestamp": 1_700_000_000_123_i64,
                "CloudWatchMetrics": [{
                    "Namespace": "Reeldrop",
                    "Dimensions": [["Stack"]],
                    "Metrics": [
                        { "Name": "UploadBytes", "Unit": "Bytes" },
                        { "Name": "UploadSeconds", "Unit": "Seconds" },
                    ],
                }],
            },
            "Stack": "reeldrop",
            "post.id": "abc",
            "UploadBytes": 5_000_000.0,
            "UploadSeconds": 1.25,
        });
        assert_eq!(document, expected);
    }
}
