//! TikTok's own word, signed as TikTok signs it.

use super::{World, open_id_of};
use lambda_http::http::Method;
use lambda_http::{Body, Request};
use serde_json::{Value, json};
use tiktok_fake::{PostReport, SIGNATURE_HEADER, signature};

/// Where TikTok sends its notices.
const URL: &str = "http://127.0.0.1:1/webhooks/tiktok";

impl World {
    /// TikTok tells something about a creator, and reads the status of the answer; there is none where the function
    /// crashes.
    pub(crate) async fn notice(&self, username: &str, event: &str, content: Value) -> Option<u16> {
        self.webhook(self.signed_notice(username, event, &content)).await
    }

    /// What TikTok sends to tell something about a creator.
    pub(crate) fn signed_notice(&self, username: &str, event: &str, content: &Value) -> Request {
        let body = self.notice_body(username, event, content);
        let signature = signature(&self.tiktok.app().client_secret, self.time.now(), &body);
        request(Some(&signature), body)
    }

    /// TikTok tells how every attempt stands, the last one first.
    pub(crate) async fn notices(&self) {
        for attempt in self.tiktok.report().posts.iter().rev() {
            self.notices_of(attempt).await;
        }
    }

    /// TikTok tells how an attempt stands, in the wrong order.
    async fn notices_of(&self, attempt: &PostReport) {
        let username = attempt.open_id.trim_start_matches("open-id-of-");
        let publish_id = &attempt.publish_id;
        match (attempt.status.as_str(), &attempt.post_id) {
            ("PUBLISH_COMPLETE", Some(post_id)) => {
                let content = json!({ "publish_id": publish_id, "post_id": post_id });
                self.notice(username, "post.publish.publicaly_available", content).await;
                self.notice(username, "post.publish.complete", json!({ "publish_id": publish_id })).await;
            }
            ("PUBLISH_COMPLETE", None) => {
                self.notice(username, "post.publish.complete", json!({ "publish_id": publish_id })).await;
            }
            ("FAILED", _) => {
                let content = json!({ "publish_id": publish_id, "reason": attempt.fail_reason });
                self.notice(username, "post.publish.failed", content).await;
            }
            _ => {
                let content = json!({ "publish_id": publish_id });
                self.notice(username, "post.publish.inbox_delivered", content).await;
            }
        }
    }

    /// A notice's body.
    pub(crate) fn notice_body(&self, username: &str, event: &str, content: &Value) -> String {
        json!({
            "client_key": self.tiktok.app().client_key,
            "event": event,
            "create_time": self.time.now().as_second(),
            "user_openid": open_id_of(username),
            "content": content.to_string(),
        })
        .to_string()
    }

    /// Somebody sends something to the webhook.
    pub(crate) async fn webhook_request(
        &self,
        signature: Option<&str>,
        body: impl Into<Body>,
    ) -> Option<u16> {
        self.webhook(request(signature, body)).await
    }

    /// The webhook gets a request.
    pub(crate) async fn webhook(&self, request: Request) -> Option<u16> {
        let answer = self.run(self.functions.webhook.answer(request)).await?;
        Some(answer.status().as_u16())
    }
}

fn request(signature: Option<&str>, body: impl Into<Body>) -> Request {
    let mut request = Request::new(body.into());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = URL.parse().unwrap();
    if let Some(signature) = signature {
        request.headers_mut().insert(SIGNATURE_HEADER, signature.parse().unwrap());
    }
    request
}
