//! What a message of the queue says.

use adapters::queue::Hint;
use serde::Deserialize;

/// A message of the publish queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Message {
    /// Somebody uploaded objects.
    Uploads(Vec<Upload>),
    /// A post is due.
    Hint(Hint),
    /// The test event that S3 sends when a notification is set up.
    Test,
    /// Something else.
    Unknown,
}

/// An uploaded object, as S3 names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) bucket: String,
    /// Still as it stands in the event: form-encoded.
    pub(crate) encoded_key: String,
    pub(crate) version_id: Option<String>,
}

/// The parts of S3's event that are needed; the rest may change as it likes.
#[derive(Deserialize)]
struct S3Event {
    #[serde(rename = "Records")]
    records: Vec<S3Record>,
}

#[derive(Deserialize)]
struct S3TestEvent {
    #[serde(rename = "Event")]
    event: String,
}

#[derive(Deserialize)]
struct S3Record {
    s3: S3Entity,
}

#[derive(Deserialize)]
struct S3Entity {
    bucket: S3Bucket,
    object: S3Object,
}

#[derive(Deserialize)]
struct S3Bucket {
    name: String,
}

#[derive(Deserialize)]
struct S3Object {
    key: String,
    #[serde(rename = "versionId")]
    version_id: Option<String>,
}

impl Message {
    /// Reads a message's body.
    pub(crate) fn read(body: &str) -> Self {
        if let Ok(hint) = serde_json::from_str(body) {
            return Self::Hint(hint);
        }
        if let Ok(event) = serde_json::from_str::<S3Event>(body) {
            return Self::Uploads(event.records.into_iter().map(Upload::from).collect());
        }
        match serde_json::from_str::<S3TestEvent>(body) {
            Ok(test) if test.event == "s3:TestEvent" => Self::Test,
            Ok(_) | Err(_) => Self::Unknown,
        }
    }
}

impl From<S3Record> for Upload {
    fn from(record: S3Record) -> Self {
        Self {
            bucket: record.s3.bucket.name,
            encoded_key: record.s3.object.key,
            version_id: record
                .s3
                .object
                .version_id
                .filter(|version| !version.is_empty() && version != "null"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PostId;

    #[test]
    fn an_s3_event_names_its_objects() {
        let body = r#"{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},
            "object":{"key":"alice/a+b.mp4","size":3,"versionId":"v1"}}}]}"#;
        let upload =
            Upload { bucket: "b".into(), encoded_key: "alice/a+b.mp4".into(), version_id: Some("v1".into()) };
        assert_eq!(Message::read(body), Message::Uploads(vec![upload]));
    }

    #[test]
    fn a_hint_names_its_post() {
        let hint = Hint { post_id: PostId::new("abc") };
        assert_eq!(Message::read(r#"{"post_id":"abc"}"#), Message::Hint(hint));
    }

    #[test]
    fn anything_else_is_unknown_and_no_error() {
        let test = r#"{"Service":"Amazon S3","Event":"s3:TestEvent"}"#;
        assert_eq!(Message::read(test), Message::Test);
        for body in ["", "{}", "[]", "null", r#"{"Event":"s3:Other"}"#, "\u{0}"] {
            assert_eq!(Message::read(body), Message::Unknown, "{body}");
        }
    }
}
