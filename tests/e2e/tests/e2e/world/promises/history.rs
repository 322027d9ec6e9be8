//! The history tells the whole story, in order.

use domain::Post;
use tiktok_fake::PostReport;

/// It begins with the upload, ends in the post's state, never goes back in time, and names every attempt that got a
/// byte: its `publish_id` was stored before the first one.
pub(super) fn complete(post: &Post, attempts: &[&PostReport], answered: &[String]) -> Option<String> {
    let (first, last) = (post.history.first()?, post.history.last()?);
    let key = &post.video.key;
    if first.event != "received" {
        return Some(format!("the history of {key} begins with {}", first.event));
    }
    if last.state != post.state.name() {
        return Some(format!("the history of {key} ends as {}, not {}", last.state, post.state.name()));
    }
    if !post.history.is_sorted_by_key(|entry| entry.at) {
        return Some(format!("the history of {key} goes back in time"));
    }
    let is_told =
        |publish_id: &str| post.history.iter().any(|entry| entry.publish_id.as_deref() == Some(publish_id));
    attempts
        .iter()
        .filter(|attempt| attempt.bytes_received > 0 || answered.contains(&attempt.publish_id))
        .find(|attempt| !is_told(&attempt.publish_id))
        .map(|attempt| format!("the history of {key} does not know {}", attempt.publish_id))
}
