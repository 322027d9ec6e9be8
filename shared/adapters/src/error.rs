//! How a store fails.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use domain::stored::Unreadable;
use std::error::Error;
use std::fmt;
use thiserror::Error;

/// A store did not do what it was asked: it was not reached, refused, or answered something unreadable.
///
/// The caller gives up its run; what was saved before stands, and a later run goes on from there.
#[derive(Debug, Error)]
#[error("cannot {task}")]
pub struct StoreError {
    task: String,
    #[source]
    source: Box<dyn Error + Send + Sync>,
}

impl StoreError {
    /// A failure of `task`, an infinitive such as "load the post 17".
    pub fn new(task: impl fmt::Display, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { task: task.to_string(), source: source.into() }
    }

    /// Whether the item is one that this version must leave alone, because another one has written it. To ask again does
    /// not help before that version is back.
    pub fn is_unreadable(&self) -> bool {
        self.source.is::<Unreadable>()
    }

    /// Makes a closure for `map_err`.
    pub(crate) fn of<E: Into<Box<dyn Error + Send + Sync>>>(
        task: impl fmt::Display,
    ) -> impl FnOnce(E) -> Self {
        move |source| Self::new(task, source)
    }
}

/// Makes a closure for `map_err` of a request to AWS. Where AWS knows nothing of that name, the error says where to look:
/// a table or a secret that is missing altogether is one of another region or stack.
pub(crate) fn refused<E, R>(task: impl fmt::Display) -> impl FnOnce(SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    R: fmt::Debug + Send + Sync + 'static,
{
    move |error| match error.code() {
        Some(NOT_FOUND) => StoreError::new(format!("{task}: {LOOK_AT_THE_REGION}"), error),
        Some(_) | None => StoreError::new(task, error),
    }
}

/// DynamoDB's and Secrets Manager's word for a table or a secret that is not there.
const NOT_FOUND: &str = "ResourceNotFoundException";

const LOOK_AT_THE_REGION: &str = "AWS knows nothing of that name in this region; compare AWS_REGION and the function's settings with the stack's outputs";

/// Why something was not saved.
#[derive(Debug, Error)]
pub enum SaveError {
    /// Somebody else has saved since it was loaded: load it and decide again.
    #[error("somebody else has changed it meanwhile")]
    Conflict,
    /// The store failed; it may or may not have been saved.
    #[error(transparent)]
    Store(#[from] StoreError),
}
