//! What an account is called.

use crate::Console;
use adapters::StoreError;
use domain::{Account, Post};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// An account by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct AccountName {
    /// TikTok's id of the creator for this app, which never changes.
    pub(crate) open_id: String,
    /// The creator's username, where TikTok has told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) username: Option<String>,
    /// The name that TikTok shows, where it has told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) nickname: Option<String>,
}

impl AccountName {
    /// The names of an account.
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            open_id: account.open_id.clone(),
            username: account.username.clone(),
            nickname: account.nickname.clone(),
        }
    }

    /// An account of which nothing but its id is known.
    pub(crate) fn unknown(open_id: &str) -> Self {
        Self { open_id: open_id.to_owned(), username: None, nickname: None }
    }
}

/// The names of the accounts that posts belong to, by `open_id`.
pub(crate) async fn names_of(
    console: &Console,
    posts: &[Post],
) -> Result<BTreeMap<String, AccountName>, StoreError> {
    let open_ids: BTreeSet<&str> = posts.iter().map(|post| post.account.as_str()).collect();
    let names = open_ids.into_iter().map(async |open_id| {
        let account = console.gateway.tokens.accounts.get(open_id).await?;
        let name = account.as_ref().map_or_else(|| AccountName::unknown(open_id), AccountName::of);
        Ok::<_, StoreError>((open_id.to_owned(), name))
    });
    Ok(futures::future::try_join_all(names).await?.into_iter().collect())
}
