//! All that this TikTok knows. No clock and no I/O; time arrives as a value.

use jiff::Timestamp;

use crate::app::App;
use crate::creator::Creator;
use crate::fault::Faults;
use crate::post::{Post, Standing};
use crate::rate_window::RateWindows;
use crate::report::Counters;
use crate::settings::Settings;
use crate::tokens::Tokens;
use crate::webhook::Event;

/// All that this TikTok knows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) app: App,
    pub(crate) creators: Vec<Creator>,
    /// Who stands at the consent page next, where it is not drawn.
    pub(crate) next_creator: Option<String>,
    /// Who consented last: the browser is logged in as that creator.
    pub(crate) logged_in: Option<String>,
    pub(crate) tokens: Tokens,
    pub(crate) rate_windows: RateWindows,
    pub(crate) posts: Vec<Post>,
    pub(crate) faults: Faults,
}

impl World {
    pub(crate) fn new(settings: Settings, app: App, creators: Vec<Creator>) -> Self {
        Self { settings, app, creators, ..Self::default() }
    }

    /// The creator with this `open_id` or username.
    pub(crate) fn creator(&self, name: &str) -> Option<&Creator> {
        self.creators.iter().find(|creator| creator.open_id == name || creator.username == name)
    }

    pub(crate) fn loses_events_about(&self, open_id: &str) -> bool {
        self.creator(open_id).is_some_and(|creator| creator.events_lost)
    }

    pub(crate) fn post(&self, publish_id: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.publish_id == publish_id)
    }

    pub(crate) fn post_mut(&mut self, publish_id: &str) -> Option<&mut Post> {
        self.posts.iter_mut().find(|post| post.publish_id == publish_id)
    }

    /// The events whose time has come and that were not sent yet.
    pub(crate) fn take_due_events(&mut self, now: Timestamp) -> Vec<Event> {
        let publicaly = self.settings.webhook.publicaly;
        self.posts.iter_mut().flat_map(|post| due_events(post, now, publicaly)).collect()
    }

    /// When the next event is due, if nothing changes.
    pub(crate) fn next_event_at(&self) -> Option<Timestamp> {
        let untold = |post: &Post| {
            let outcome = if post.told.outcome { None } else { post.finished_at() };
            let public = if post.told.public { None } else { post.public_at() };
            [outcome, public]
        };
        self.posts.iter().flat_map(untold).flatten().min()
    }

    /// Totals of the posts; calls are counted elsewhere.
    pub(crate) fn count_posts(&self, now: Timestamp) -> Counters {
        let mut counters = Counters::default();
        for post in &self.posts {
            counters.initialised += 1;
            counters.uploaded += u64::from(post.uploaded.is_some());
            counters.published += u64::from(matches!(post.standing(now), Standing::Complete { .. }));
            counters.bytes_received += post.bytes_received();
        }
        counters
    }
}

fn due_events(post: &mut Post, now: Timestamp, publicaly: bool) -> Vec<Event> {
    let mut events = Vec::new();
    let standing = post.standing(now);
    if !post.told.outcome {
        events.extend(Event::of_outcome(post, &standing));
        post.told.outcome = !events.is_empty();
    }
    if !post.told.public && standing == (Standing::Complete { public: true }) {
        events.push(Event::of_publication(post, publicaly));
        post.told.public = true;
    }
    events
}
