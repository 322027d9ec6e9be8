//! A topic, and a queue that is subscribed to it.

use crate::stage::{Place, StandIn, Subject, surprise};
use adapters::{Alerts, MemoryAlerts, SnsAlerts};
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::QueueAttributeName;
use domain::Alert;
use serde_json::{Value, json};
use std::sync::Arc;

/// How long an alert may take to arrive: this many questions of a second.
const QUESTIONS_MAX: u32 = 10;

/// A topic.
pub(crate) struct Topic {
    pub(crate) alerts: Arc<dyn Alerts>,
    behind: Behind,
}

enum Behind {
    Memory(MemoryAlerts),
    Subscriber { client: Client, queue_url: String },
}

/// An alert as the operator sees it.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Subject for Topic {
    const NAME: &str = "alerts";
    const STAND_INS: [StandIn; 3] = StandIn::OF_PORTS;

    async fn at(place: Place) -> Self {
        if place.stand_in == StandIn::Memory {
            let memory = MemoryAlerts::default();
            return Self { alerts: Arc::new(memory.clone()), behind: Behind::Memory(memory) };
        }
        let (sns, client) = (place.aws().sns(), place.aws().sqs());
        let topic_arn = sns.create_topic().name(&place.name).send().await.unwrap().topic_arn.unwrap();
        let queue_url =
            client.create_queue().queue_name(&place.name).send().await.unwrap().queue_url.unwrap();
        let name = QueueAttributeName::QueueArn;
        let get = client.get_queue_attributes().queue_url(&queue_url).attribute_names(name.clone());
        let queue_arn = get.send().await.unwrap().attributes.unwrap().remove(&name).unwrap();
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": { "Service": "sns.amazonaws.com" },
                "Action": "sqs:SendMessage",
                "Resource": queue_arn,
                "Condition": { "ArnEquals": { "aws:SourceArn": topic_arn } },
            },
        });
        let set = client.set_queue_attributes().queue_url(&queue_url);
        set.attributes(QueueAttributeName::Policy, policy.to_string()).send().await.unwrap();
        sns.subscribe().topic_arn(&topic_arn).protocol("sqs").endpoint(queue_arn).send().await.unwrap();
        let alerts = Arc::new(SnsAlerts::new(sns, topic_arn));
        Self { alerts, behind: Behind::Subscriber { client, queue_url } }
    }
}

impl Topic {
    /// What has arrived, as soon as it is this many alerts.
    pub(crate) async fn arrived(&self, count: usize) -> Vec<Arrived> {
        let (client, queue_url) = match &self.behind {
            Behind::Memory(memory) => return memory.sent().into_iter().map(Arrived::from).collect(),
            Behind::Subscriber { client, queue_url } => (client, queue_url),
        };
        let mut arrived = Vec::new();
        for _ in 0..QUESTIONS_MAX {
            let receive = client.receive_message().queue_url(queue_url).max_number_of_messages(10);
            let answer = receive.wait_time_seconds(1).send().await.unwrap();
            let bodies = answer.messages.unwrap_or_default().into_iter().filter_map(|message| message.body);
            arrived.extend(bodies.map(|body| read(&body)));
            if arrived.len() >= count {
                return arrived;
            }
        }
        surprise(format!("of {count} alerts {} have arrived", arrived.len()))
    }
}

impl From<Alert> for Arrived {
    fn from(alert: Alert) -> Self {
        let json = serde_json::to_value(&alert).unwrap();
        Self { subject: alert.subject, text: alert.text, json }
    }
}

/// Reads what SNS puts into a queue: its own envelope around subject and message.
fn read(body: &str) -> Arrived {
    let envelope: Value = serde_json::from_str(body).unwrap();
    // Words first, then a blank line and one line of JSON.
    let (text, json) = envelope["Message"].as_str().unwrap().rsplit_once("\n\n").unwrap();
    Arrived {
        subject: envelope["Subject"].as_str().unwrap().to_owned(),
        text: text.to_owned(),
        json: serde_json::from_str(json).unwrap(),
    }
}
