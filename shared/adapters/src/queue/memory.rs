//! A queue in memory, for tests in one process.

use super::{HINT_DELAY_MAX, Hint, Hints};
use crate::error::StoreError;
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How a queue treats messages that are received and not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redelivery {
    /// How long a received message is kept from other receivers.
    pub visibility_timeout: SignedDuration,
    /// Receives after which a message goes to the dead letters.
    pub receives_max: u32,
}

/// Does what SQS does: keeps messages back, gives them out at least once, gives them out again until they are deleted,
/// and puts them aside in the end. Clones share their messages.
#[derive(Clone)]
pub struct MemoryQueue {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    redelivery: Redelivery,
    state: Arc<Mutex<State>>,
}

/// A message that was received. It comes again unless it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Names the message, and stays the same over all receives.
    pub message_id: String,
    /// What was sent.
    pub body: String,
    /// How often it has been received, this time included.
    pub receives: u32,
}

#[derive(Default)]
struct State {
    sent: Vec<String>,
    waiting: Vec<Waiting>,
    dead_letters: Vec<String>,
}

struct Waiting {
    message: Received,
    visible_at: Timestamp,
}

impl MemoryQueue {
    /// An empty queue that asks `now` for the time.
    pub fn new(redelivery: Redelivery, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), redelivery, state: Arc::default() }
    }

    /// Sends any message, which can be received after `delay`.
    pub fn send_body(&self, body: impl Into<String>, delay: Duration) {
        let body = body.into();
        let visible_at = (self.now)() + SignedDuration::try_from(delay).unwrap_or(SignedDuration::ZERO);
        let mut state = self.state();
        state.sent.push(body.clone());
        let message_id = format!("message-{}", state.sent.len());
        state.waiting.push(Waiting { message: Received { message_id, body, receives: 0 }, visible_at });
    }

    /// Receives what can be received now, the oldest first, and hides it for the visibility timeout. Messages that were
    /// received too often become dead letters instead.
    pub fn receive(&self, count_max: usize) -> Vec<Received> {
        let now = (self.now)();
        let mut state = self.state();
        state.bury_worn_out(now, self.redelivery.receives_max);
        let mut received = Vec::new();
        for waiting in state.waiting.iter_mut().filter(|waiting| waiting.visible_at <= now).take(count_max) {
            waiting.message.receives += 1;
            waiting.visible_at = now + self.redelivery.visibility_timeout;
            received.push(waiting.message.clone());
        }
        received
    }

    /// Deletes a message, so that it does not come again.
    pub fn delete(&self, message_id: &str) {
        self.state().waiting.retain(|waiting| waiting.message.message_id != message_id);
    }

    /// When the next message can be received, where there is any.
    pub fn next_visible_at(&self) -> Option<Timestamp> {
        self.state().waiting.iter().map(|waiting| waiting.visible_at).min()
    }

    /// Every body that was ever sent, in order.
    pub fn sent(&self) -> Vec<String> {
        self.state().sent.clone()
    }

    /// The bodies of messages that were received too often.
    pub fn dead_letters(&self) -> Vec<String> {
        self.state().dead_letters.clone()
    }

    /// Sends the dead letters once more, as an operator does after mending what killed them.
    pub fn redrive(&self) {
        let dead_letters = std::mem::take(&mut self.state().dead_letters);
        dead_letters.into_iter().for_each(|body| self.send_body(body, Duration::ZERO));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn bury_worn_out(&mut self, now: Timestamp, receives_max: u32) {
        let is_worn_out =
            |waiting: &mut Waiting| waiting.visible_at <= now && waiting.message.receives >= receives_max;
        let worn_out = self.waiting.extract_if(.., is_worn_out);
        self.dead_letters.extend(worn_out.map(|waiting| waiting.message.body));
    }
}

impl fmt::Debug for MemoryQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryQueue").field("redelivery", &self.redelivery).finish_non_exhaustive()
    }
}

#[async_trait]
impl Hints for MemoryQueue {
    async fn send(&self, hint: &Hint, delay: Duration) -> Result<(), StoreError> {
        let task = format!("send a hint about the post {}", hint.post_id);
        let body = serde_json::to_string(hint).map_err(StoreError::of(task))?;
        self.send_body(body, delay.min(HINT_DELAY_MAX));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue() -> (MemoryQueue, Arc<Mutex<Timestamp>>) {
        let time = Arc::new(Mutex::new(Timestamp::UNIX_EPOCH));
        let redelivery = Redelivery { visibility_timeout: SignedDuration::from_secs(960), receives_max: 2 };
        let hand = Arc::clone(&time);
        (MemoryQueue::new(redelivery, move || *hand.lock().unwrap()), time)
    }

    #[test]
    fn a_delayed_message_comes_when_its_time_has_come() {
        let (queue, time) = queue();
        queue.send_body("later", Duration::from_secs(30));
        assert_eq!(queue.receive(10), []);
        *time.lock().unwrap() += SignedDuration::from_secs(30);
        assert_eq!(queue.receive(10).len(), 1);
    }

    #[test]
    fn a_message_comes_again_until_it_is_deleted() {
        let (queue, time) = queue();
        queue.send_body("once more", Duration::ZERO);
        let first = queue.receive(10).remove(0);
        assert_eq!(queue.receive(10), [], "it is hidden while it is worked on");
        *time.lock().unwrap() += SignedDuration::from_secs(960);
        let second = queue.receive(10).remove(0);
        assert_eq!((second.message_id.clone(), second.receives), (first.message_id, 2));
        queue.delete(&second.message_id);
        assert_eq!(queue.next_visible_at(), None);
    }

    #[test]
    fn a_message_that_is_never_deleted_becomes_a_dead_letter() {
        let (queue, time) = queue();
        queue.send_body("poison", Duration::ZERO);
        for _ in 0..3 {
            queue.receive(10);
            *time.lock().unwrap() += SignedDuration::from_secs(960);
        }
        assert_eq!(queue.dead_letters(), ["poison"]);
        assert_eq!(queue.next_visible_at(), None);
        queue.redrive();
        assert_eq!((queue.dead_letters().len(), queue.receive(10).len()), (0, 1));
    }
}
