//! The beginning of an upload.

use super::key::UploadKey;
use super::{PART_BYTES, file_name};
use crate::Console;
use crate::api::account::account_of;
use crate::api::received::{Caller, Sent};
use crate::problem::{FieldProblem, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::plan::{CHUNK_BYTES_MIN, ChunkPlan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Random bytes that keep uploads of the same name apart, and keep them from being guessed.
const TAG_BYTES: usize = 16;

/// A video that is to be uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUpload {
    /// The account that it is for, by its `open_id`.
    account: String,
    /// The file's name, in any script: at most 255 bytes, without slashes and control characters, and that of a video.
    file_name: String,
    /// Its size in bytes.
    #[schema(minimum = 1, maximum = 4_294_967_296_u64)]
    size: u64,
    /// What the browser says it is; empty where it does not know.
    content_type: String,
}

/// An upload that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BegunUpload {
    /// Key of the video that it makes.
    key: String,
    /// Its id.
    upload_id: String,
    /// Size of every part but the last, in bytes.
    part_size: u64,
    /// How many parts there are. They are numbered from 1.
    part_count: u64,
}

/// Begin an upload
#[utoipa::path(
    post, operation_id = "begin_upload", path = "/uploads", tag = "uploads", request_body = NewUpload,
    responses(
        (status = CREATED, body = BegunUpload),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn begin(
    State(console): State<Console>,
    caller: Caller,
    Sent(sent): Sent<NewUpload>,
) -> Result<(StatusCode, Json<BegunUpload>), Problem> {
    let account = account_of(&console, &caller.access, &sent.account).await?;
    let media_type = check(&sent).map_err(Problem::fields)?;
    if !account.is_connected() {
        let detail = format!("{} must be connected again before anything is posted for it", account.name());
        return Err(Problem::conflict(detail));
    }
    let tag = tag();
    let key = UploadKey::new(&account.open_id, &tag, &sent.file_name).text();
    let upload_id = console.uploads.begin(&key, media_type).await?;
    tracing::info!(
        account.id = account.open_id,
        object.key = key,
        video.bytes = sent.size,
        "an upload was begun"
    );
    let part_count = sent.size.div_ceil(PART_BYTES);
    Ok((StatusCode::CREATED, Json(BegunUpload { key, upload_id, part_size: PART_BYTES, part_count })))
}

/// The media type to store a file under.
fn check(sent: &NewUpload) -> Result<&'static str, Vec<FieldProblem>> {
    let mut errors = Vec::new();
    let media_type = match file_name::check(&sent.file_name) {
        Ok(()) => file_name::media_type(&sent.file_name, &sent.content_type).ok_or_else(|| {
            FieldProblem::new("content_type", "it is none of the media types that the file's extension has")
        }),
        Err(error) => Err(FieldProblem::new("file_name", error.to_string())),
    };
    // What has no plan is sent to nobody.
    if let Err(error) = ChunkPlan::new(sent.size, CHUNK_BYTES_MIN) {
        errors.push(FieldProblem::new("size", error.to_string()));
    }
    match media_type {
        Ok(media_type) if errors.is_empty() => Ok(media_type),
        Ok(_) => Err(errors),
        Err(error) => {
            errors.push(error);
            Err(errors)
        }
    }
}

fn tag() -> String {
    hex::encode(runtime::random_bytes::<TAG_BYTES>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(file_name: &str, size: u64, content_type: &str) -> NewUpload {
        let account = "open-1".to_owned();
        NewUpload { account, file_name: file_name.into(), size, content_type: content_type.into() }
    }

    #[test]
    fn a_video_of_up_to_four_gib_is_taken() {
        assert_eq!(check(&upload("a.mp4", 1, "video/mp4")), Ok("video/mp4"));
        assert_eq!(check(&upload("a.mp4", 4 << 30, "")), Ok("video/mp4"));
        let fields = |upload| check(&upload).unwrap_err().into_iter().map(|e| e.field).collect::<Vec<_>>();
        assert_eq!(fields(upload("a.mp4", 0, "video/mp4")), ["size"]);
        assert_eq!(fields(upload("a.mp4", (4 << 30) + 1, "video/webm")), ["size", "content_type"]);
        assert_eq!(fields(upload("a/b.mp4", 1, "video/mp4")), ["file_name"]);
    }

    #[test]
    fn no_two_tags_are_the_same() {
        let (one, other) = (tag(), tag());
        assert_ne!(one, other);
        assert!(UploadKey::read(&UploadKey::new("open-1", &one, "a.mp4").text()).is_some());
    }
}
