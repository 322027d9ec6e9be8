//! The init: the intent, the call, and what came of it.

use crate::drive::Run;
use crate::submit::Hurdle;
use crate::terms::Terms;
use domain::event::AnswerTrace;
use domain::state::UploadUrl;
use domain::{Alert, AlertKind, ChunkPlan, Event, Post};
use gateway::{Meaning, meaning};
use jiff::SignedDuration;

/// How long TikTok's `upload_url` lives (its upload guide).
const UPLOAD_URL_LIFE: SignedDuration = SignedDuration::from_hours(1);

/// Pauses before the second, third … init of a post whose init was not answered: an outage of an hour is outlasted.
const RETRY_PAUSES: [SignedDuration; 4] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(4),
    SignedDuration::from_mins(16),
    SignedDuration::from_mins(60),
];

impl Run<'_> {
    /// Opens an upload. An error says whether the init was certainly never begun, so that it does not count.
    pub(crate) async fn init(
        &self,
        post: &mut Post,
        plan: ChunkPlan,
        terms: Terms,
    ) -> Result<(), (Hurdle, bool)> {
        let counts = |error: Hurdle| (error, false);
        let started = Event::InitStarted { privacy_level: terms.privacy_level };
        self.publish.record(post, started).await.map_err(|error| counts(error.into()))?;
        let sent_at = self.publish.clock.now();
        let answer = match self.publish.gateway.init_video(&post.account, &terms.request).await {
            Ok(answer) => answer,
            Err(error) => match meaning(&error) {
                Meaning::Ambiguous { reason } => {
                    let retry_at = sent_at + retry_pause(post.attempts);
                    let unanswered = Event::InitUnanswered { retry_at, detail: reason };
                    self.publish.record(post, unanswered).await.map_err(|error| counts(error.into()))?;
                    return self.hint_at(post, retry_at).await.map_err(|error| counts(error.into()));
                }
                Meaning::Wait { .. }
                | Meaning::CapReached { .. }
                | Meaning::AccountLost { .. }
                | Meaning::Fail(_) => {
                    let hurdle = self.hurdle_of(post, &error).await.map_err(|error| counts(error.into()))?;
                    return Err((hurdle, true));
                }
            },
        };
        let opened = Event::InitAnswered {
            publish_id: answer.data.publish_id,
            upload_url: UploadUrl::new(answer.data.upload_url.expose().to_owned()),
            upload_url_expires_at: sent_at + UPLOAD_URL_LIFE,
            plan,
            answer: AnswerTrace { log_id: answer.log_id, http_status: Some(answer.http_status) },
        };
        self.publish.record(post, opened).await.map_err(|error| counts(error.into()))?;
        if terms.fell_back {
            self.publish.alert(&fell_back_alert(post)).await;
        }
        Ok(())
    }
}

fn retry_pause(attempts: u32) -> SignedDuration {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    RETRY_PAUSES[index.min(RETRY_PAUSES.len() - 1)]
}

fn fell_back_alert(post: &Post) -> Alert {
    Alert {
        kind: AlertKind::PrivacyFellBack,
        account: Some(post.account.clone()),
        post_id: Some(post.id.to_string()),
        subject: format!("Reeldrop: {} is posted privately", post.video.key),
        text: format!(
            "The creator's account no longer offers the privacy level that was chosen for {} (post {}), so it is \
             posted as SELF_ONLY. Until the app has passed TikTok's audit this is the only level there is.",
            post.video.key, post.id
        ),
    }
}
