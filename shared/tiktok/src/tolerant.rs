//! Reading fields whose type TikTok does not keep to. A field that makes no sense is as good as absent: it must not
//! take the rest of the answer with it.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A string, or the literal text of a number or boolean. `null`, arrays and objects count as absent.
pub(crate) fn text<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(field)?;
    Ok(raw.and_then(|raw| scalar_text(&raw)))
}

/// As [`text`], with absence read as the empty string.
pub(crate) fn text_or_empty<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    Ok(text(field)?.unwrap_or_default())
}

/// A whole number that is not negative, also in quotes.
pub(crate) fn integer<'de, D: Deserializer<'de>>(field: D) -> Result<Option<u64>, D::Error> {
    Ok(text(field)?.and_then(|text| text.trim().parse().ok()))
}

/// `true`, also as `1` or in quotes; anything else is `false`, which TikTok's servers also express by leaving it out.
pub(crate) fn flag<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    Ok(text(field)?.is_some_and(|text| text == "true" || text == "1"))
}

/// The text of a scalar exactly as it was sent. Numbers never pass through floating point.
pub(crate) fn scalar_text(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'-' | b'0'..=b'9' | b't' | b'f' => Some(raw.get().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Fields {
        #[serde(deserialize_with = "text")]
        name: Option<String>,
        #[serde(deserialize_with = "integer")]
        count: Option<u64>,
        #[serde(deserialize_with = "flag")]
        on: bool,
    }

    fn read(json: &str) -> Fields {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn scalars_are_read_in_and_out_of_quotes() {
        let expected = Fields { name: Some("7".to_owned()), count: Some(u64::MAX), on: true };
        assert_eq!(read(r#"{"name":7,"count":18446744073709551615,"on":true}"#), expected);
        assert_eq!(read(r#"{"name":"7","count":"18446744073709551615","on":"true"}"#), expected);
    }

    #[test]
    fn what_makes_no_sense_counts_as_absent() {
        assert_eq!(read(r#"{"name":[1],"count":-1,"on":null}"#), Fields::default());
        assert_eq!(read(r#"{"name":null,"count":1.5,"on":{}}"#), Fields::default());
        assert_eq!(read("{}"), Fields::default());
    }
}
