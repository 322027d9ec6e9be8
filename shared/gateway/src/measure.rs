//! What is counted of posts and budgets, for every function in the same way.

use crate::calls::Gateway;
use crate::tokens::Tokens;
use domain::{Post, State};
use jiff::{SignedDuration, Timestamp};
use runtime::Metric;

/// Why a call had to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// creator_info and init of this minute are used up.
    Submissions,
    /// The account's inits of 24 hours are used up.
    DailyCap,
    /// Status questions of this minute are used up.
    Questions,
    /// TikTok has refused a call for its rate.
    TikTok,
}

impl Wait {
    fn name(self) -> &'static str {
        match self {
            Self::Submissions => "submissions",
            Self::DailyCap => "daily_cap",
            Self::Questions => "questions",
            Self::TikTok => "tiktok",
        }
    }
}

impl Gateway {
    /// Counts a post that has come to a rest: published, failed, unconfirmed, held or cancelled.
    ///
    /// A function calls it in one place, after each save, with the name of the state in which it found the post (`None` for
    /// a new one); [`tell`](Self::tell) does so for the functions that hand on TikTok's word. A post that has not changed
    /// its state, or is on its way, counts for nothing, so the caller decides nothing; and since a save succeeds only once
    /// for each version, no change is counted twice.
    pub fn count_outcome(&self, post: &Post, before: Option<&str>) {
        let state = post.state.name();
        if before == Some(state) {
            return;
        }
        let mut measured = Vec::new();
        let (mut class, mut code) = (None, None);
        match &post.state {
            State::Published { published_at, .. } => {
                measured.push((Metric::PostsPublished, 1.0));
                let waited = published_at.duration_since(could_go_out_at(post)).max(SignedDuration::ZERO);
                measured.push((Metric::SecondsToPublished, waited.as_secs_f64()));
            }
            State::Failed { failure, .. } => {
                measured.push((Metric::PostsFailed, 1.0));
                (class, code) = (Some(failure.class.name()), failure.code.as_deref());
            }
            State::Unconfirmed { .. } => measured.push((Metric::PostsUnconfirmed, 1.0)),
            State::Held { .. } => measured.push((Metric::PostsHeld, 1.0)),
            State::Cancelled { .. } => measured.push((Metric::PostsCancelled, 1.0)),
            State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. } => return,
        }
        let properties = [
            ("post.id", Some(post.id.as_str())),
            ("account.id", Some(&*post.account)),
            ("post.state", Some(state)),
            ("publish.id", post.state.publish_id()),
            ("failure.class", class),
            ("tiktok.code", code),
        ];
        self.tokens.metrics.emit(post.updated_at, &measured, &properties);
    }
}

impl Tokens {
    pub(crate) fn count_wait(&self, open_id: &str, wait: Wait) {
        let properties = [("account.id", Some(open_id)), ("wait.for", Some(wait.name()))];
        self.metrics.count(self.clock.now(), Metric::RateWaits, &properties);
    }
}

/// When the post was uploaded, or when it was to be published, whichever was later: a post that keeps to its schedule is
/// not slow.
fn could_go_out_at(post: &Post) -> Timestamp {
    post.options.publish_at.map_or(post.created_at, |publish_at| publish_at.max(post.created_at))
}
