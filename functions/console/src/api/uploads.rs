//! Uploads from the browser straight to the bucket: begun here, and followed part by part.

pub(super) mod begin;
pub(crate) mod file_name;
mod key;
pub(super) mod parts;

pub(crate) use begin::begin;
pub(crate) use parts::{abort, part_urls, parts};

use crate::access::Access;
use crate::problem::Problem;
use adapters::uploads::UploadError;
use key::UploadKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Size of a part in bytes: 4 GiB are 256 of them, and one that is lost is soon sent again.
const PART_BYTES: u64 = 16 * 1024 * 1024;

/// An upload that was begun here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadRef {
    /// Key of the video that it makes.
    pub(crate) key: String,
    /// Its id.
    pub(crate) upload_id: String,
}

impl UploadRef {
    /// The account that it is for, if whoever asks may post for it.
    ///
    /// # Errors
    /// 404 where they may not, or where the key was not given out here.
    pub(crate) fn account(&self, access: &Access) -> Result<&str, Problem> {
        account_of_key(&self.key, access)
    }
}

fn account_of_key<'a>(key: &'a str, access: &Access) -> Result<&'a str, Problem> {
    let key = UploadKey::read(key).ok_or_else(Problem::not_found)?;
    access.demand(key.open_id)?;
    Ok(key.open_id)
}

/// Why an upload does not go on, for whoever has begun it.
pub(crate) fn ended(error: UploadError) -> Problem {
    match error {
        UploadError::Unknown => Problem::not_found().because("there is no such upload: begin another"),
        UploadError::Incomplete { number } => {
            Problem::conflict(format!("part {number} of the upload has not arrived: send it first"))
        }
        UploadError::Store(error) => error.into(),
    }
}
