//! A queue with its dead-letter queue, and a receiver as Lambda is one.

use crate::stage::{Place, StandIn, Subject};
use adapters::queue::Redelivery;
use adapters::{Hints, MemoryQueue, SqsHints};
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{MessageSystemAttributeName, QueueAttributeName};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long a received message is hidden from others: the shortest that SQS offers.
pub(super) const HIDDEN_FOR: Duration = Duration::from_secs(1);

/// Receives after which a message becomes a dead letter.
pub(super) const RECEIVES_MAX: u32 = 2;

/// How long a message that has been sent may take to arrive.
const ARRIVAL_SECONDS_MAX: i32 = 5;

/// A queue.
pub(crate) struct Queue {
    pub(crate) hints: Arc<dyn Hints>,
    behind: Behind,
}

enum Behind {
    Memory { queue: MemoryQueue, time: Arc<Mutex<Timestamp>> },
    Sqs { client: Client, url: String, dead_letters_url: String },
}

/// A message that was received.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) receives: u32,
    /// With which it is deleted.
    receipt: String,
}

impl Subject for Queue {
    const NAME: &str = "hints";
    const STAND_INS: [StandIn; 3] = StandIn::OF_PORTS;

    async fn at(place: Place) -> Self {
        if place.stand_in == StandIn::Memory {
            let time = Arc::new(Mutex::new(Timestamp::UNIX_EPOCH));
            let hidden_for = SignedDuration::try_from(HIDDEN_FOR).unwrap();
            let redelivery = Redelivery { visibility_timeout: hidden_for, receives_max: RECEIVES_MAX };
            let hand = Arc::clone(&time);
            let queue = MemoryQueue::new(redelivery, move || *hand.lock().unwrap());
            return Self { hints: Arc::new(queue.clone()), behind: Behind::Memory { queue, time } };
        }
        let client = place.aws().sqs();
        let dead_letters = client.create_queue().queue_name(format!("{}-dead", place.name));
        let dead_letters_url = dead_letters.send().await.unwrap().queue_url.unwrap();
        let dead_letters_arn = arn(&client, &dead_letters_url).await;
        let redrive = json!({ "deadLetterTargetArn": dead_letters_arn, "maxReceiveCount": RECEIVES_MAX });
        let queue = client
            .create_queue()
            .queue_name(&place.name)
            .attributes(QueueAttributeName::VisibilityTimeout, HIDDEN_FOR.as_secs().to_string())
            .attributes(QueueAttributeName::RedrivePolicy, redrive.to_string());
        let url = queue.send().await.unwrap().queue_url.unwrap();
        let hints = Arc::new(SqsHints::new(client.clone(), url.clone()));
        Self { hints, behind: Behind::Sqs { client, url, dead_letters_url } }
    }
}

impl Queue {
    /// Receives what can be received now.
    pub(crate) async fn receive(&self) -> Vec<Message> {
        match &self.behind {
            Behind::Memory { queue, .. } => queue.receive(1).into_iter().map(Message::from).collect(),
            Behind::Sqs { client, url, .. } => receive(client, url, 0).await,
        }
    }

    /// Receives the next message, which may take a moment to arrive.
    pub(crate) async fn receive_one(&self) -> Message {
        match &self.behind {
            Behind::Memory { .. } => self.receive().await.remove(0),
            Behind::Sqs { client, url, .. } => receive(client, url, ARRIVAL_SECONDS_MAX).await.remove(0),
        }
    }

    /// Deletes a message that was received.
    pub(crate) async fn delete(&self, message: &Message) {
        match &self.behind {
            Behind::Memory { queue, .. } => queue.delete(&message.receipt),
            Behind::Sqs { client, url, .. } => {
                client.delete_message().queue_url(url).receipt_handle(&message.receipt).send().await.unwrap();
            }
        }
    }

    /// Lets time pass.
    pub(crate) async fn let_pass(&self, time: Duration) {
        match &self.behind {
            Behind::Memory { time: hand, .. } => {
                *hand.lock().unwrap() += SignedDuration::try_from(time).unwrap();
            }
            Behind::Sqs { .. } => tokio::time::sleep(time).await,
        }
    }

    /// How many messages wait for their delay to end, of those that wait at all.
    pub(crate) async fn kept_back(&self) -> usize {
        match &self.behind {
            Behind::Memory { queue, time } => {
                let now = *time.lock().unwrap();
                queue.next_visible_at().into_iter().filter(|at| *at > now).count()
            }
            Behind::Sqs { client, url, .. } => {
                let name = QueueAttributeName::ApproximateNumberOfMessagesDelayed;
                let get = client.get_queue_attributes().queue_url(url).attribute_names(name.clone());
                get.send().await.unwrap().attributes.unwrap()[&name].parse().unwrap()
            }
        }
    }

    /// The bodies of the dead letters.
    pub(crate) async fn dead_letters(&self) -> Vec<String> {
        match &self.behind {
            Behind::Memory { queue, .. } => queue.dead_letters(),
            Behind::Sqs { client, dead_letters_url, .. } => {
                let messages = receive(client, dead_letters_url, 0).await;
                messages.into_iter().map(|message| message.body).collect()
            }
        }
    }
}

impl From<adapters::queue::Received> for Message {
    fn from(received: adapters::queue::Received) -> Self {
        let adapters::queue::Received { message_id, body, receives } = received;
        Self { id: message_id.clone(), body, receives, receipt: message_id }
    }
}

async fn receive(client: &Client, url: &str, wait_s: i32) -> Vec<Message> {
    let receive = client.receive_message().queue_url(url).max_number_of_messages(1).wait_time_seconds(wait_s);
    let receive = receive.message_system_attribute_names(MessageSystemAttributeName::ApproximateReceiveCount);
    let received = receive.send().await.unwrap().messages.unwrap_or_default();
    let message = |message: aws_sdk_sqs::types::Message| Message {
        id: message.message_id.unwrap(),
        body: message.body.unwrap(),
        receives: message.attributes.unwrap()[&MessageSystemAttributeName::ApproximateReceiveCount]
            .parse()
            .unwrap(),
        receipt: message.receipt_handle.unwrap(),
    };
    received.into_iter().map(message).collect()
}

async fn arn(client: &Client, url: &str) -> String {
    let name = QueueAttributeName::QueueArn;
    let get = client.get_queue_attributes().queue_url(url).attribute_names(name.clone());
    get.send().await.unwrap().attributes.unwrap().remove(&name).unwrap()
}
