//! Running the functions, as AWS would.

use super::{Upload, World};
use adapters::queue::Received;
use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use domain::OptionsPatch;
use jiff::{SignedDuration, Timestamp};

/// The functions' timeouts, as in `infra/template.yaml`.
const PUBLISH_TIMEOUT: SignedDuration = SignedDuration::from_secs(900);
const POLLER_TIMEOUT: SignedDuration = SignedDuration::from_secs(120);
const REFRESH_TIMEOUT: SignedDuration = SignedDuration::from_secs(300);

/// Others go on for this long while one run waits for an answer: past every lease, and not past the run's own timeout.
const INTERRUPTION: SignedDuration = SignedDuration::from_mins(5);

/// What happens while a run waits for an answer that is held back.
#[derive(Debug, Clone)]
pub(crate) enum Meanwhile {
    /// Every event comes again, leases end, and other runs go on.
    OthersTakeOver,
    /// A person calls this post off.
    SomebodyCancels(Upload),
    /// A person chooses these options for this post.
    SomebodyChooses(Upload, OptionsPatch),
    /// TikTok tells how every attempt stands.
    TikTokTells,
}

impl World {
    /// Says what happens from now on while a run waits for an answer that is held back.
    pub(crate) fn meanwhile(&self, meanwhile: Meanwhile) {
        self.meanwhile.replace(meanwhile);
    }

    /// Runs a function to its end, or to the point where it crashes. While it waits for an answer that is held back,
    /// the rest of the world goes on.
    pub(crate) async fn run<T>(&self, function: impl Future<Output = T>) -> Option<T> {
        // Boxed: a run inside a run would not find room on the stack of a test's thread.
        let mut function = Box::pin(function);
        let mut crashes = self.effects.crashes();
        loop {
            tokio::select! {
                biased;
                _ = crashes.changed() => return None,
                () = self.effects.someone_waits() => {
                    let meanwhile = self.meanwhile.borrow().clone();
                    match meanwhile {
                        Meanwhile::OthersTakeOver => Box::pin(self.go_on_without_it()).await,
                        Meanwhile::SomebodyCancels(upload) => self.cancel(&upload).await,
                        Meanwhile::SomebodyChooses(upload, choice) => {
                            self.choose(&upload, choice).await;
                        }
                        Meanwhile::TikTokTells => Box::pin(self.notices()).await,
                    }
                    self.effects.release();
                }
                done = &mut function => return Some(done),
            }
        }
    }

    /// Everything is told again, time passes, and others take over.
    async fn go_on_without_it(&self) {
        if self.interrupted.replace(true) {
            return;
        }
        self.tell_again();
        self.settle(SignedDuration::from_secs(1)).await;
        self.time.advance(INTERRUPTION);
        self.tell_again();
        self.settle(INTERRUPTION).await;
        self.interrupted.set(false);
    }

    /// Every upload's event comes once more, and two hints with it, in the wrong order.
    pub(crate) fn tell_again(&self) {
        let uploads = self.uploads.borrow().clone();
        for upload in uploads.iter().rev() {
            self.hint(upload);
            self.tell(upload);
            self.hint(upload);
        }
    }

    /// Gives `publish` every message that can be received now, one at a time. What fails or crashes comes again.
    pub(crate) async fn deliver(&self) {
        while let Some(message) = self.queue.receive(1).pop() {
            self.publish(message).await;
        }
    }

    /// Gives `publish` every message that can be received now, all at once.
    pub(crate) async fn deliver_at_once(&self) {
        let messages = self.queue.receive(usize::MAX);
        futures::future::join_all(messages.into_iter().map(|message| self.publish(message))).await;
    }

    /// Gives `publish` one message, with a run that is stopped at `deadline`.
    pub(crate) async fn deliver_until(&self, deadline: Timestamp) {
        for message in self.queue.receive(1) {
            self.publish_until(message, deadline).await;
        }
    }

    async fn publish(&self, received: Received) {
        self.publish_until(received, self.time.now() + PUBLISH_TIMEOUT).await;
    }

    async fn publish_until(&self, received: Received, deadline: Timestamp) {
        let mut message = SqsMessage::default();
        message.message_id = Some(received.message_id.clone());
        message.body = Some(received.body);
        let mut batch = SqsEvent::default();
        batch.records.push(message);
        let Some(response) = self.run(self.functions.publish.run(batch, deadline)).await else { return };
        if response.batch_item_failures.is_empty() {
            self.queue.delete(&received.message_id);
        }
    }

    /// Runs `dispatch` once. A run that fails is told by its logs.
    pub(crate) async fn dispatch(&self) {
        drop(self.run(self.functions.dispatch.run()).await);
    }

    /// Runs `status-poller` once.
    pub(crate) async fn poll(&self) {
        let deadline = self.time.now() + POLLER_TIMEOUT;
        drop(self.run(self.functions.poller.run(deadline)).await);
    }

    /// Runs `token-refresh` once.
    pub(crate) async fn refresh(&self) {
        let deadline = self.time.now() + REFRESH_TIMEOUT;
        let gateway = &self.functions.publish.gateway;
        drop(self.run(token_refresh::run(gateway, &self.functions.publish.posts, deadline)).await);
    }
}
