//! The operations themselves.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use thiserror::Error;

use crate::app::{App, RedirectUriError};
use crate::creator::Creator;
use crate::delivery;
use crate::fate::Fate;
use crate::fault::Fault;
use crate::patch::patched;
use crate::report::{Counters, Report};
use crate::settings::Settings;
use crate::tiktok::Tiktok;
use crate::tokens::{Grant, TokenPair};
use crate::webhook::Event;

/// Everything that a test can do to a running fake. Clones act on the same one.
#[derive(Clone, Debug)]
pub struct Control {
    tiktok: Arc<Tiktok>,
}

/// Why an operation was refused.
#[derive(Debug, Error)]
pub enum ControlError {
    /// Nobody has this `open_id` or username.
    #[error("no creator is called {0:?}")]
    UnknownCreator(String),
    /// Nothing was initialised under this name, or its upload is not complete.
    #[error("no uploaded post has the publish id {0:?}")]
    UnknownPost(String),
    /// The name is taken.
    #[error("another creator has the open id or username {0:?}")]
    CreatorExists(String),
    /// TikTok would not register it.
    #[error("the redirect uri breaks tiktok's rules")]
    RedirectUri(#[from] RedirectUriError),
    /// A field that does not exist, or a wrong type.
    #[error("the change does not fit")]
    Patch(#[from] serde_json::Error),
}

impl Control {
    pub(crate) fn new(tiktok: Arc<Tiktok>) -> Self {
        Self { tiktok }
    }

    pub(crate) fn abort_tasks(&self) {
        self.tiktok.abort_tasks();
    }

    /// For example `http://127.0.0.1:4570`, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.tiktok.base_url
    }

    /// Back to the state of the start, and to real time.
    pub fn reset(&self) {
        self.tiktok.reset();
    }

    /// How it behaves now.
    pub fn settings(&self) -> Settings {
        self.tiktok.world().settings.clone()
    }

    /// Changes how it behaves.
    pub fn update_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings();
        change(&mut settings);
        self.tiktok.world().settings = settings;
    }

    /// Changes how it behaves: the named fields only.
    ///
    /// # Errors
    /// A field that does not exist or has another type; nothing is changed then.
    pub fn patch_settings(&self, patch: Value) -> Result<Settings, ControlError> {
        let mut world = self.tiktok.world();
        world.settings = patched(&world.settings, patch)?;
        Ok(world.settings.clone())
    }

    /// The app as it is registered.
    pub fn app(&self) -> App {
        self.tiktok.world().app.clone()
    }

    /// Registers the app anew. Tokens stay valid.
    ///
    /// # Errors
    /// A redirect URI that TikTok would not register.
    pub fn put_app(&self, app: App) -> Result<(), ControlError> {
        app.check()?;
        self.tiktok.world().app = app;
        Ok(())
    }

    /// Every creator, in the order of the consent page.
    pub fn creators(&self) -> Vec<Creator> {
        self.tiktok.world().creators.clone()
    }

    /// Adds a creator.
    ///
    /// # Errors
    /// Another one has the same `open_id` or username.
    pub fn add_creator(&self, creator: Creator) -> Result<Creator, ControlError> {
        let mut world = self.tiktok.world();
        for name in [&creator.open_id, &creator.username] {
            if world.creator(name).is_some() {
                return Err(ControlError::CreatorExists(name.clone()));
            }
        }
        world.creators.push(creator.clone());
        Ok(creator)
    }

    /// Changes a creator: the named fields only. `creator` is an `open_id` or a username.
    ///
    /// # Errors
    /// Nobody is called that, or a field does not fit.
    pub fn patch_creator(&self, creator: &str, patch: Value) -> Result<Creator, ControlError> {
        let mut world = self.tiktok.world();
        let is_named = |known: &&mut Creator| known.open_id == creator || known.username == creator;
        let found = world.creators.iter_mut().find(is_named);
        let found = found.ok_or_else(|| ControlError::UnknownCreator(creator.to_owned()))?;
        *found = patched(found, patch)?;
        Ok(found.clone())
    }

    /// Who consents next, where the consent page is not drawn; stays until it is changed.
    ///
    /// # Errors
    /// Nobody is called that.
    pub fn set_next_creator(&self, creator: &str) -> Result<(), ControlError> {
        let mut world = self.tiktok.world();
        let open_id = open_id_of(world.creator(creator), creator)?;
        world.next_creator = Some(open_id);
        Ok(())
    }

    /// A token pair without the detour over the consent page.
    ///
    /// # Errors
    /// Nobody is called that.
    pub fn grant(&self, creator: &str, scopes: &[&str]) -> Result<TokenPair, ControlError> {
        let mut world = self.tiktok.world();
        let unknown = || ControlError::UnknownCreator(creator.to_owned());
        let creator = world.creator(creator).cloned().ok_or_else(unknown)?;
        let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
        let grant = Grant { open_id: creator.open_id.clone(), scopes };
        let settings = world.settings.clone();
        Ok(world.tokens.issue(self.now(), &settings, &creator, grant))
    }

    /// The creator removes the app: every token ends, and `authorization.removed` is sent with this reason.
    ///
    /// # Errors
    /// Nobody is called that.
    pub fn disconnect(&self, creator: &str, reason: u8) -> Result<(), ControlError> {
        let open_id = {
            let mut world = self.tiktok.world();
            let open_id = open_id_of(world.creator(creator), creator)?;
            world.tokens.revoke(self.now(), &open_id);
            open_id
        };
        delivery::send(&self.tiktok, Event::authorization_removed(&open_id, reason));
        Ok(())
    }

    /// Something will go wrong.
    pub fn add_fault(&self, fault: Fault) {
        self.tiktok.world().faults.add(fault);
    }

    /// The faults that are still to come.
    pub fn faults(&self) -> Vec<Fault> {
        self.tiktok.world().faults.pending().to_vec()
    }

    /// Nothing will go wrong any more.
    pub fn clear_faults(&self) {
        self.tiktok.world().faults.clear();
    }

    /// The fake's time.
    pub fn now(&self) -> Timestamp {
        self.tiktok.clock.now()
    }

    /// Moves the fake's time forward: codes, tokens and upload URLs age, windows slide, processing ends.
    pub fn advance(&self, by: Duration) -> Timestamp {
        self.tiktok.clock.advance(by);
        self.tiktok.changed.notify_waiters();
        self.now()
    }

    /// Changes what becomes of a post whose upload is complete: the named fields only.
    ///
    /// # Errors
    /// There is no such post, or a field does not fit.
    pub fn patch_fate(&self, publish_id: &str, patch: Value) -> Result<Fate, ControlError> {
        let mut world = self.tiktok.world();
        let uploaded = world.post_mut(publish_id).and_then(|post| post.uploaded.as_mut());
        let uploaded = uploaded.ok_or_else(|| ControlError::UnknownPost(publish_id.to_owned()))?;
        uploaded.fate = patched(&uploaded.fate, patch)?;
        self.tiktok.changed.notify_waiters();
        Ok(uploaded.fate.clone())
    }

    /// Sends an event by hand, signed, as often as `webhook.copies` says.
    pub fn send_event(&self, event: Event) {
        delivery::send(&self.tiktok, event);
    }

    /// Everything that happened since the start or the last reset.
    pub fn report(&self) -> Report {
        let now = self.now();
        let world = self.tiktok.world();
        let log = self.tiktok.log();
        Report {
            now,
            requests: log.requests(),
            posts: world.posts.iter().map(|post| post.report(now)).collect(),
            violations: log.violations().to_vec(),
            deliveries: log.deliveries().to_vec(),
            counters: Counters { calls: log.count_calls(), ..world.count_posts(now) },
        }
    }
}

fn open_id_of(found: Option<&Creator>, name: &str) -> Result<String, ControlError> {
    found.map(|creator| creator.open_id.clone()).ok_or_else(|| ControlError::UnknownCreator(name.to_owned()))
}
