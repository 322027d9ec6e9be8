//! Where a post stands in a list by time.

use domain::Post;
use jiff::Timestamp;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Digits of the milliseconds since 1970: enough for every moment that a post can name, to the year 9999.
const DIGITS: usize = 15;

/// A place in a list by time: the moment, and the post's id, so that no two posts share one. As text it sorts as the
/// list does, and may stand in an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor(String);

/// What was given is no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it is no cursor of a list of posts")]
pub struct NoCursor;

impl Cursor {
    /// Where a post stands.
    pub(super) fn of(post: &Post) -> Self {
        Self(format!("{}-{}", moment(post.listed_at()), post.id))
    }

    /// The place as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        const ID_CHARS_MAX: usize = 64;
        let (moment, id) = text.split_once('-').ok_or(NoCursor)?;
        let is_moment = moment.len() == DIGITS && moment.bytes().all(|byte| byte.is_ascii_digit());
        let is_id =
            (1..=ID_CHARS_MAX).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_moment && is_id { Ok(Self(text.to_owned())) } else { Err(NoCursor) }
    }
}

/// A moment as it sorts in the list. Every place at this moment or later sorts after it, every earlier one before it.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{:0DIGITS$}", at.as_millisecond().max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_sort_as_their_texts_do() {
        let texts =
            ["1950-01-01T00:00:00Z", "1970-01-01T00:00:01Z", "2026-11-23T00:00:00Z", "9999-12-30T00:00:00Z"]
                .map(|text| moment(text.parse().unwrap()));
        assert!(texts.is_sorted() && texts.iter().all(|text| text.len() == DIGITS), "{texts:?}");
    }

    #[test]
    fn only_what_was_given_out_as_a_cursor_is_taken_as_one() {
        let cursor = "000001763800000-0c1d5f61eb3c85f9a5e56545341520e2";
        assert_eq!(cursor.parse::<Cursor>().unwrap().to_string(), cursor);
        for text in ["", "-", "1-a", "00000176380000x-a", "000001763800000-", "000001763800000-a#b", "~"] {
            assert_eq!(text.parse::<Cursor>(), Err(NoCursor), "{text}");
        }
    }
}
