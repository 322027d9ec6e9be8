//! The publish queue, as somebody sees it who may write to it.

use super::{Outcome, Stage, told};
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{QueueAttributeName, SendMessageBatchRequestEntry};
use local::Uploaded;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Duration;

/// Where messages can stand in a queue, each with the attribute that counts them.
const COUNTS: [QueueAttributeName; 2] = [
    QueueAttributeName::ApproximateNumberOfMessages,
    QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
];

/// The publish queue.
pub(crate) struct Queue {
    client: Client,
    url: String,
}

/// S3's word that an object was created, as far as it matters here.
pub(crate) struct ObjectCreated<'a> {
    /// The bucket.
    pub(crate) bucket: &'a str,
    /// The object; its key must be one that form-encoding leaves as it is.
    pub(crate) object: &'a Uploaded,
}

impl ObjectCreated<'_> {
    fn event(&self) -> Value {
        json!({ "Records": [{
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "eventName": "ObjectCreated:Put",
            "s3": {
                "bucket": { "name": self.bucket },
                "object": { "key": self.object.key, "versionId": self.object.version_id },
            },
        }]})
    }
}

impl Queue {
    /// The queue of the deployment.
    pub(crate) fn new(stage: &Stage) -> Outcome<Self> {
        let url = stage.deployment.output("PublishQueue").map_err(told)?.to_owned();
        Ok(Self { client: Client::new(&stage.deployment.aws()), url })
    }

    /// The queue that takes what failed too often.
    pub(crate) async fn dead_letters(stage: &Stage) -> Outcome<Self> {
        let queue = Self::new(stage)?;
        let attributes = queue.attributes(&[QueueAttributeName::RedrivePolicy]).await?;
        let policy = attributes.get(&QueueAttributeName::RedrivePolicy).map_or("", String::as_str);
        let policy: Value = serde_json::from_str(policy).map_err(told)?;
        let arn = policy["deadLetterTargetArn"].as_str().unwrap_or_default();
        let name = arn.rsplit(':').next().unwrap_or_default();
        let url = queue.client.get_queue_url().queue_name(name).send().await.map_err(told)?;
        Ok(Self { url: url.queue_url.unwrap_or_default(), ..queue })
    }

    /// Lets a message that a run has taken and not finished come again after this time.
    pub(crate) async fn redeliver_after(&self, time: Duration) -> Outcome {
        let set = self.client.set_queue_attributes().queue_url(&self.url);
        let set = set.attributes(QueueAttributeName::VisibilityTimeout, time.as_secs().to_string());
        set.send().await.map(drop).map_err(told)
    }

    /// Sends the event of an upload once more.
    pub(crate) async fn send_event(&self, created: &ObjectCreated<'_>) -> Outcome {
        let send = self.client.send_message().queue_url(&self.url).message_body(created.event().to_string());
        send.send().await.map(drop).map_err(told)
    }

    /// Sends the same hint several times; all arrive together, after `delay_s`.
    pub(crate) async fn send_hints(&self, post_id: &str, count: usize, delay_s: i32) -> Outcome {
        let entry = |number: usize| {
            SendMessageBatchRequestEntry::builder()
                .id(number.to_string())
                .message_body(json!({ "post_id": post_id }).to_string())
                .delay_seconds(delay_s)
                .build()
        };
        let entries = (0..count).map(entry).collect::<Result<Vec<_>, _>>().map_err(told)?;
        let send = self.client.send_message_batch().queue_url(&self.url).set_entries(Some(entries));
        let sent = send.send().await.map_err(told)?;
        if sent.failed.is_empty() { Ok(()) } else { Err("the queue refused a hint".into()) }
    }

    /// Messages that wait or are at work. Those held back for later, such as the hint at a held post ten minutes from now, are
    /// nobody's work yet.
    pub(crate) async fn depth(&self) -> Outcome<u64> {
        let attributes = self.attributes(&COUNTS).await?;
        COUNTS
            .iter()
            .map(|name| attributes.get(name).map_or("", String::as_str).parse::<u64>())
            .sum::<Result<_, _>>()
            .map_err(told)
    }

    async fn attributes(&self, names: &[QueueAttributeName]) -> Outcome<HashMap<QueueAttributeName, String>> {
        let get = self.client.get_queue_attributes().queue_url(&self.url);
        let answer = get.set_attribute_names(Some(names.to_vec())).send().await.map_err(told)?;
        Ok(answer.attributes.unwrap_or_default())
    }
}
