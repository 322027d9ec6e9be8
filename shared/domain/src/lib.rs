//! What a post and an account are, and what should happen next: pure, no I/O, no clock.
//!
//! Every function here takes time and randomness as values. The rest of Reeldrop loads a [`Post`], asks it for its
//! [`next_step`](Post::next_step), carries the step out, tells the post what came of it with [`apply`](Post::apply)
//! and saves it if nobody else did meanwhile.

pub mod account;
pub mod actions;
pub mod address_end;
pub mod alert;
pub mod audit;
pub mod backoff;
pub mod budget;
pub mod daily_cap;
pub mod event;
pub mod failure;
pub mod history;
pub mod key;
pub mod lease;
pub mod options;
pub mod plan;
pub mod poll;
pub mod post;
pub mod privacy;
pub mod rejection;
pub mod shard;
pub mod state;
pub mod step;
pub mod stored;
pub mod token;
mod transition;
pub mod video;

pub use account::{Account, AccountStatus};
pub use actions::Actions;
pub use address_end::AddressEnd;
pub use alert::{Alert, AlertKind};
pub use audit::{Audit, AuditState, UnauditedPosts};
pub use event::Event;
pub use failure::{Failure, FailureClass};
pub use history::{Seen, Source};
pub use key::ObjectRole;
pub use lease::Lease;
pub use options::{OptionsPatch, PostOptions};
pub use plan::{ByteRange, ChunkPlan};
pub use post::{Post, PostId};
pub use privacy::{PrivacyFallback, PrivacyLevel};
pub use rejection::Rejection;
pub use state::{Awaits, State};
pub use step::Step;
pub use stored::Stored;
pub use transition::InvalidTransition;
pub use video::Video;
