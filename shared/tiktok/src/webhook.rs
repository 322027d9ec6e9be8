//! What TikTok tells on its own: signed notices over a public URL.
//!
//! Notices arrive at least once and in any order, so acting on one must be harmless the second time. Answer 200 at
//! once; otherwise TikTok repeats for 72 hours.

mod event;
mod removal_reason;
mod signature;

pub use event::{EventKind, WebhookEvent, WebhookUnreadable};
pub use removal_reason::RemovalReason;
pub use signature::{SignatureError, verify};
