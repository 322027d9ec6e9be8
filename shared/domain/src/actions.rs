//! What a person may do with a post.

use crate::post::Post;

/// What a person may do with a post now. Of each, the post's own [`apply`](Post::apply) decides by the same rule: an
/// action that is offered here is taken, unless the post moves on in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actions {
    /// Call it off. Its video stays in the bucket.
    pub cancel: bool,
    /// Have it tried again.
    pub retry: bool,
    /// Choose its options: complete it, change it, give it another time.
    pub choose: bool,
}

impl Post {
    /// What a person may do with the post now.
    pub fn actions(&self) -> Actions {
        Actions { cancel: self.awaits_first_byte(), retry: self.takes_retry(), choose: self.takes_options() }
    }
}
