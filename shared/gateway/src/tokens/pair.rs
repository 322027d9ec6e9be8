//! A grant of TikTok's as what we keep of it.

use adapters::TokenPair;
use domain::account::Grant;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tiktok::TokenGrant;

/// The pair to store. Its times count from `asked_at`, before TikTok was asked: an answer that took long brings tokens
/// that have lived for a while, and of two pairs the one that was asked for later is the newer.
pub fn pair_of(grant: TokenGrant, asked_at: Timestamp) -> TokenPair {
    TokenPair {
        access_token: grant.access_token,
        refresh_token: grant.refresh_token,
        scopes: grant.scopes,
        issued_at: asked_at,
        access_expires_at: later(asked_at, grant.expires_in),
        refresh_expires_at: later(asked_at, grant.refresh_expires_in),
    }
}

/// What the account's record says of a pair.
pub fn grant_of(pair: &TokenPair) -> Grant {
    Grant {
        scopes: pair.scopes.clone(),
        issued_at: pair.issued_at,
        access_expires_at: pair.access_expires_at,
        refresh_expires_at: pair.refresh_expires_at,
    }
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| now.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}
