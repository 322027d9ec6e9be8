//! A post's public id, in every shape TikTok sends it in.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::tolerant::scalar_text;

/// Reads an id that may be absent, `null`, a number, a string, or an array of either. The ids have 19 digits: more than
/// a floating-point number holds, so they are taken from the text as it stands. Of several ids the first one counts.
pub(crate) fn post_id<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(field)?;
    Ok(raw.and_then(|raw| match serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        Ok(ids) => ids.into_iter().find_map(decimal),
        Err(_) => decimal(&raw),
    }))
}

/// Only digits are an id: what else a field may hold (`0` for "none", an empty string) is not one.
fn decimal(raw: &RawValue) -> Option<String> {
    let id = scalar_text(raw)?;
    let is_id = id.bytes().all(|byte| byte.is_ascii_digit()) && id.bytes().any(|byte| byte != b'0');
    is_id.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Holder {
        #[serde(default, deserialize_with = "post_id")]
        id: Option<String>,
    }

    fn read(json: &str) -> Option<String> {
        serde_json::from_str::<Holder>(json).unwrap().id
    }

    #[test]
    fn every_shape_gives_the_exact_digits() {
        // Above 2^53, where neighbouring integers share one floating-point number; the last is above 2^64.
        for id in ["7305190193011035393", "9007199254740993", "98765432109876543210987"] {
            for json in [
                format!(r#"{{"id":{id}}}"#),
                format!(r#"{{"id":"{id}"}}"#),
                format!(r#"{{"id":[{id}]}}"#),
                format!(r#"{{"id":["{id}"]}}"#),
                format!(r#"{{"id":[ null, "{id}", 5]}}"#),
            ] {
                assert_eq!(read(&json).as_deref(), Some(id), "{json}");
            }
        }
    }

    #[test]
    fn what_holds_no_id_gives_none() {
        for json in [
            "{}",
            r#"{"id":null}"#,
            r#"{"id":[]}"#,
            r#"{"id":""}"#,
            r#"{"id":0}"#,
            r#"{"id":"0"}"#,
            r#"{"id":{}}"#,
            r#"{"id":[[1]]}"#,
            r#"{"id":-5}"#,
            r#"{"id":7.3e18}"#,
            r#"{"id":"not yet"}"#,
            r#"{"id":true}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
