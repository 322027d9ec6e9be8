//! The number of runs that MiniStack gives a queue.
//!
//! A template's parameter reaches MiniStack as text, and where the event source mapping keeps it for a number, the reader
//! of the queue stops at comparing the two. CloudFormation turns it into a number; here that is made up for.

use reqwest::Method;
use serde_json::{Value, json};

use crate::error::Error;
use crate::lambda;

const MAPPINGS: &str = "event-source-mappings/";

const TASK: &str = "setting the concurrency of the publish queue";

/// Turns the concurrency of every event source mapping into a number.
pub(crate) async fn make_concurrency_a_number(endpoint: &str) -> Result<(), Error> {
    let answer = lambda::call(endpoint, Method::GET, MAPPINGS, None, TASK).await?;
    let answer: Value = answer.json().await.map_err(|source| Error::Http { what: TASK, source })?;
    for mapping in answer["EventSourceMappings"].as_array().into_iter().flatten() {
        let Some(text) = mapping["ScalingConfig"]["MaximumConcurrency"].as_str() else { continue };
        let unreadable = |source: std::num::ParseIntError| Error::Unreadable {
            what: "the concurrency of the publish queue",
            source: source.into(),
        };
        let concurrency: u32 = text.parse().map_err(unreadable)?;
        let id = mapping["UUID"].as_str().unwrap_or_default();
        let change = json!({ "ScalingConfig": { "MaximumConcurrency": concurrency } });
        lambda::call(endpoint, Method::PUT, &format!("{MAPPINGS}{id}"), Some(&change), TASK).await?;
    }
    Ok(())
}
