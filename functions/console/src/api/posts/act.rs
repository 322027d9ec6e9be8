//! What a person may do with a post.

use super::view;
use crate::Console;
use crate::api::change::{change, post_of};
use crate::api::choice;
use crate::api::received::{Caller, Named, Sent};
use crate::api::schema::Options;
use crate::api::view::PostView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use domain::{Event, OptionsPatch, Post};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

/// Another time for a post.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reschedule {
    /// Not to be posted before; null is now.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    publish_at: Option<Timestamp>,
}

/// Call a post off, before its first byte has left
///
/// Its video stays in the bucket.
#[utoipa::path(
    post, operation_id = "cancel_post", path = "/posts/{id}/cancel", tag = "posts",
    params(("id" = String, Path, description = "The post's id.")),
    responses((status = OK, body = PostView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn cancel(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
) -> Result<Json<PostView>, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let event = Event::CancelRequested { by: caller.viewer.name.clone() };
    changed(&console, &caller, post, &event).await
}

/// Have a post tried again that failed, was cancelled, or of which TikTok tells nothing
///
/// Of an unconfirmed post nobody knows whether it is on TikTok: look there first, or it may be posted twice.
#[utoipa::path(
    post, operation_id = "retry_post", path = "/posts/{id}/retry", tag = "posts",
    params(("id" = String, Path, description = "The post's id.")),
    responses((status = OK, body = PostView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn retry(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
) -> Result<Json<PostView>, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let event = Event::RetryRequested { by: caller.viewer.name.clone() };
    changed(&console, &caller, post, &event).await
}

/// Give a waiting post another time
#[utoipa::path(
    post, operation_id = "reschedule_post", path = "/posts/{id}/reschedule", tag = "posts", request_body = Reschedule,
    params(("id" = String, Path, description = "The post's id.")),
    responses((status = OK, body = PostView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn reschedule(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
    Sent(sent): Sent<Reschedule>,
) -> Result<Json<PostView>, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let now = console.clock.now();
    if let Some(past) = sent.publish_at.and_then(|at| choice::past(at, now)) {
        return Err(Problem::fields(vec![past]));
    }
    let publish_at = Some(sent.publish_at.unwrap_or(now));
    let choice = OptionsPatch { publish_at, ..OptionsPatch::default() };
    changed(&console, &caller, post, &chosen(&caller, choice)).await
}

/// Complete a held post, or choose anew for one that waits
///
/// The choice is whole: what is left out is off, and no time is now. The agreement to TikTok's Music Usage Confirmation is
/// recorded with the name of whoever gives it.
#[utoipa::path(
    put, operation_id = "choose_options", path = "/posts/{id}/options", tag = "posts", request_body = inline(Options),
    params(("id" = String, Path, description = "The post's id.")),
    responses((status = OK, body = PostView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(crate) async fn choose(
    State(console): State<Console>,
    caller: Caller,
    Named(id): Named,
    Sent(sent): Sent<OptionsPatch>,
) -> Result<Json<PostView>, Problem> {
    let post = post_of(&console, &caller.access, &id).await?;
    let choice = choice::whole(sent, console.clock.now())?;
    changed(&console, &caller, post, &chosen(&caller, choice)).await
}

fn chosen(caller: &Caller, choice: OptionsPatch) -> Event {
    Event::OptionsChosen { by: caller.viewer.name.clone(), choice }
}

async fn changed(
    console: &Console,
    caller: &Caller,
    post: Post,
    event: &Event,
) -> Result<Json<PostView>, Problem> {
    let post = change(console, &caller.access, post, event).await?;
    Ok(Json(view(console, &post).await?))
}
