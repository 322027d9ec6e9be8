use std::fmt;

use crate::limits::READ_LENGTH_MAX;
use crate::matroska;
use crate::ranges::Ranges;
use crate::reader::{Reader, Stop};

/// The kinds of video file that are recognised, by content and not by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// ISO base media with any brand but QuickTime's.
    Mp4,
    /// Apple's QuickTime: the brand `qt`, or a file from before there were brands.
    QuickTime,
    /// Matroska with the document type `webm`.
    WebM,
    /// Matroska proper, which is not among the containers TikTok names.
    Matroska,
    /// RIFF with the form `AVI`.
    Avi,
}

impl Container {
    /// The `Content-Type` of an upload.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::WebM => "video/webm",
            Self::Matroska => "video/x-matroska",
            Self::Avi => "video/x-msvideo",
        }
    }
}

impl fmt::Display for Container {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Mp4 => "MP4",
            Self::QuickTime => "MOV",
            Self::WebM => "WebM",
            Self::Matroska => "Matroska",
            Self::Avi => "AVI",
        })
    }
}

/// What a file that begins with these bytes claims to be; 64 bytes are enough.
pub fn sniff(first_bytes: &[u8]) -> Option<Container> {
    let length = first_bytes.len().min(usize::try_from(READ_LENGTH_MAX).ok()?);
    let mut ranges = Ranges::default();
    ranges.insert(0, first_bytes.get(..length)?);
    recognise(&Reader::new(&ranges, length as u64, 0), None).ok().flatten()
}

/// How many bytes tell MP4, QuickTime and AVI from everything else.
const MAGIC_LENGTH: u64 = 12;

/// Recognises a container by its first bytes; `file_extension` decides only for a file from before there were brands.
pub(crate) fn recognise(
    reader: &Reader<'_>,
    file_extension: Option<&str>,
) -> Result<Option<Container>, Stop> {
    let magic = reader.bytes_up_to(0, MAGIC_LENGTH)?;
    if matroska::begins(magic) {
        return matroska::container(reader);
    }
    let (Some(first), Some(kind), Some(brand)) = (magic.get(..4), magic.get(4..8), magic.get(8..12)) else {
        return Ok(None);
    };
    Ok(match (first, kind, brand) {
        (b"RIFF", _, b"AVI ") => Some(Container::Avi),
        (_, b"ftyp", b"qt  ") => Some(Container::QuickTime),
        (_, b"ftyp", brand) if is_foreign_brand(brand) => None,
        (_, b"ftyp" | b"styp" | b"moof" | b"sidx", _) => Some(Container::Mp4),
        (_, kind, _) if is_opening_box(kind) && file_extension == Some("mp4") => Some(Container::Mp4),
        (_, kind, _) if is_opening_box(kind) => Some(Container::QuickTime),
        _ => None,
    })
}

/// The boxes with which QuickTime files begin that are older than `ftyp`.
fn is_opening_box(kind: &[u8]) -> bool {
    const OPENING: [&[u8]; 9] =
        [b"free", b"junk", b"mdat", b"moov", b"PICT", b"pnot", b"skip", b"udta", b"wide"];
    OPENING.contains(&kind)
}

/// ISO base media that holds pictures or sound only: HEIF, AVIF, Canon's raw images, Apple's audio and audio books.
fn is_foreign_brand(brand: &[u8]) -> bool {
    const FOREIGN: [&[u8]; 11] =
        [b"avif", b"avis", b"crx ", b"heic", b"heim", b"heis", b"heix", b"mif1", b"msf1", b"M4A ", b"M4B "];
    FOREIGN.contains(&brand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_told_by_their_first_bytes() {
        assert_eq!(sniff(b"\0\0\0\x20ftypisom\0\0\x02\0"), Some(Container::Mp4));
        assert_eq!(sniff(b"\0\0\0\x14ftypqt  \0\0\x02\0"), Some(Container::QuickTime));
        assert_eq!(sniff(b"\0\0\0\x08wide\0\0\x02\0mdat"), Some(Container::QuickTime));
        assert_eq!(sniff(b"RIFF\0\x01\0\0AVI LIST"), Some(Container::Avi));
        assert_eq!(sniff(b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm"), Some(Container::WebM));
        assert_eq!(sniff(b"\x1A\x45\xDF\xA3\x8B\x42\x82\x88matroska"), Some(Container::Matroska));
    }

    #[test]
    fn what_is_no_video_is_no_container() {
        for bytes in [
            &b""[..],
            b"\xFF\xD8\xFF\xE0",
            b"RIFF\0\x01\0\0WAVEfmt ",
            b"\0\0\0\x20ftypheic\0\0\0\0",
            b"hello, world",
        ] {
            assert_eq!(sniff(bytes), None);
        }
    }

    #[test]
    fn the_name_decides_only_for_a_file_without_a_brand() {
        let recognise = |bytes: &[u8], extension| {
            let mut ranges = Ranges::default();
            ranges.insert(0, bytes);
            recognise(&Reader::new(&ranges, bytes.len() as u64, 0), extension).unwrap()
        };
        assert_eq!(recognise(b"\0\0\0\x08free\0\0\0\x08mdat", Some("mp4")), Some(Container::Mp4));
        assert_eq!(recognise(b"\0\0\0\x08free\0\0\0\x08mdat", Some("mov")), Some(Container::QuickTime));
        assert_eq!(recognise(b"\0\0\0\x14ftypqt  \0\0\0\0", Some("mp4")), Some(Container::QuickTime));
    }
}
