//! What a notice says.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::RemovalReason;
use crate::post_id::post_id;
use crate::tolerant;

/// A notice. Check its signature first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookEvent {
    /// Which app it is for.
    pub client_key: String,
    /// When it happened, in seconds since 1970, where TikTok says so.
    pub create_time_unix_s: Option<u64>,
    /// The creator, as this app knows them.
    pub user_open_id: String,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// `post.publish.complete`: posted.
    PublishComplete {
        /// Which post.
        publish_id: String,
    },
    /// `post.publish.failed`: it will never be posted.
    PublishFailed {
        /// Which post.
        publish_id: String,
        /// See [`classify_fail_reason`](crate::classify_fail_reason).
        reason: String,
    },
    /// `post.publish.publicly_available`: moderation is over, everyone can see it.
    PubliclyAvailable {
        /// Which post.
        publish_id: String,
        /// The public post's id, digit for digit.
        post_id: Option<String>,
    },
    /// `post.publish.no_longer_publicaly_available`: taken down, or made private.
    NoLongerPubliclyAvailable {
        /// Which post.
        publish_id: String,
        /// The public post's id, digit for digit.
        post_id: Option<String>,
    },
    /// `post.publish.inbox_delivered`: the creator has to finish it in the app.
    InboxDelivered {
        /// Which post.
        publish_id: String,
    },
    /// `authorization.removed`: the app may no longer act for the creator.
    AuthorizationRemoved {
        /// Why.
        reason: RemovalReason,
    },
    /// An event that is not in TikTok's documents, by its name.
    Other(String),
}

/// A body that is no notice, or one that lacks what its event needs. A repetition would be no better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookUnreadable {
    /// Not an object with `client_key`, `event` and `user_openid`.
    #[error("the webhook's body is not a notice")]
    Envelope,
    /// A known event whose `content` does not say which post it is about.
    #[error("the webhook's content lacks a field")]
    Content,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    client_key: String,
    event: String,
    #[serde(default, deserialize_with = "tolerant::integer")]
    create_time: Option<u64>,
    #[serde(default, deserialize_with = "tolerant::text_or_empty")]
    user_openid: String,
    #[serde(borrow)]
    content: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Content {
    #[serde(deserialize_with = "tolerant::text")]
    publish_id: Option<String>,
    #[serde(deserialize_with = "post_id")]
    post_id: Option<String>,
    #[serde(deserialize_with = "tolerant::text_or_empty")]
    reason: String,
}

impl WebhookEvent {
    /// Reads a notice.
    ///
    /// # Errors
    /// When the body is no notice. An event of an unknown name is a notice all the same.
    pub fn parse(body: &[u8]) -> Result<Self, WebhookUnreadable> {
        let envelope: Envelope<'_> = serde_json::from_slice(body).map_err(|_| WebhookUnreadable::Envelope)?;
        let kind = EventKind::read(envelope.event, Content::read(envelope.content))?;
        Ok(Self {
            client_key: envelope.client_key,
            create_time_unix_s: envelope.create_time,
            user_open_id: envelope.user_openid,
            kind,
        })
    }
}

impl EventKind {
    /// The event's name, in TikTok's words. Of the two spellings of "publicly" the correct one.
    pub fn name(&self) -> &str {
        match self {
            Self::PublishComplete { .. } => "post.publish.complete",
            Self::PublishFailed { .. } => "post.publish.failed",
            Self::PubliclyAvailable { .. } => "post.publish.publicly_available",
            Self::NoLongerPubliclyAvailable { .. } => "post.publish.no_longer_publicly_available",
            Self::InboxDelivered { .. } => "post.publish.inbox_delivered",
            Self::AuthorizationRemoved { .. } => "authorization.removed",
            Self::Other(name) => name,
        }
    }

    /// TikTok spells "publicly" in two ways, and not always the same way for one event.
    fn read(event: String, content: Content) -> Result<Self, WebhookUnreadable> {
        let Content { publish_id, post_id, reason } = content;
        let publish_id = publish_id.filter(|id| !id.is_empty()).ok_or(WebhookUnreadable::Content);
        Ok(match event.replace("publicaly", "publicly").as_str() {
            "post.publish.complete" => Self::PublishComplete { publish_id: publish_id? },
            "post.publish.failed" => Self::PublishFailed { publish_id: publish_id?, reason },
            "post.publish.publicly_available" => Self::PubliclyAvailable { publish_id: publish_id?, post_id },
            "post.publish.no_longer_publicly_available" => {
                Self::NoLongerPubliclyAvailable { publish_id: publish_id?, post_id }
            }
            "post.publish.inbox_delivered" => Self::InboxDelivered { publish_id: publish_id? },
            "authorization.removed" => Self::AuthorizationRemoved { reason: RemovalReason::read(&reason) },
            _ => Self::Other(event),
        })
    }
}

impl Content {
    /// The content is JSON inside a string; as an object it is read too.
    fn read(content: Option<&RawValue>) -> Self {
        let Some(content) = content else { return Self::default() };
        let inner = tolerant::scalar_text(content);
        serde_json::from_str(inner.as_deref().unwrap_or(content.get())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn parse(event: &str, content: serde_json::Value) -> Result<EventKind, WebhookUnreadable> {
        let body = json!({
            "client_key": "key", "event": event, "create_time": 1_615_338_610, "user_openid": "alice",
            "content": content,
        });
        let notice = WebhookEvent::parse(body.to_string().as_bytes())?;
        assert_eq!((notice.client_key.as_str(), notice.user_open_id.as_str()), ("key", "alice"));
        assert_eq!(notice.create_time_unix_s, Some(1_615_338_610));
        Ok(notice.kind)
    }

    fn post(event: &str) -> EventKind {
        let content = r#"{"publish_id":"v_pub~1.2","post_id":7305190193011035393,"reason":"internal","publish_type":"DIRECT_PUBLISH"}"#;
        parse(event, content.into()).unwrap()
    }

    #[test]
    fn every_documented_event_is_known_in_both_spellings() {
        let publish_id = || "v_pub~1.2".to_owned();
        let post_id = || Some("7305190193011035393".to_owned());
        let rows = [
            ("post.publish.complete", EventKind::PublishComplete { publish_id: publish_id() }),
            (
                "post.publish.failed",
                EventKind::PublishFailed { publish_id: publish_id(), reason: "internal".to_owned() },
            ),
            (
                "post.publish.publicly_available",
                EventKind::PubliclyAvailable { publish_id: publish_id(), post_id: post_id() },
            ),
            (
                "post.publish.publicaly_available",
                EventKind::PubliclyAvailable { publish_id: publish_id(), post_id: post_id() },
            ),
            (
                "post.publish.no_longer_publicly_available",
                EventKind::NoLongerPubliclyAvailable { publish_id: publish_id(), post_id: post_id() },
            ),
            (
                "post.publish.no_longer_publicaly_available",
                EventKind::NoLongerPubliclyAvailable { publish_id: publish_id(), post_id: post_id() },
            ),
            ("post.publish.inbox_delivered", EventKind::InboxDelivered { publish_id: publish_id() }),
            ("portability.download.ready", EventKind::Other("portability.download.ready".to_owned())),
        ];
        for (event, kind) in rows {
            assert_eq!(kind.name(), event.replace("publicaly", "publicly"));
            assert_eq!(post(event), kind);
        }
    }

    #[test]
    fn a_removal_is_read_with_its_content_as_text_or_as_an_object() {
        let removed = Ok(EventKind::AuthorizationRemoved { reason: RemovalReason::UserDisconnected });
        for content in [json!(r#"{"reason":1}"#), json!(r#"{"reason":"1"}"#), json!({ "reason": 1 })] {
            assert_eq!(parse("authorization.removed", content), removed);
        }
    }

    #[test]
    fn a_post_event_that_names_no_post_is_unreadable() {
        for content in [json!("{}"), json!(""), json!(null), json!("not json"), json!({ "publish_id": "" })] {
            assert_eq!(parse("post.publish.complete", content), Err(WebhookUnreadable::Content));
        }
        assert!(parse("a.new.event", json!(null)).is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>) {
            prop_assert_eq!(WebhookEvent::parse(&body), Err(WebhookUnreadable::Envelope));
        }

        #[test]
        fn any_event_and_content_are_read_without_panic(event: String, content: String) {
            let known = parse(&event, content.into());
            prop_assert!(known == Ok(EventKind::Other(event)) || known == Err(WebhookUnreadable::Content));
        }
    }
}
