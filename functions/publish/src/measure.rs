//! What is counted of uploads.

use crate::Publish;
use crate::drive::Run;
use domain::{ByteRange, Post};
use runtime::Metric;

impl Publish {
    /// Counts an upload that has just been completed: its bytes, and the seconds since TikTok opened it, with everything
    /// that it had to wait for in between.
    pub(crate) fn count_upload(&self, post: &Post) {
        let opened = post.history.iter().rfind(|entry| entry.event == "init_answered");
        let Some(opened_at) = opened.map(|entry| entry.at) else { return };
        let seconds = post.updated_at.duration_since(opened_at).as_secs_f64();
        let measured = [(Metric::UploadBytes, post.video.size as f64), (Metric::UploadSeconds, seconds)];
        let properties = [
            ("post.id", Some(post.id.as_str())),
            ("account.id", Some(&*post.account)),
            ("publish.id", post.state.publish_id()),
        ];
        self.gateway.tokens.metrics.emit(post.updated_at, &measured, &properties);
    }
}

impl Run<'_> {
    /// Counts a chunk that is sent once more.
    pub(crate) fn count_retry(&self, post: &Post, range: ByteRange) {
        let properties = [
            ("post.id", Some(post.id.as_str())),
            ("account.id", Some(&*post.account)),
            ("publish.id", post.state.publish_id()),
            ("chunk.first", Some(&*range.first.to_string())),
        ];
        let now = self.publish.clock.now();
        self.publish.gateway.tokens.metrics.count(now, Metric::ChunkRetries, &properties);
    }
}
