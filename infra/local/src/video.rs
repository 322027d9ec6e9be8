//! A video to put into the uploads bucket, and how it is to be posted.

use std::path::Path;

use aws_sdk_s3::primitives::ByteStream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::Error;

/// A video to put into the uploads bucket.
#[derive(Debug)]
pub struct Video {
    pub(crate) key: String,
    pub(crate) body: ByteStream,
    pub(crate) metadata: Vec<(String, String)>,
}

impl Video {
    /// A video under the key `{account}/{path}`, without any options yet.
    pub fn new(key: impl Into<String>, body: impl Into<ByteStream>) -> Self {
        Self { key: key.into(), body: body.into(), metadata: Vec::new() }
    }

    /// A video from a file.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn of_file(key: impl Into<String>, file: &Path) -> Result<Self, Error> {
        let body = ByteStream::from_path(file).await;
        let body = body.map_err(|error| Error::file(file, "read")(std::io::Error::other(error)))?;
        Ok(Self::new(key, body))
    }

    /// Sets an option by its metadata name, such as `privacy-level`.
    ///
    /// The value is percent-encoded, since HTTP headers carry neither every character nor every space faithfully.
    #[must_use]
    pub fn option(mut self, name: &str, value: &str) -> Self {
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
        self.metadata.push((name.to_owned(), value));
        self
    }

    /// Sets what nobody may guess: who may see the post, and that its music may be used.
    #[must_use]
    pub fn consented(self, privacy_level: &str) -> Self {
        self.option("privacy-level", privacy_level).option("music-usage-confirmed", "true")
    }
}

/// An object version in the uploads bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// Its key.
    pub key: String,
    /// Its version; a post is made of one version.
    pub version_id: String,
}
