//! The queue between what falls due and the runs that publish.

mod aws;
mod memory;

pub use aws::SqsHints;
pub use memory::{MemoryQueue, Received, Redelivery};

use crate::error::StoreError;
use async_trait::async_trait;
use domain::PostId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The longest delay that a queue can keep a hint back (SQS: 15 minutes).
pub const HINT_DELAY_MAX: Duration = Duration::from_secs(900);

/// A message that says: look at this post. The post itself says what is to be done, so a hint may be lost, repeated
/// or late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The post to look at.
    pub post_id: PostId,
}

/// Where hints are sent.
#[async_trait]
pub trait Hints: Send + Sync {
    /// Sends a hint that arrives after `delay`, at most [`HINT_DELAY_MAX`].
    async fn send(&self, hint: &Hint, delay: Duration) -> Result<(), StoreError>;
}
