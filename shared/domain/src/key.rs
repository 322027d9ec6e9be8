//! What an object in the uploads bucket is, by its key alone.

use percent_encoding::percent_decode_str;
use thiserror::Error;

/// File extensions of the containers that TikTok accepts (its media transfer guide), in lower case.
pub const VIDEO_EXTENSIONS: [&str; 4] = ["mp4", "mov", "webm", "avi"];

/// What a sidecar's key adds to the key of its video.
pub const SIDECAR_SUFFIX: &str = ".json";

/// The name of the file that holds an account's defaults, directly below the account's folder.
pub const DEFAULTS_NAME: &str = "_defaults.json";

/// What part an object plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectRole {
    /// A video to be posted for the account whose folder it lies in.
    Video {
        /// The first part of the key: a creator's username or `open_id`.
        folder: String,
    },
    /// The options of the video whose key is given.
    Sidecar {
        /// The key of the video that the sidecar belongs to.
        video_key: String,
    },
    /// An account's default options.
    Defaults {
        /// The first part of the key.
        folder: String,
    },
}

/// Why a key cannot be used. The text tells the uploader what a usable key looks like.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The object does not lie in an account's folder.
    #[error("the key has no account folder: upload to {{account}}/{{name}}.mp4")]
    NoFolder,
    /// The key ends in a slash or an empty name.
    #[error("the key names a folder and not a file")]
    NoName,
    /// The extension is none of those TikTok accepts.
    #[error("the file extension is not one of .mp4, .mov, .webm, .avi (or .json for a sidecar)")]
    Extension,
}

impl ObjectRole {
    /// Reads the role from a decoded key. Extensions count in any case.
    pub fn of(key: &str) -> Result<Self, KeyError> {
        let (folder, path) = key.split_once('/').ok_or(KeyError::NoFolder)?;
        if folder.is_empty() {
            return Err(KeyError::NoFolder);
        }
        if path.is_empty() || path.ends_with('/') {
            return Err(KeyError::NoName);
        }
        if path == DEFAULTS_NAME {
            return Ok(Self::Defaults { folder: folder.to_owned() });
        }
        if has_video_extension(path) {
            return Ok(Self::Video { folder: folder.to_owned() });
        }
        match key.strip_suffix(SIDECAR_SUFFIX) {
            Some(video_key) if has_video_extension(video_key) => {
                Ok(Self::Sidecar { video_key: video_key.to_owned() })
            }
            Some(_) | None => Err(KeyError::Extension),
        }
    }
}

/// The key of an S3 event, which is form-encoded: `+` is a space, and the rest percent-encoded UTF-8.
///
/// S3 keys are UTF-8, so that nothing is lost; what is none all the same is kept readable for the rejection.
pub fn decode_event_key(encoded: &str) -> String {
    percent_decode_str(&encoded.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The extension of a key's file name in lower case, where it has one.
pub fn extension(key: &str) -> Option<String> {
    let name = key.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

fn has_video_extension(path: &str) -> bool {
    extension(path).is_some_and(|extension| VIDEO_EXTENSIONS.contains(&extension.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_lies_in_its_accounts_folder_at_any_depth() {
        for key in ["alice/clip.mp4", "alice/2026/may/clip.MOV", "alice/ä 😀+%.webm", "alice/x.json.avi"] {
            assert_eq!(ObjectRole::of(key), Ok(ObjectRole::Video { folder: "alice".into() }), "{key}");
        }
    }

    #[test]
    fn a_sidecar_names_its_video() {
        let role = ObjectRole::of("alice/clip.mp4.json").unwrap();
        assert_eq!(role, ObjectRole::Sidecar { video_key: "alice/clip.mp4".into() });
    }

    #[test]
    fn defaults_count_only_directly_below_the_account() {
        assert_eq!(
            ObjectRole::of("alice/_defaults.json"),
            Ok(ObjectRole::Defaults { folder: "alice".into() })
        );
        assert_eq!(ObjectRole::of("alice/deep/_defaults.json"), Err(KeyError::Extension));
    }

    #[test]
    fn event_keys_are_form_encoded() {
        assert_eq!(decode_event_key("alice/a+b%2Bc%25+%C3%A4%F0%9F%98%80.mp4"), "alice/a b+c% ä😀.mp4");
    }

    #[test]
    fn a_key_that_cannot_be_a_post_says_why() {
        assert_eq!(ObjectRole::of("clip.mp4"), Err(KeyError::NoFolder));
        assert_eq!(ObjectRole::of("/clip.mp4"), Err(KeyError::NoFolder));
        assert_eq!(ObjectRole::of("alice/"), Err(KeyError::NoName));
        assert_eq!(ObjectRole::of("alice/folder/"), Err(KeyError::NoName));
        assert_eq!(ObjectRole::of("alice/clip.mkv"), Err(KeyError::Extension));
        assert_eq!(ObjectRole::of("alice/.mp4"), Err(KeyError::Extension));
        assert_eq!(ObjectRole::of("alice/notes.json"), Err(KeyError::Extension));
    }
}
