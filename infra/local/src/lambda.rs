//! Lambda's API, as far as a local deployment needs it.

use reqwest::{Client, Method, Response};
use serde_json::Value;

use crate::account;
use crate::error::Error;

/// The version in every path of Lambda's API (its API reference).
const API: &str = "2015-03-31";

/// Makes a call as the account's root. `task` is what it is for, in an error.
pub(crate) async fn call(
    endpoint: &str,
    method: Method,
    path: &str,
    body: Option<&Value>,
    task: &'static str,
) -> Result<Response, Error> {
    let failed = |source| Error::Http { what: task, source };
    let request = Client::new().request(method, format!("{endpoint}/{API}/{path}"));
    let request = request.header("Authorization", account::authorization("lambda"));
    let request = match body {
        Some(body) => request.json(body),
        None => request,
    };
    request.send().await.and_then(Response::error_for_status).map_err(failed)
}

/// Invokes a function and waits for its answer.
///
/// # Errors
/// [`Error::FunctionFailed`] with the function's own words.
pub(crate) async fn invoke(
    endpoint: &str,
    function: &str,
    event: &Value,
    task: &'static str,
) -> Result<Value, Error> {
    let path = format!("functions/{function}/invocations");
    let answer = call(endpoint, Method::POST, &path, Some(event), task).await?;
    let has_failed = answer.headers().contains_key("X-Amz-Function-Error");
    let answer: Value = answer.json().await.map_err(|source| Error::Http { what: task, source })?;
    if !has_failed {
        return Ok(answer);
    }
    let reason = answer["errorMessage"].as_str().map_or_else(|| answer.to_string(), str::to_owned);
    Err(Error::FunctionFailed { task, reason })
}
