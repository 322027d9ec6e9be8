//! Tokens: got for a code, renewed, and given back.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::call::{Reply, exchange};
use crate::classify::Surface;
use crate::envelope::{Envelope, failure};
use crate::{CallError, TikTok, tolerant};

/// What identifies the app to the token endpoints.
#[derive(Clone, Debug)]
pub struct AppCredentials {
    /// TikTok's name for the client id.
    pub client_key: String,
    /// TikTok's name for the client secret; it also signs webhooks.
    pub client_secret: SecretString,
}

/// A pair of tokens. Treat the refresh token as usable once: store this pair before using it.
#[derive(Clone, Debug)]
pub struct TokenGrant {
    /// The creator, as this app knows them.
    pub open_id: String,
    /// What the creator granted, which may be less than what was asked for.
    pub scopes: Vec<String>,
    /// For the API's calls.
    pub access_token: SecretString,
    /// The access token's life from now on. TikTok has changed it before: never assume one.
    pub expires_in: Duration,
    /// For the next [`TikTok::refresh`].
    pub refresh_token: SecretString,
    /// The refresh token's life from now on.
    pub refresh_expires_in: Duration,
}

/// What an access token's life is taken to be if an answer does not say: the shortest that TikTok documents. Refusing
/// such an answer would lose a pair whose predecessor no longer works.
const ACCESS_LIFE_UNSAID: Duration = Duration::from_secs(2 * 3_600);

/// As above, for the refresh token: 180 days.
const REFRESH_LIFE_UNSAID: Duration = Duration::from_secs(180 * 86_400);

impl TikTok {
    /// Exchanges a callback's code for tokens. The code has to be URL-decoded, works once and only for a short time;
    /// `redirect_uri` is the one the creator was sent off with.
    ///
    /// # Errors
    /// [`GrantRejected`](crate::CallErrorKind::GrantRejected) where the code is spent, foreign or too old.
    pub async fn exchange_code(
        &self,
        app: &AppCredentials,
        code: &SecretString,
        redirect_uri: &str,
        verifier: Option<&SecretString>,
    ) -> Result<TokenGrant, CallError> {
        let mut form = vec![
            ("client_key", app.client_key.as_str()),
            ("client_secret", app.client_secret.expose_secret()),
            ("code", code.expose_secret()),
            ("grant_type", "authorization_code"),
            ("redirect_uri", redirect_uri),
        ];
        form.extend(verifier.map(|verifier| ("code_verifier", verifier.expose_secret())));
        let reply = exchange(self.api_post("v2/oauth/token/")?.form(&form)).await?;
        read_grant(&reply, None)
    }

    /// Exchanges a refresh token for a new pair. From the moment this is sent the old refresh token may be dead, so
    /// only one run at a time may refresh an account.
    ///
    /// # Errors
    /// [`GrantRejected`](crate::CallErrorKind::GrantRejected) where the token is spent, revoked or too old.
    pub async fn refresh(
        &self,
        app: &AppCredentials,
        refresh_token: &SecretString,
    ) -> Result<TokenGrant, CallError> {
        let form = [
            ("client_key", app.client_key.as_str()),
            ("client_secret", app.client_secret.expose_secret()),
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.expose_secret()),
        ];
        let reply = exchange(self.api_post("v2/oauth/token/")?.form(&form)).await?;
        read_grant(&reply, Some(refresh_token))
    }

    /// Takes the app's permission back, as the creator could in TikTok's settings.
    ///
    /// # Errors
    /// Any kind of an OAuth call.
    pub async fn revoke(&self, app: &AppCredentials, access_token: &SecretString) -> Result<(), CallError> {
        let form = [
            ("client_key", app.client_key.as_str()),
            ("client_secret", app.client_secret.expose_secret()),
            ("token", access_token.expose_secret()),
        ];
        let reply = exchange(self.api_post("v2/oauth/revoke/")?.form(&form)).await?;
        succeeded(&reply)
    }
}

#[derive(Deserialize)]
struct GrantFields {
    open_id: String,
    #[serde(default, deserialize_with = "tolerant::text_or_empty")]
    scope: String,
    access_token: SecretString,
    #[serde(default, deserialize_with = "tolerant::integer")]
    expires_in: Option<u64>,
    refresh_token: Option<SecretString>,
    #[serde(default, deserialize_with = "tolerant::integer")]
    refresh_expires_in: Option<u64>,
}

/// Reads a token answer. Where it brings no new refresh token, the one that was sent stays in force, as in RFC 6749.
fn read_grant(reply: &Reply, sent: Option<&SecretString>) -> Result<TokenGrant, CallError> {
    succeeded(reply)?;
    // The parser's own words are left out: they could quote a token.
    let unreadable = || CallError::unreadable(reply.http_status, "the token answer lacks a field");
    let fields: GrantFields = serde_json::from_slice(&reply.body).map_err(|_| unreadable())?;
    let life = |seconds: Option<u64>, unsaid| seconds.map_or(unsaid, Duration::from_secs);
    let scopes = fields.scope.split([',', ' ']).filter(|scope| !scope.is_empty());
    Ok(TokenGrant {
        open_id: fields.open_id,
        scopes: scopes.map(str::to_owned).collect(),
        access_token: fields.access_token,
        expires_in: life(fields.expires_in, ACCESS_LIFE_UNSAID),
        refresh_token: fields.refresh_token.or_else(|| sent.cloned()).ok_or_else(unreadable)?,
        refresh_expires_in: life(fields.refresh_expires_in, REFRESH_LIFE_UNSAID),
    })
}

/// OAuth succeeds with a 2xx that names no error; an error can come with HTTP 200.
fn succeeded(reply: &Reply) -> Result<(), CallError> {
    let names_error = Envelope::read(&reply.body).is_some_and(|envelope| envelope.names_error());
    if names_error || !(200..300).contains(&reply.http_status) {
        return Err(failure(Surface::OAuth, reply));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderMap;

    use super::*;
    use crate::CallErrorKind;

    fn read(http_status: u16, body: &str) -> Result<TokenGrant, CallError> {
        let reply = Reply { http_status, headers: HeaderMap::new(), body: body.to_owned().into() };
        read_grant(&reply, Some(&"rft.old".into()))
    }

    #[test]
    fn lifetimes_are_those_of_the_answer() {
        let grant = read(
            200,
            r#"{"open_id":"o","scope":"user.info.basic,video.publish","access_token":"act.1","expires_in":7200,
                "refresh_token":"rft.1","refresh_expires_in":"15552000","token_type":"Bearer","new":[1]}"#,
        );
        let grant = grant.unwrap();
        assert_eq!(grant.scopes, ["user.info.basic", "video.publish"]);
        assert_eq!(grant.expires_in.as_secs(), 7_200);
        assert_eq!(grant.refresh_token.expose_secret(), "rft.1");
        assert_eq!(grant.refresh_expires_in.as_secs(), 15_552_000);
    }

    #[test]
    fn a_spare_answer_does_not_lose_the_pair() {
        let grant = read(200, r#"{"open_id":"o","access_token":"act.1"}"#).unwrap();
        assert!(grant.scopes.is_empty());
        assert_eq!(grant.refresh_token.expose_secret(), "rft.old");
        assert_eq!((grant.expires_in, grant.refresh_expires_in), (ACCESS_LIFE_UNSAID, REFRESH_LIFE_UNSAID));
    }

    #[test]
    fn an_error_with_http_200_is_an_error() {
        let body = r#"{"error":"invalid_grant","error_description":"Refresh token is invalid","log_id":"L"}"#;
        let error = read(200, body).unwrap_err();
        assert_eq!(error.kind, CallErrorKind::GrantRejected);
        assert_eq!((error.code.as_deref(), error.log_id.as_deref()), (Some("invalid_grant"), Some("L")));
        assert_eq!(error.message, "Refresh token is invalid");
    }

    #[test]
    fn no_token_shows_in_debug_output_or_errors() {
        let grant = read(200, r#"{"open_id":"o","access_token":"act.1","refresh_token":"rft.1"}"#).unwrap();
        let shown = format!("{grant:?}");
        assert!(!shown.contains("act.1") && !shown.contains("rft.1"), "{shown}");

        let error = read(200, r#"{"open_id":["act.1"],"access_token":{"x":"act.1"}}"#).unwrap_err();
        let shown = format!("{error:?} {error}");
        assert_eq!(error.kind, CallErrorKind::Unreadable);
        assert!(!shown.contains("act.1"), "{shown}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(status in 100..600u16, body: Vec<u8>) {
            let reply = Reply { http_status: status, headers: HeaderMap::new(), body: body.into() };
            prop_assert!(read_grant(&reply, None).is_err());
        }
    }
}
