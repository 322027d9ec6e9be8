//! Keys of what is uploaded in the console.

use super::file_name;

/// The part of a key that says that it was uploaded in the console.
const FOLDER: &str = "console";

/// Digits that keep uploads of the same name apart: 128 random bits in hexadecimal.
const TAG_DIGITS: usize = 32;

/// Where an upload goes: `{open_id}/console/{tag}/{file name}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UploadKey<'a> {
    /// The account that it is for.
    pub(crate) open_id: &'a str,
    tag: &'a str,
    file_name: &'a str,
}

impl<'a> UploadKey<'a> {
    /// A key for a file whose name has been checked.
    pub(crate) fn new(open_id: &'a str, tag: &'a str, file_name: &'a str) -> Self {
        Self { open_id, tag, file_name }
    }

    /// Reads a key that was given out here; anything else is none.
    pub(crate) fn read(key: &'a str) -> Option<Self> {
        let mut parts = key.splitn(4, '/');
        let (open_id, folder, tag, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let is_tag =
            tag.len() == TAG_DIGITS && tag.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        let is_ours = !open_id.is_empty() && folder == FOLDER && is_tag && file_name::check(name).is_ok();
        is_ours.then_some(Self { open_id, tag, file_name: name })
    }

    /// The key as text.
    pub(crate) fn text(self) -> String {
        format!("{}/{FOLDER}/{}/{}", self.open_id, self.tag, self.file_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_key_that_was_given_out_is_read_back() {
        let key = UploadKey::new("open-1", TAG, "Grüße 😀.mp4");
        let text = key.text();
        assert_eq!(text, format!("open-1/console/{TAG}/Grüße 😀.mp4"));
        assert_eq!(UploadKey::read(&text), Some(key));
    }

    #[test]
    fn any_other_key_is_none() {
        let others = [
            "alice/clip.mp4".to_owned(),
            format!("/console/{TAG}/clip.mp4"),
            format!("open-1/other/{TAG}/clip.mp4"),
            format!("open-1/console/{TAG}/../clip.mp4"),
            format!("open-1/console/{TAG}/clip.mp4.json"),
            format!("open-1/console/{}/clip.mp4", &TAG[1..]),
            format!("open-1/console/{}/clip.mp4", TAG.to_uppercase()),
        ];
        for key in others {
            assert_eq!(UploadKey::read(&key), None, "{key}");
        }
    }
}
