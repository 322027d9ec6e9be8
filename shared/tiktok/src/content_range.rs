//! How much of an upload TikTok holds.

/// Reads `Content-Range: bytes 0-LAST/TOTAL` as the number of bytes held from the start, `LAST + 1`.
///
/// `None` for every other form. A range that does not start at 0 echoes what was sent and says nothing about the
/// bytes before it, and one of another total is about another video.
pub(crate) fn bytes_held(content_range: &str, total: u64) -> Option<u64> {
    let (unit, range) = content_range.trim().split_once([' ', '='])?;
    let (range, of) = range.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let last: u64 = last.trim().parse().ok()?;
    let of_this = of.trim() == "*" || of.trim().parse() == Ok(total);
    let from_start = unit.eq_ignore_ascii_case("bytes") && first.trim() == "0";
    (from_start && of_this && last < total).then(|| last + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_last_byte_held_is_inclusive() {
        for header in ["bytes 0-9/100", "Bytes 0-9/100", " bytes 0-9/100 ", "bytes=0-9/100", "bytes 0-9/*"] {
            assert_eq!(bytes_held(header, 100), Some(10), "{header}");
        }
        assert_eq!(bytes_held("bytes 0-99/100", 100), Some(100));
    }

    #[test]
    fn a_header_that_does_not_tell_the_progress_is_not_trusted() {
        for header in [
            "",
            "bytes */100",
            "bytes 10-19/100",
            "bytes 0-100/100",
            "bytes 0-9/200",
            "bytes 0-/100",
            "items 0-9/100",
        ] {
            assert_eq!(bytes_held(header, 100), None, "{header}");
        }
        assert_eq!(bytes_held("bytes 0-18446744073709551615/*", u64::MAX), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(header: String, total: u64) {
            prop_assert!(bytes_held(&header, total).is_none_or(|held| held <= total));
        }
    }
}
