//! Changing a post: by the domain's events alone, and only if nobody else has changed it meanwhile.

use crate::Console;
use crate::access::Access;
use crate::problem::Problem;
use adapters::queue::Hint;
use adapters::{SaveError, StoreError};
use domain::post::Work;
use domain::{Event, Post, PostId, Source};
use std::time::Duration;

/// How often others may be quicker before whoever asks is told to try again. A post that is being uploaded is saved about
/// once in a second.
pub(crate) const TRIES_MAX: u32 = 5;

/// The digits of a post's id.
const ID_DIGITS: usize = 32;

/// The post of this id, if whoever asks may see it.
///
/// # Errors
/// 404 where there is none, or it is somebody else's.
pub(crate) async fn post_of(console: &Console, access: &Access, id: &str) -> Result<Post, Problem> {
    // What is no id names nothing, however long it is.
    if id.len() != ID_DIGITS || !id.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Problem::not_found());
    }
    let post = console.posts.get(&PostId::new(id)).await?.ok_or_else(Problem::not_found)?;
    access.demand(&post.account)?;
    Ok(post)
}

/// Lets a post, as [`post_of`] has read it, take an event, and saves it. Where somebody else was quicker, the post is read and
/// decides again.
///
/// # Errors
/// 404 as with [`post_of`]; 409 where the post does not take the event.
pub(crate) async fn change(
    console: &Console,
    access: &Access,
    mut post: Post,
    event: &Event,
) -> Result<Post, Problem> {
    for _ in 0..TRIES_MAX {
        let found = post.state.name();
        let seen = Source::Operator.at(console.clock.now());
        if post.apply(event.clone(), seen).is_err() {
            return Err(refused(&post, event));
        }
        if save(console, &mut post, Some(found)).await? == Saved::Yes {
            return Ok(post);
        }
        post = post_of(console, access, post.id.as_str()).await?;
    }
    Err(overtaken())
}

/// Others were quicker each time.
pub(crate) fn overtaken() -> Problem {
    Problem::conflict("others change the post at this moment: try again")
}

/// Whether a post was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    /// It is.
    Yes,
    /// Somebody else was quicker.
    Overtaken,
}

/// Saves a post, tells what became of it, and hints at it where it can go on. `found` is the state in which it was found,
/// none for a new one.
///
/// # Errors
/// When it cannot be saved.
pub(crate) async fn save(
    console: &Console,
    post: &mut Post,
    found: Option<&str>,
) -> Result<Saved, StoreError> {
    match console.posts.save(post).await {
        Ok(()) => {}
        Err(SaveError::Conflict) => return Ok(Saved::Overtaken),
        Err(SaveError::Store(error)) => return Err(error),
    }
    let event = post.history.last().map(|entry| entry.event.as_str());
    tracing::info!(
        post.id = %post.id,
        account.id = post.account,
        post.event = event,
        post.state = post.state.name(),
        "a person has changed a post"
    );
    console.gateway.tell(post, found.unwrap_or_default()).await;
    hint(console, post).await;
    Ok(Saved::Yes)
}

/// Sends a hint at a post that is due. A hint that is lost is made up for within a minute, so that it is no failure.
async fn hint(console: &Console, post: &Post) {
    let now = console.clock.now();
    if !post.due().is_some_and(|due| due.work == Work::Publish && due.at <= now) {
        return;
    }
    if let Err(error) = console.hints.send(&Hint { post_id: post.id.clone() }, Duration::ZERO).await {
        tracing::warn!(post.id = %post.id, error = runtime::chain(&error), "a hint could not be sent");
    }
}

fn refused(post: &Post, event: &Event) -> Problem {
    let state = post.state.name();
    Problem::conflict(match event.name() {
        "cancel_requested" => {
            format!("the post is {state}, and TikTok may have bytes of it: it cannot be cancelled")
        }
        "retry_requested" => format!("the post is {state}: there is nothing to try again"),
        "options_chosen" => format!("the post is {state}: what was chosen for it can no longer be changed"),
        other => format!("the post is {state}, and does not take {other}"),
    })
}
