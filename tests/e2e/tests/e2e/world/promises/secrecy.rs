//! Nothing secret is where it does not belong.

use crate::world::World;
use crate::world::database::{ACCOUNTS, OAUTH_STATES, POSTS};

impl World {
    /// Every place that shows a secret. The secrets themselves are not repeated.
    pub(super) fn secrets_told(&self) -> Vec<String> {
        let mut items: Vec<_> =
            [POSTS, ACCOUNTS, OAUTH_STATES].iter().flat_map(|table| self.database.items(table)).collect();
        for item in &mut items {
            // The one secret that may lie in the table, for as long as its upload is open.
            item.as_object_mut().unwrap().remove("upload_url");
        }
        let places = [
            ("a log line", self.logs.text()),
            ("a metric's line", self.metrics.lines().concat()),
            ("an item", format!("{items:?}")),
            ("an alert", format!("{:?}", self.alerts.sent())),
            ("a message", self.queue.sent().join("\n")),
        ];
        let secrets = self.overheard.secrets();
        assert!(secrets.len() > 2, "no secret was ever overheard, so nothing is checked");
        places
            .into_iter()
            .filter(|(_, text)| secrets.iter().any(|secret| text.contains(secret)))
            .map(|(place, _)| format!("a secret is in {place}"))
            .collect()
    }
}
