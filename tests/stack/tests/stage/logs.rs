//! What the functions have logged.

use super::{Outcome, Stage, told};
use aws_sdk_cloudwatchlogs::Client;

/// What the template's log groups of functions begin with.
const FUNCTION_GROUPS: &str = "/aws/lambda/";

/// A line of a function's log.
pub(crate) struct LogLine {
    /// The function's log group.
    pub(crate) group: String,
    /// Milliseconds since 1970.
    pub(crate) at_ms: i64,
    /// What it says.
    pub(crate) message: String,
}

impl Stage {
    /// Every line of every function's log, each function's in order.
    pub(crate) async fn logs(&self) -> Outcome<Vec<LogLine>> {
        let client = Client::new(&self.deployment.aws());
        let groups = client.describe_log_groups().log_group_name_prefix(FUNCTION_GROUPS).into_paginator();
        let groups = groups.items().send().collect::<Result<Vec<_>, _>>().await.map_err(told)?;
        let mut lines = Vec::new();
        for group in groups.into_iter().filter_map(|group| group.log_group_name) {
            let mut pages = client.filter_log_events().log_group_name(&group).into_paginator().send();
            while let Some(page) = pages.next().await {
                lines.extend(page.map_err(told)?.events.unwrap_or_default().into_iter().map(|event| {
                    LogLine {
                        group: group.clone(),
                        at_ms: event.timestamp.unwrap_or_default(),
                        message: event.message.unwrap_or_default(),
                    }
                }));
            }
        }
        Ok(lines)
    }
}
