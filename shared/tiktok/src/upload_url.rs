//! Where a video's bytes go.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use crate::{CallError, UploadHosts};

/// An upload URL. Its query is the permission to upload, so it is a secret: it never shows in `Debug` output, and
/// errors name its host only.
#[derive(Clone, Debug, Deserialize)]
pub struct UploadUrl(SecretString);

impl UploadUrl {
    /// Takes up a stored URL. It is checked when it is used.
    #[must_use]
    pub fn new(url: SecretString) -> Self {
        Self(url)
    }

    /// The URL itself, for storing it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The URL, if bytes may go there.
    pub(crate) fn checked(&self, hosts: &UploadHosts) -> Result<Url, CallError> {
        let url =
            Url::parse(self.expose()).map_err(|_| CallError::bad_request("the upload url is not a url"))?;
        if !hosts.allows(&url) {
            let host = url.host_str().unwrap_or("(none)");
            return Err(CallError::bad_request(format!("bytes may not be sent to upload host {host}")));
        }
        Ok(url)
    }
}

impl From<String> for UploadUrl {
    fn from(url: String) -> Self {
        Self(url.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORGED: &str = "https://evil.example/video?upload_id=secret-id&token=secret-token";

    #[test]
    fn debug_output_shows_nothing_of_it() {
        let shown = format!("{:?}", UploadUrl::from(FORGED.to_owned()));
        assert!(!shown.contains("evil") && !shown.contains("secret-"), "{shown}");
    }

    #[test]
    fn a_refused_url_is_named_by_its_host_only() {
        let hosts = ".tiktokapis.com".parse().unwrap();
        let error = UploadUrl::from(FORGED.to_owned()).checked(&hosts).unwrap_err();
        assert_eq!(error.message, "bytes may not be sent to upload host evil.example");
        assert!(!format!("{error:?}").contains("secret-"));

        let error = UploadUrl::from("secret-nonsense".to_owned()).checked(&hosts).unwrap_err();
        assert!(!format!("{error:?}").contains("secret-"));
    }
}
