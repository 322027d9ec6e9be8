//! Events, and the signed requests that carry them.

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::app::App;
use crate::fate::PostIdShape;
use crate::post::{Post, Standing};

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "TikTok-Signature";

/// The publish type of everything that this fake posts.
const PUBLISH_TYPE: &str = "DIRECT_PUBLISH";

/// Why an authorization ended, when the app revoked it itself.
pub(crate) const REVOKED_BY_THE_APP: u8 = 5;

/// An event, before it is signed.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// For example `post.publish.complete`.
    pub event: String,
    /// Whom it concerns.
    pub user_openid: String,
    /// Travels as a JSON *string*.
    pub content: Value,
}

impl Event {
    /// The end of processing, where it has ended.
    pub(crate) fn of_outcome(post: &Post, standing: &Standing) -> Option<Self> {
        let id = &post.publish_id;
        match standing {
            Standing::Uploading | Standing::Processing => None,
            Standing::Complete { .. } => Some(Self::about(
                post,
                "post.publish.complete",
                json!({ "publish_id": id, "publish_type": PUBLISH_TYPE }),
            )),
            Standing::Failed(reason) => Some(Self::about(
                post,
                "post.publish.failed",
                json!({ "publish_id": id, "reason": reason, "publish_type": PUBLISH_TYPE }),
            )),
        }
    }

    /// The post can be seen and has an id.
    pub(crate) fn of_publication(post: &Post, publicaly: bool) -> Self {
        let name = if publicaly { "publicaly_available" } else { "publicly_available" };
        let shape = post.uploaded.as_ref().map_or(PostIdShape::Text, |uploaded| uploaded.fate.post_id_shape);
        let post_id = match shape {
            PostIdShape::Integer | PostIdShape::IntegerArray => json!(post.post_id),
            PostIdShape::Text | PostIdShape::TextArray => json!(post.post_id.to_string()),
        };
        let content =
            json!({ "publish_id": post.publish_id, "post_id": post_id, "publish_type": PUBLISH_TYPE });
        Self::about(post, &format!("post.publish.{name}"), content)
    }

    /// The creator's authorization ended; `reason` as in TikTok's list of reasons.
    pub(crate) fn authorization_removed(open_id: &str, reason: u8) -> Self {
        Self {
            event: "authorization.removed".to_owned(),
            user_openid: open_id.to_owned(),
            content: json!({ "reason": reason }),
        }
    }

    fn about(post: &Post, event: &str, content: Value) -> Self {
        Self { event: event.to_owned(), user_openid: post.open_id.clone(), content }
    }

    /// The request's body.
    pub(crate) fn body(&self, now: Timestamp, app: &App) -> String {
        json!({
            "client_key": app.client_key,
            "event": self.event,
            "create_time": now.as_second(),
            "user_openid": self.user_openid,
            "content": self.content.to_string(),
        })
        .to_string()
    }
}

/// The value of [`SIGNATURE_HEADER`]: HMAC-SHA256, keyed by the client secret, over the time, a dot and the raw body.
pub fn signature(client_secret: &str, at: Timestamp, body: &str) -> String {
    let signed = format!("{}.{body}", at.as_second());
    let mut mac =
        Hmac::<Sha256>::new_from_slice(client_secret.as_bytes()).expect("hmac takes keys of any length");
    mac.update(signed.as_bytes());
    format!("t={},s={}", at.as_second(), hex::encode(mac.finalize().into_bytes()))
}
