//! The way to the consent page.

use url::Url;

use crate::TikTok;

/// What the consent page is asked for.
#[derive(Clone, Debug)]
pub struct AuthorizeRequest<'a> {
    /// The app's `client_key`.
    pub client_key: &'a str,
    /// One of the app's registered redirect URIs, to the letter.
    pub redirect_uri: &'a str,
    /// For Direct Post `video.publish`, for the profile `user.info.basic`. The creator may switch single ones off.
    pub scopes: &'a [&'a str],
    /// Echoed back by the callback; random, used once, and tied to the creator's browser by the caller.
    pub state: &'a str,
    /// From [`Pkce::challenge`](crate::Pkce::challenge), where PKCE is used.
    pub code_challenge: Option<String>,
}

impl TikTok {
    /// The URL to send a creator's browser to. The page is always shown (`disable_auto_auth=1`); without that,
    /// connecting a second account would silently connect the one that is logged in once more.
    #[must_use]
    pub fn authorize_url(&self, request: &AuthorizeRequest<'_>) -> Url {
        let mut url = self.endpoints().authorize.clone();
        let mut query = url.query_pairs_mut();
        query
            .append_pair("client_key", request.client_key)
            .append_pair("response_type", "code")
            .append_pair("scope", &request.scopes.join(","))
            .append_pair("redirect_uri", request.redirect_uri)
            .append_pair("state", request.state)
            .append_pair("disable_auto_auth", "1");
        if let Some(challenge) = &request.code_challenge {
            query.append_pair("code_challenge", challenge).append_pair("code_challenge_method", "S256");
        }
        drop(query);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Endpoints;

    fn url(code_challenge: Option<String>) -> Url {
        let tiktok = TikTok::new(Endpoints::production());
        tiktok.unwrap().authorize_url(&AuthorizeRequest {
            client_key: "key",
            redirect_uri: "https://app.example/oauth/callback",
            scopes: &["user.info.basic", "video.publish"],
            state: "a&b",
            code_challenge,
        })
    }

    #[test]
    fn the_consent_page_is_always_shown_and_scopes_are_joined_by_commas() {
        assert_eq!(
            url(None).as_str(),
            "https://www.tiktok.com/v2/auth/authorize/?client_key=key&response_type=code\
             &scope=user.info.basic%2Cvideo.publish&redirect_uri=https%3A%2F%2Fapp.example%2Foauth%2Fcallback\
             &state=a%26b&disable_auto_auth=1"
        );
    }

    #[test]
    fn a_challenge_comes_with_its_method() {
        let url = url(Some("c0ffee".to_owned()));
        assert!(url.as_str().ends_with("&code_challenge=c0ffee&code_challenge_method=S256"));
    }
}
