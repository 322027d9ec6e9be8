//! The name of an uploaded file.

use domain::key::{VIDEO_EXTENSIONS, extension};
use thiserror::Error;

/// The longest name in bytes of UTF-8, which is what file systems take. A key has 1,024, of which an account's folder and
/// ours take less than 200.
const NAME_BYTES_MAX: usize = 255;

/// The media types under which browsers know the containers that TikTok takes, beside each extension. The first is what is
/// stored.
const MEDIA_TYPES: [(&str, &[&str]); 4] = [
    ("mp4", &["video/mp4"]),
    ("mov", &["video/quicktime"]),
    ("webm", &["video/webm"]),
    ("avi", &["video/x-msvideo", "video/avi", "video/msvideo", "video/vnd.avi"]),
];

/// Why a file cannot be uploaded, by its name or type.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum NameError {
    /// There is none.
    #[error("the name is empty")]
    Empty,
    /// It is too long.
    #[error("the name has {bytes} bytes, and may have {NAME_BYTES_MAX}")]
    TooLong {
        /// Its length in UTF-8.
        bytes: usize,
    },
    /// It could lead elsewhere, or cannot be shown.
    #[error("the name holds a slash, a backslash or a control character")]
    Letters,
    /// It is none of the containers that TikTok takes.
    #[error("the extension is not one of .mp4, .mov, .webm, .avi")]
    Extension,
}

/// Takes a name of any script, as long as it is a name and no path, and that of a video.
///
/// # Errors
/// See [`NameError`].
pub(crate) fn check(name: &str) -> Result<(), NameError> {
    if name.trim().is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(NameError::TooLong { bytes: name.len() });
    }
    if name.contains(|letter: char| matches!(letter, '/' | '\\') || letter.is_control()) {
        return Err(NameError::Letters);
    }
    let known = extension(name).is_some_and(|extension| VIDEO_EXTENSIONS.contains(&extension.as_str()));
    if known { Ok(()) } else { Err(NameError::Extension) }
}

/// The media type to store a file of this name under, if what the browser says of it does not contradict. A browser that
/// knows no type says nothing.
pub(crate) fn media_type(name: &str, said: &str) -> Option<&'static str> {
    let extension = extension(name)?;
    let (_, types) = MEDIA_TYPES.iter().find(|(known, _)| *known == extension)?;
    let said = said.trim().to_ascii_lowercase();
    let agrees = said.is_empty() || types.contains(&said.as_str());
    types.first().filter(|_| agrees).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_of_any_script() {
        for name in ["clip.mp4", "Grüße 😀+%.MOV", "日本語.webm", "..mp4", "a.b.avi", "\u{202e}gpj.mp4"]
        {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_name_is_no_path() {
        for name in ["../clip.mp4", "a/clip.mp4", "a\\clip.mp4", "clip\0.mp4", "clip\n.mp4", "\u{85}.mp4"] {
            assert_eq!(check(name), Err(NameError::Letters), "{name}");
        }
        for name in ["", " ", "\t"] {
            assert_eq!(check(name), Err(NameError::Empty), "{name}");
        }
    }

    #[test]
    fn a_name_is_bounded_in_bytes() {
        let name = format!("{}.mp4", "ä".repeat(125));
        assert_eq!((name.len(), check(&name)), (254, Ok(())));
        let longer = format!("ää{name}");
        assert_eq!(check(&longer), Err(NameError::TooLong { bytes: 258 }));
    }

    #[test]
    fn only_videos_are_uploaded() {
        for name in ["clip", "clip.mkv", ".mp4", "clip.mp4.json", "_defaults.json", ".."] {
            assert_eq!(check(name), Err(NameError::Extension), "{name}");
        }
    }

    #[test]
    fn the_media_type_is_that_of_the_extension() {
        assert_eq!(media_type("a.mp4", "video/mp4"), Some("video/mp4"));
        assert_eq!(media_type("a.AVI", "video/avi"), Some("video/x-msvideo"));
        assert_eq!(media_type("a.mov", ""), Some("video/quicktime"));
        assert_eq!(media_type("a.mov", "video/mp4"), None);
        assert_eq!(media_type("a.mp4", "text/html"), None);
        for extension in VIDEO_EXTENSIONS {
            assert!(media_type(&format!("a.{extension}"), "").is_some(), "{extension}");
        }
    }
}
