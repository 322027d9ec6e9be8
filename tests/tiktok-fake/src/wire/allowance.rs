//! Whether a creator may post now.

use std::collections::HashSet;

use jiff::Timestamp;

use super::refusal::{Code, Refusal};
use crate::clock::after_seconds;
use crate::creator::Creator;
use crate::post::Post;
use crate::rate_window::Budget;
use crate::world::World;

/// TikTok's daily caps count a rolling day.
const DAY_SECONDS: u64 = 86_400;

/// Counts the call among those of the last minute.
pub(super) fn take_publish_call(world: &mut World, now: Timestamp, creator: &Creator) -> Result<(), Refusal> {
    let limit = world.settings.publish_calls_per_minute;
    Ok(world.rate_windows.take(now, &creator.open_id, Budget::Publish, limit)?)
}

/// Bans and the caps of a day: the app's creators, the creator's posts.
pub(super) fn may_post_now(world: &World, now: Timestamp, creator: &Creator) -> Result<(), Refusal> {
    if creator.banned {
        return Err(Refusal::new(Code::BannedFromPosting, "The creator is banned from posting"));
    }
    let today = |post: &&Post| now < after_seconds(post.initialised_at, DAY_SECONDS);
    let active: HashSet<&str> = world.posts.iter().filter(today).map(|post| post.open_id.as_str()).collect();
    let is_new = !active.contains(creator.open_id.as_str());
    if is_new && creator_cap(world).is_some_and(|cap| active.len() >= cap) {
        return Err(Refusal::new(Code::ActiveUserCap, "The app has reached its cap of active creators"));
    }
    let posts = world.posts.iter().filter(today).filter(|post| post.open_id == creator.open_id).count();
    let cap = creator.daily_post_cap.unwrap_or(world.settings.daily_post_cap);
    if posts >= usize::try_from(cap).unwrap_or(usize::MAX) {
        return Err(Refusal::new(Code::TooManyPosts, "The creator has made too many posts in 24 hours"));
    }
    Ok(())
}

/// The levels that this app is offered for this creator.
pub(super) fn offered_privacy_levels(world: &World, creator: &Creator) -> Vec<String> {
    if !world.settings.audited && world.settings.unaudited_sees_only_self {
        vec!["SELF_ONLY".to_owned()]
    } else {
        creator.offered_privacy_levels()
    }
}

fn creator_cap(world: &World) -> Option<usize> {
    let unaudited = (!world.settings.audited).then_some(world.settings.unaudited_creator_cap);
    let cap = [unaudited, world.settings.active_user_cap].into_iter().flatten().min();
    cap.map(|cap| usize::try_from(cap).unwrap_or(usize::MAX))
}
