//! What holds at the end of every test, whatever happened in it.

mod counted;
mod history;
mod secrecy;

use super::{Upload, World};
use domain::{Post, State};
use tiktok_fake::PostReport;

impl World {
    /// Every promise that does not hold, in words.
    pub(super) fn broken_promises(&self) -> Vec<String> {
        let report = self.tiktok.report();
        let posts = self.database.posts();
        let mut broken = Vec::new();
        for upload in self.uploads.borrow().iter() {
            let attempts = self.attempts(upload);
            let attempts: Vec<&PostReport> = attempts.iter().collect();
            let post = posts.iter().find(|post| post.id == upload.id);
            let promises = [
                posted_once(upload, &attempts),
                sent_byte_for_byte(upload, &attempts),
                left_alone_when_complete(upload, &attempts),
                post.and_then(|post| told_truly(post, &attempts)),
                post.and_then(|post| self.not_stuck(post)),
                post.and_then(|post| history::complete(post, &attempts, &self.answered_inits())),
            ];
            broken.extend(promises.into_iter().flatten());
        }
        broken.extend(self.leases_held());
        broken.extend(report.violations.iter().map(|violation| format!("TikTok saw {}", violation.what)));
        broken.extend(self.miscounted(&posts));
        broken.extend(self.secrets_told());
        broken
    }

    /// What happened, for whoever must understand a failure.
    pub(super) fn story(&self) -> String {
        let report = self.tiktok.report();
        let logs = self.logs.text();
        let tail = logs.lines().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>();
        let posts: Vec<String> = report.posts.iter().map(|post| format!("{post:?}")).collect();
        format!(
            "injected: {:?}\nat TikTok:\n{}\nin the table:\n{:#?}\nlogs:\n{}",
            self.effects.injected(),
            posts.join("\n"),
            self.database.posts(),
            tail.join("\n")
        )
    }

    /// The inits whose answers must have been kept: all, unless an effect was made to fail.
    fn answered_inits(&self) -> Vec<String> {
        if self.effects.injected().is_empty() { self.overheard.publish_ids() } else { Vec::new() }
    }

    /// A post that is under way waits for a moment, and that moment is not long past.
    fn not_stuck(&self, post: &Post) -> Option<String> {
        let is_under_way = match &post.state {
            State::Queued { .. }
            | State::Initializing { .. }
            | State::Uploading(_)
            | State::Processing { .. } => true,
            State::Held { .. }
            | State::Published { .. }
            | State::Failed { .. }
            | State::Unconfirmed { .. }
            | State::Cancelled { .. } => false,
        };
        let due = post.due();
        let waits = due.is_some_and(|due| due.at > self.time.now() - jiff::SignedDuration::from_mins(1));
        (is_under_way && !waits)
            .then(|| format!("{} is stuck as {} (due {due:?})", post.video.key, post.state.name()))
    }

    fn leases_held(&self) -> Vec<String> {
        let now = self.time.now();
        let of_posts = self.database.posts().into_iter().map(|post| (post.video.key, post.lease));
        let of_accounts =
            self.database.accounts().into_iter().map(|account| (account.open_id, account.refresh_lease));
        let held = of_posts.chain(of_accounts).filter_map(|(name, lease)| Some((name, lease?)));
        held.filter(|(_, lease)| now < lease.until)
            .map(|(name, lease)| format!("{name} is still leased to {}", lease.owner))
            .collect()
    }
}

/// At most one complete upload of a version may ever be published.
fn posted_once(upload: &Upload, attempts: &[&PostReport]) -> Option<String> {
    let complete =
        attempts.iter().filter(|attempt| attempt.uploaded_at.is_some() && attempt.status != "FAILED");
    let count = complete.count();
    (count > 1).then(|| format!("{} was uploaded {count} times", upload.key))
}

fn sent_byte_for_byte(upload: &Upload, attempts: &[&PostReport]) -> Option<String> {
    let differs =
        |attempt: &&&PostReport| attempt.sha256.as_ref().is_some_and(|sha256| *sha256 != upload.sha256);
    attempts.iter().find(differs).map(|_| format!("other bytes than those of {} arrived", upload.key))
}

/// Once an upload is complete, no byte of the same version follows, unless TikTok has failed it.
fn left_alone_when_complete(upload: &Upload, attempts: &[&PostReport]) -> Option<String> {
    let complete_at = attempts
        .iter()
        .filter(|attempt| attempt.status != "FAILED")
        .filter_map(|attempt| attempt.uploaded_at)
        .min()?;
    let mut chunks = attempts.iter().flat_map(|attempt| &attempt.chunks);
    chunks
        .any(|chunk| chunk.received_at > complete_at)
        .then(|| format!("{} got another byte after it was complete", upload.key))
}

/// Published means that TikTok published it; failed, held or cancelled means that it did not and will not.
fn told_truly(post: &Post, attempts: &[&PostReport]) -> Option<String> {
    let published = attempts.iter().find(|attempt| attempt.status == "PUBLISH_COMPLETE");
    let may_be = attempts.iter().any(|attempt| attempt.uploaded_at.is_some() && attempt.status != "FAILED");
    let name = post.state.name();
    let is_true = match &post.state {
        State::Published { publish_id, .. } => {
            published.is_some_and(|attempt| attempt.publish_id == *publish_id)
        }
        State::Failed { .. }
        | State::Held { .. }
        | State::Cancelled { .. }
        | State::Queued { .. }
        | State::Initializing { .. } => !may_be,
        State::Uploading(_) | State::Processing { .. } | State::Unconfirmed { .. } => true,
    };
    (!is_true).then(|| format!("{} is called {name}, and TikTok says otherwise", post.video.key))
}
