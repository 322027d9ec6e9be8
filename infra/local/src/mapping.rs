//! The number of runs that MiniStack gives a queue.
//!
//! A template's parameter reaches MiniStack as text, and where the event source mapping keeps it for a number, the reader
//! of the queue stops at comparing the two. CloudFormation turns it into a number; here that is made up for.

use reqwest::Client;
use serde_json::{Value, json};

use crate::account::{ACCESS_KEY_ID, REGION};
use crate::error::Error;

/// Lambda's API for event source mappings (its API reference).
const MAPPINGS: &str = "2015-03-31/event-source-mappings/";

/// Turns the concurrency of every event source mapping into a number.
pub(crate) async fn make_concurrency_a_number(endpoint: &str) -> Result<(), Error> {
    let client = Client::new();
    let answer = send(client.get(format!("{endpoint}/{MAPPINGS}"))).await?;
    for mapping in answer["EventSourceMappings"].as_array().into_iter().flatten() {
        let Some(text) = mapping["ScalingConfig"]["MaximumConcurrency"].as_str() else { continue };
        let unreadable = |source: std::num::ParseIntError| Error::Unreadable {
            what: "the concurrency of the publish queue",
            source: source.into(),
        };
        let concurrency: u32 = text.parse().map_err(unreadable)?;
        let id = mapping["UUID"].as_str().unwrap_or_default();
        let change = json!({ "ScalingConfig": { "MaximumConcurrency": concurrency } });
        send(client.put(format!("{endpoint}/{MAPPINGS}{id}")).json(&change)).await?;
    }
    Ok(())
}

/// Sends a call as the account's root, whose signature MiniStack does not check.
async fn send(request: reqwest::RequestBuilder) -> Result<Value, Error> {
    let failed = |source| Error::Http { what: "setting the concurrency of the publish queue", source };
    let credential = format!("{ACCESS_KEY_ID}/19700101/{REGION}/lambda/aws4_request");
    let signed = format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0");
    let answer = request.header("Authorization", signed).send().await.map_err(failed)?;
    answer.error_for_status().map_err(failed)?.json().await.map_err(failed)
}
