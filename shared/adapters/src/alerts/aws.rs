//! Alerts through SNS.

use super::Alerts;
use crate::error::StoreError;
use async_trait::async_trait;
use aws_sdk_sns::Client;
use domain::Alert;

/// SNS takes subjects of fewer than 100 ASCII characters.
const SUBJECT_CHARS_MAX: usize = 99;

/// The alerts topic.
#[derive(Debug, Clone)]
pub struct SnsAlerts {
    client: Client,
    topic_arn: String,
}

impl SnsAlerts {
    /// Publishes to the topic of this ARN.
    pub fn new(client: Client, topic_arn: String) -> Self {
        Self { client, topic_arn }
    }
}

#[async_trait]
impl Alerts for SnsAlerts {
    async fn send(&self, alert: &Alert) -> Result<(), StoreError> {
        let task = "send an alert";
        let json = serde_json::to_string(alert).map_err(StoreError::of(task))?;
        self.client
            .publish()
            .topic_arn(&self.topic_arn)
            .subject(subject(&alert.subject))
            .message(format!("{}\n\n{json}", alert.text))
            .send()
            .await
            .map_err(StoreError::of(task))?;
        Ok(())
    }
}

fn subject(text: &str) -> String {
    let printable = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '?' };
    text.chars().map(printable).take(SUBJECT_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_short_printable_ascii() {
        let text = subject(&format!("Überraschung\n{}", "x".repeat(200)));
        assert!(text.starts_with("?berraschung?x"));
        assert_eq!(text.len(), SUBJECT_CHARS_MAX);
    }
}
