//! A post of what was uploaded.

use super::view;
use crate::Console;
use crate::api::change::{Saved, TRIES_MAX, overtaken, save};
use crate::api::choice;
use crate::api::received::{Caller, Sent};
use crate::api::schema::Options;
use crate::api::uploads::{UploadRef, ended};
use crate::api::view::PostView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::plan::{CHUNK_BYTES_MIN, ChunkPlan};
use domain::{Event, Failure, FailureClass, OptionsPatch, Post, PostId, Source, Video};
use serde::Deserialize;
use utoipa::ToSchema;

/// A video that was uploaded, and how it is to be posted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPost {
    /// The upload, of which every part has arrived.
    upload: UploadRef,
    /// Everything that was chosen. What is left out is off, and no time is now.
    #[schema(value_type = Options)]
    options: OptionsPatch,
}

/// Make a post of an upload
///
/// The same upload makes one post, however often it is asked for.
#[utoipa::path(
    post, operation_id = "create_post", path = "/posts", tag = "posts", request_body = NewPost,
    responses(
        (status = CREATED, body = PostView, headers(("Location" = String, description = "The post's address."))),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn create(
    State(console): State<Console>,
    caller: Caller,
    Sent(sent): Sent<NewPost>,
) -> Result<Response, Problem> {
    let account = sent.upload.account(&caller.access)?.to_owned();
    let choice = choice::whole(sent.options, console.clock.now())?;
    let UploadRef { key, upload_id } = &sent.upload;
    let video = console.uploads.complete(key, upload_id).await.map_err(ended)?;
    let post = post_of_video(&console, &account, video, &caller.viewer.name, choice).await?;
    let location = format!("/api/v1/posts/{}", post.id);
    let body = Json(view(&console, &post).await?);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], body).into_response())
}

/// The post of a video: a new one, or the one that S3's event has made already. Others may be quicker meanwhile: that event,
/// and the run that reads the sidecar.
async fn post_of_video(
    console: &Console,
    account: &str,
    video: Video,
    by: &str,
    choice: OptionsPatch,
) -> Result<Post, Problem> {
    let id = PostId::of_video(&video);
    for _ in 0..TRIES_MAX {
        let now = console.clock.now();
        let (mut post, found) = match console.posts.get(&id).await? {
            None => (received(account, &video, by, &choice, now), None),
            // The answer to the same request was lost.
            Some(post) if post.chosen.is_some() => return Ok(post),
            Some(mut post) => {
                let found = post.state.name();
                let event = Event::OptionsChosen { by: by.to_owned(), choice: choice.clone() };
                if post.apply(event, Source::Operator.at(now)).is_err() {
                    return Ok(post);
                }
                (post, Some(found))
            }
        };
        if save(console, &mut post, found).await? == Saved::Yes {
            return Ok(post);
        }
    }
    Err(overtaken())
}

/// A new post. Whoever has sent another size than was announced is told at once when TikTok takes none of it.
fn received(account: &str, video: &Video, by: &str, choice: &OptionsPatch, now: jiff::Timestamp) -> Post {
    let mut post = Post::uploaded(account, video.clone(), by, choice.clone(), now);
    if let Err(problem) = ChunkPlan::new(video.size, CHUNK_BYTES_MIN) {
        let failure = Failure::local(FailureClass::Media, problem.to_string());
        // A post that waits takes any refusal.
        let _ = post.apply(Event::Refused(failure), Source::Operator.at(now));
    }
    post
}
