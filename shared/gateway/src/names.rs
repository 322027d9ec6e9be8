//! What a creator is called: folders of the bucket are named after it.

use crate::calls::{Gateway, GatewayError};
use adapters::StoreError;
use jiff::Timestamp;
use thiserror::Error;
use tiktok::CreatorInfo;

/// Why a creator's names are not known yet.
#[derive(Debug, Error)]
pub enum NamesError {
    /// TikTok did not tell them.
    #[error("TikTok did not tell the creator's names")]
    Call(#[from] GatewayError),
    /// The calls of this minute are used up.
    #[error("the account's calls of this minute are used up until {until}")]
    Wait {
        /// When to ask again.
        until: Timestamp,
    },
    /// They could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Gateway {
    /// Asks TikTok what a creator is called, and keeps it. The question counts in the same minute as those of a post.
    /// Names that are not told are asked for again by `token-refresh`.
    ///
    /// # Errors
    /// See [`NamesError`].
    pub async fn ask_names(&self, open_id: &str) -> Result<CreatorInfo, NamesError> {
        let asked = self.ask_names_once(open_id).await;
        if asked.is_err() {
            let now = self.tokens.clock.now();
            let noted = self.tokens.accounts.update(open_id, |account| {
                account.names_unknown(now);
                Ok::<(), std::convert::Infallible>(())
            });
            noted.await?;
        }
        asked
    }

    /// Keeps a creator's names as TikTok tells them now.
    ///
    /// # Errors
    /// When the accounts cannot be read or written.
    pub async fn keep_names(&self, open_id: &str, creator: &CreatorInfo) -> Result<(), StoreError> {
        let kept = self.tokens.accounts.update(open_id, |account| {
            account.introduce(&creator.username, &creator.nickname, creator.avatar_url.as_deref());
            Ok::<(), std::convert::Infallible>(())
        });
        kept.await.map(drop)
    }

    async fn ask_names_once(&self, open_id: &str) -> Result<CreatorInfo, NamesError> {
        if let Err(until) = self.take_names_slot(open_id).await? {
            return Err(NamesError::Wait { until });
        }
        let creator = self.creator_info(open_id).await?.data;
        self.keep_names(open_id, &creator).await?;
        Ok(creator)
    }
}
