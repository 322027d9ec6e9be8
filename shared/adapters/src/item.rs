//! DynamoDB items to and from our types.

use crate::error::{SaveError, StoreError, refused};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::stored::{self, Stored};
use futures::FutureExt;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn to_item<T: Serialize>(value: &T, task: &str) -> Result<Item, StoreError> {
    serde_dynamo::aws_sdk_dynamodb_1::to_item(value).map_err(StoreError::of(task))
}

pub(crate) fn from_item<T: DeserializeOwned>(item: Item, task: &str) -> Result<T, StoreError> {
    serde_dynamo::aws_sdk_dynamodb_1::from_item(item).map_err(StoreError::of(task))
}

/// Something that another version may have stored, as this one understands it. `own` are the attributes that the store
/// itself puts beside what it is given.
pub(crate) fn read<T: Stored>(mut item: Item, own: &[&str], task: &str) -> Result<T, StoreError> {
    item.retain(|name, _| !own.contains(&name.as_str()));
    stored::read(from_item(item, task)?).map_err(StoreError::of(task))
}

/// Its item, with what this version does not understand where it was found.
pub(crate) fn write<T: Stored>(value: &T, task: &str) -> Result<Item, StoreError> {
    to_item(&stored::write(value).map_err(StoreError::of(task))?, task)
}

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A moment as the due indexes sort it: milliseconds since 1970, rounded up, so that what the index calls due is due.
pub(crate) fn moment(at: Timestamp) -> AttributeValue {
    let whole = TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Ceil);
    AttributeValue::N(at.round(whole).unwrap_or(at).as_millisecond().to_string())
}

/// A moment as DynamoDB's time to live takes it: seconds since 1970.
pub(crate) fn time_to_live(at: Timestamp) -> AttributeValue {
    AttributeValue::N(at.as_second().to_string())
}

/// Puts `item` if the stored one has `version`; 0 stands for none stored.
pub(crate) async fn put_if_version(
    client: &Client,
    table: &str,
    item: Item,
    version: u64,
    task: &str,
) -> Result<(), SaveError> {
    let put = client.put_item().table_name(table).set_item(Some(item));
    let put = if version == 0 {
        put.condition_expression("attribute_not_exists(#version)")
    } else {
        put.condition_expression("#version = :version")
            .expression_attribute_values(":version", number(version))
    };
    match put.expression_attribute_names("#version", "version").send().boxed().await {
        Ok(_) => Ok(()),
        Err(error) if is_conflict(&error) => Err(SaveError::Conflict),
        Err(error) => Err(refused(task)(error).into()),
    }
}

fn is_conflict(error: &SdkError<PutItemError>) -> bool {
    error.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_never_calls_anything_due_before_its_time() {
        for (nanoseconds, milliseconds) in
            [(0, "0"), (1, "1"), (999_999, "1"), (1_000_000, "1"), (1_000_001, "2")]
        {
            let at = Timestamp::from_nanosecond(nanoseconds).unwrap();
            assert_eq!(moment(at), AttributeValue::N(milliseconds.to_owned()));
        }
    }
}
