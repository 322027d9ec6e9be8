//! What went over TikTok's wire that must not be seen anywhere else, and what must be.

use bytes::Bytes;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use url::Url;

/// Notes of what TikTok answered. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Overheard(Arc<Mutex<Notes>>);

#[derive(Default)]
struct Notes {
    secrets: Vec<String>,
    publish_ids: Vec<String>,
}

impl Overheard {
    /// Notes a secret.
    pub(crate) fn add_secret(&self, secret: &str) {
        self.notes().secrets.push(secret.to_owned());
    }

    /// Notes the secrets of an answer, and the `publish_id` of an init's.
    pub(super) fn listen(&self, path: &str, body: &Bytes) {
        let Ok(answer) = serde_json::from_slice::<Value>(body) else { return };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let mut notes = self.notes();
        notes
            .secrets
            .extend(["access_token", "refresh_token"].iter().filter_map(|name| text(&answer[*name])));
        if path.ends_with("/video/init/") {
            notes.publish_ids.extend(text(&answer["data"]["publish_id"]));
            let upload_url = answer["data"]["upload_url"].as_str().and_then(|url| Url::parse(url).ok());
            let query = upload_url.iter().flat_map(Url::query_pairs);
            notes
                .secrets
                .extend(query.filter(|(name, _)| name == "upload_token").map(|(_, value)| value.into()));
        }
    }

    /// Every secret that was noted.
    pub(crate) fn secrets(&self) -> Vec<String> {
        self.notes().secrets.clone()
    }

    /// The `publish_id` of every init that TikTok answered, in order.
    pub(crate) fn publish_ids(&self) -> Vec<String> {
        self.notes().publish_ids.clone()
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
