use infer::MatcherType;

use crate::reader::{Reader, Stop};

/// How many bytes are looked at; the longest magic number of a common format, that of a tar archive, ends at 262.
const HEAD_LENGTH: u64 = 4_096;

/// What a file that is no video of ours looks like, with its article.
pub(crate) fn describe(reader: &Reader<'_>) -> Result<String, Stop> {
    let head = reader.bytes_up_to(0, HEAD_LENGTH)?;
    if let Some(kind) = infer::get(head) {
        let extension = kind.extension().to_ascii_uppercase();
        return Ok(match kind.matcher_type() {
            MatcherType::Image => format!("an image ({extension})"),
            MatcherType::Audio => format!("a sound file ({extension})"),
            MatcherType::Video => format!("a video of another kind ({extension})"),
            MatcherType::Archive => format!("an archive or a document ({extension})"),
            MatcherType::Book | MatcherType::Doc => format!("a document ({extension})"),
            MatcherType::Text => format!("text ({extension})"),
            MatcherType::App => format!("a program ({extension})"),
            MatcherType::Font => format!("a font ({extension})"),
            MatcherType::Custom => "of another kind".to_owned(),
        });
    }
    Ok(match head {
        head if head.iter().all(|byte| *byte == 0) => "filled with zeros",
        head if is_text(head) => "text",
        _ => "of an unknown kind",
    }
    .to_owned())
}

/// UTF-8 without control characters; a character that is cut at the end of the head does no harm.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty()
        && text.chars().all(|character| !character.is_control() || character.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranges::Ranges;

    fn described(bytes: &[u8]) -> String {
        let mut ranges = Ranges::default();
        ranges.insert(0, bytes);
        describe(&Reader::new(&ranges, bytes.len() as u64, 0)).unwrap()
    }

    #[test]
    fn common_mistakes_are_named() {
        assert_eq!(described(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), "an image (JPG)");
        assert_eq!(described(b"PK\x03\x04\x14\0\0\0"), "an archive or a document (ZIP)");
        assert_eq!(described(b"RIFF\x24\0\0\0WAVEfmt "), "a sound file (WAV)");
        assert_eq!(described(b"FLV\x01\x05\0\0\0\x09"), "a video of another kind (FLV)");
        assert_eq!(described("caption: schön".as_bytes()), "text");
        assert_eq!(described(&"schön".as_bytes()[..4]), "text");
        assert_eq!(described(&[0; 64]), "filled with zeros");
        assert_eq!(described(&[0x80, 1, 2, 3]), "of an unknown kind");
    }
}
