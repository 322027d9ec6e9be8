//! Uploads from a browser straight to the bucket, in parts that may be sent again, in any order and after a break.

mod aws;
mod memory;
mod part_url;

pub use aws::S3Uploads;
pub use memory::MemoryUploads;

use crate::error::StoreError;
use async_trait::async_trait;
use domain::Video;
use secrecy::SecretString;
use std::time::Duration;
use thiserror::Error;

/// The most parts of one upload (S3).
pub const PARTS_MAX: u16 = 10_000;

/// The smallest part but the last, in bytes (S3).
pub const PART_BYTES_MIN: u64 = 5 * 1024 * 1024;

/// Where a browser sends one part, by PUT. Whoever has the address may send it, so it is as secret as a password.
#[derive(Debug, Clone)]
pub struct PartUrl {
    /// The part's number, from 1.
    pub number: u16,
    /// Its address.
    pub url: SecretString,
}

/// A part that has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its number, from 1.
    pub number: u16,
    /// Its size in bytes.
    pub size: u64,
}

/// Uploads to the uploads bucket.
///
/// An upload says of itself that nobody has consented yet. So its post is held, whatever an account's defaults say, until
/// somebody has chosen, even when S3's event comes before the choice.
#[async_trait]
pub trait Uploads: Send + Sync {
    /// Begins an upload under a key that nobody else uses, and gives its id.
    async fn begin(&self, key: &str, content_type: &str) -> Result<String, StoreError>;

    /// Where these parts are sent, for so long. Whether there is such an upload is found out when they are.
    async fn part_urls(
        &self,
        key: &str,
        upload_id: &str,
        numbers: &[u16],
        expires_in: Duration,
    ) -> Result<Vec<PartUrl>, StoreError>;

    /// Which parts have arrived, in their order.
    async fn parts(&self, key: &str, upload_id: &str) -> Result<Vec<Part>, UploadError>;

    /// Makes the video of the parts. One that was made already, when the answer was lost, is given again.
    async fn complete(&self, key: &str, upload_id: &str) -> Result<Video, UploadError>;

    /// Gives an upload up, with what has arrived. One that has ended already stays as it is.
    async fn abort(&self, key: &str, upload_id: &str) -> Result<(), StoreError>;
}

/// Why an upload does not go on.
#[derive(Debug, Error)]
pub enum UploadError {
    /// It was never begun, was given up, or has ended: begin another.
    #[error("there is no such upload")]
    Unknown,
    /// A part has not arrived: send it.
    #[error("the upload lacks its part {number}")]
    Incomplete {
        /// The first that lacks.
        number: u16,
    },
    /// The store failed; the same may succeed later.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an upload says of itself in its object's metadata, see [`Uploads`].
const NO_CONSENT_YET: (&str, &str) = ("music-usage-confirmed", "false");

/// The parts of a whole video, of which none lacks between the first and the last.
fn demand_all(parts: &[Part]) -> Result<(), UploadError> {
    let lacking = (1..).zip(parts).find(|(number, part)| *number != part.number);
    match lacking {
        Some((number, _)) => Err(UploadError::Incomplete { number }),
        None if parts.is_empty() => Err(UploadError::Incomplete { number: 1 }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_that_lacks_is_named() {
        let lacking = |numbers: &[u16]| {
            let parts: Vec<Part> = numbers.iter().map(|number| Part { number: *number, size: 9 }).collect();
            match demand_all(&parts) {
                Err(UploadError::Incomplete { number }) => Some(number),
                Ok(()) => None,
                Err(other) => panic!("{other}"),
            }
        };
        assert_eq!(lacking(&[]), Some(1));
        assert_eq!(lacking(&[2, 3]), Some(1));
        assert_eq!(lacking(&[1, 2, 4]), Some(3));
        assert_eq!(lacking(&[1, 2, 3]), None);
    }
}
