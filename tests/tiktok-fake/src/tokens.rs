//! Authorization codes, and the tokens that they and refresh tokens are exchanged for.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::after_seconds;
use crate::creator::Creator;
use crate::names;
use crate::settings::Settings;

/// A successful answer of the token endpoint.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct TokenPair {
    /// Whose tokens these are.
    pub open_id: String,
    /// The granted scopes, separated by commas.
    pub scope: String,
    /// Starts with `act.`.
    pub access_token: String,
    /// Seconds from now.
    pub expires_in: u64,
    /// Starts with `rft.`.
    pub refresh_token: String,
    /// Seconds from now.
    pub refresh_expires_in: u64,
    /// `Bearer`.
    pub token_type: String,
}

/// What a creator consented to.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) open_id: String,
    pub(crate) scopes: Vec<String>,
}

/// A code that waits for its one exchange.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) grant: Grant,
    pub(crate) redirect_uri: String,
    /// The hex SHA-256 of the verifier, where the authorization used PKCE.
    pub(crate) challenge: Option<String>,
    pub(crate) expires_at: Timestamp,
}

#[derive(Debug)]
struct Token {
    grant: Grant,
    expires_at: Timestamp,
}

/// What became of a token that was presented.
#[derive(Debug)]
pub(crate) enum Presented {
    Valid(Grant),
    /// Expired, revoked or rotated away.
    Ended,
    /// Never issued.
    Unknown,
}

/// Every code and token, by its text. Ended ones are kept, so that they are told from invented ones.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    codes: HashMap<String, Code>,
    access: HashMap<String, Token>,
    refresh: HashMap<String, Token>,
}

impl Tokens {
    pub(crate) fn add_code(&mut self, code: Code) -> String {
        let text = names::code();
        self.codes.insert(text.clone(), code);
        text
    }

    /// The code, which is used up by this, whatever the caller finds wrong with the rest of the request.
    pub(crate) fn take_code(&mut self, code: &str) -> Option<Code> {
        self.codes.remove(code)
    }

    /// A fresh pair for this consent.
    pub(crate) fn issue(
        &mut self,
        now: Timestamp,
        settings: &Settings,
        creator: &Creator,
        grant: Grant,
    ) -> TokenPair {
        let refresh_expires_in = creator.refresh_seconds.unwrap_or(settings.refresh_seconds);
        let refresh_token = names::refresh_token();
        let expires_at = after_seconds(now, refresh_expires_in);
        self.refresh.insert(refresh_token.clone(), Token { grant: grant.clone(), expires_at });
        self.pair(now, settings, creator, grant, (refresh_token, refresh_expires_in))
    }

    /// The pair that a refresh gives. With rotation the presented token ends at once; without it, it stays.
    pub(crate) fn renew(
        &mut self,
        now: Timestamp,
        settings: &Settings,
        creator: &Creator,
        refresh_token: &str,
    ) -> Option<TokenPair> {
        let token = self.refresh.get_mut(refresh_token).filter(|token| now < token.expires_at)?;
        let grant = token.grant.clone();
        if settings.rotate_refresh_tokens {
            token.expires_at = now;
            return Some(self.issue(now, settings, creator, grant));
        }
        let left = u64::try_from(token.expires_at.duration_since(now).as_secs()).unwrap_or_default();
        Some(self.pair(now, settings, creator, grant, (refresh_token.to_owned(), left)))
    }

    /// Ends every token of a creator.
    pub(crate) fn revoke(&mut self, now: Timestamp, open_id: &str) {
        let of_creator = |token: &&mut Token| token.grant.open_id == open_id;
        for token in self.access.values_mut().chain(self.refresh.values_mut()).filter(of_creator) {
            token.expires_at = token.expires_at.min(now);
        }
        self.codes.retain(|_, code| code.grant.open_id != open_id);
    }

    /// What an access token stands for now.
    pub(crate) fn present_access(&self, now: Timestamp, token: &str) -> Presented {
        present(&self.access, now, token)
    }

    /// What a refresh token stands for now.
    pub(crate) fn present_refresh(&self, now: Timestamp, token: &str) -> Presented {
        present(&self.refresh, now, token)
    }

    fn pair(
        &mut self,
        now: Timestamp,
        settings: &Settings,
        creator: &Creator,
        grant: Grant,
        (refresh_token, refresh_expires_in): (String, u64),
    ) -> TokenPair {
        let expires_in = creator.access_seconds.unwrap_or(settings.access_seconds);
        let access_token = names::access_token();
        let pair = TokenPair {
            open_id: grant.open_id.clone(),
            scope: grant.scopes.join(","),
            access_token: access_token.clone(),
            expires_in,
            refresh_token,
            refresh_expires_in,
            token_type: "Bearer".to_owned(),
        };
        self.access.insert(access_token, Token { grant, expires_at: after_seconds(now, expires_in) });
        pair
    }
}

fn present(tokens: &HashMap<String, Token>, now: Timestamp, token: &str) -> Presented {
    match tokens.get(token) {
        Some(token) if now < token.expires_at => Presented::Valid(token.grant.clone()),
        Some(_) => Presented::Ended,
        None => Presented::Unknown,
    }
}
