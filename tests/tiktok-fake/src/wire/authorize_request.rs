//! The query of the consent page, read strictly.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

use super::oauth_error::{OauthCode, OauthError};
use crate::app::App;
use crate::settings::Settings;

/// The scopes that an app can ask for.
const SCOPES: [&str; 6] = [
    "user.info.basic",
    "user.info.profile",
    "user.info.stats",
    "video.list",
    "video.publish",
    "video.upload",
];

const PARAMETERS: [&str; 8] = [
    "client_key",
    "code_challenge",
    "code_challenge_method",
    "disable_auto_auth",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
];

/// A hex SHA-256 has so many characters; a base64url one has 43.
const CHALLENGE_LENGTH: usize = 64;

/// What an app asks a creator for.
#[derive(Debug)]
pub(super) struct AuthorizeRequest {
    pub(super) scopes: Vec<String>,
    pub(super) back: WayBack,
    /// The hex SHA-256 of the verifier, where the app uses PKCE.
    pub(super) challenge: Option<String>,
    /// Always ask: never re-link the creator who is logged in.
    pub(super) disable_auto_auth: bool,
}

/// Where the creator is sent back to.
#[derive(Clone, Debug)]
pub(super) struct WayBack {
    pub(super) redirect_uri: String,
    state: String,
}

/// A request that does not reach the creator.
#[derive(Debug)]
pub(super) enum Unauthorizable {
    /// It cannot be sent back, because where to is in doubt: shown on the page.
    OnPage(String),
    /// Sent back to the app.
    SentBack(WayBack, OauthError),
}

impl WayBack {
    /// The redirect after consent. Everything but letters and digits is percent-encoded.
    pub(super) fn with_code(&self, code: &str, scopes: &[String]) -> String {
        self.with(&[("code", code), ("scopes", &scopes.join(",")), ("state", &self.state)])
    }

    /// The redirect after a refusal.
    pub(super) fn with_error(&self, error: &OauthError) -> String {
        let description = &error.description;
        self.with(&[("error", error.code.text()), ("error_description", description), ("state", &self.state)])
    }

    fn with(&self, parameters: &[(&str, &str)]) -> String {
        let encoded = parameters
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        format!("{}?{}", self.redirect_uri, encoded.collect::<Vec<_>>().join("&"))
    }
}

/// Reads the query of the consent page.
pub(super) fn read(query: &str, app: &App, settings: &Settings) -> Result<AuthorizeRequest, Unauthorizable> {
    let parameters = parameters(query).map_err(Unauthorizable::OnPage)?;
    let back = way_back(&parameters, app).map_err(Unauthorizable::OnPage)?;
    let send_back = |error| Unauthorizable::SentBack(back.clone(), error);

    check_response_type(&parameters).map_err(send_back)?;
    Ok(AuthorizeRequest {
        scopes: scopes(&parameters).map_err(send_back)?,
        challenge: challenge(&parameters, settings.pkce_required).map_err(send_back)?,
        disable_auto_auth: disable_auto_auth(&parameters).map_err(send_back)?,
        back,
    })
}

type Parameters = BTreeMap<String, String>;

fn parameters(query: &str) -> Result<Parameters, String> {
    let mut parameters = Parameters::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
        if !PARAMETERS.contains(&name.as_str()) {
            return Err(format!("the parameter {name} does not exist"));
        }
        if parameters.insert(name.clone(), value).is_some() {
            return Err(format!("the parameter {name} appears twice"));
        }
    }
    Ok(parameters)
}

fn way_back(parameters: &Parameters, app: &App) -> Result<WayBack, String> {
    let required = |name: &str| {
        let value = parameters.get(name).filter(|value| !value.is_empty());
        value.cloned().ok_or_else(|| format!("the parameter {name} is missing"))
    };
    if required("client_key")? != app.client_key {
        return Err("no app has this client_key".to_owned());
    }
    let redirect_uri = required("redirect_uri")?;
    if !app.redirect_uris.contains(&redirect_uri) {
        return Err("the redirect_uri is not registered (PUT /_control/app registers it)".to_owned());
    }
    Ok(WayBack { redirect_uri, state: required("state")? })
}

fn check_response_type(parameters: &Parameters) -> Result<(), OauthError> {
    match parameters.get("response_type").map(String::as_str) {
        Some("code") => Ok(()),
        Some(_) => Err(OauthError::new(OauthCode::UnsupportedResponseType, "the response_type is not code")),
        None => Err(OauthError::new(OauthCode::InvalidRequest, "the response_type is missing")),
    }
}

fn scopes(parameters: &Parameters) -> Result<Vec<String>, OauthError> {
    let invalid = |what: String| OauthError::new(OauthCode::InvalidScope, what);
    let text = parameters.get("scope").ok_or_else(|| invalid("the scope is missing".to_owned()))?;
    let scopes: Vec<String> = text.split(',').map(str::to_owned).collect();
    match scopes.iter().find(|scope| !SCOPES.contains(&scope.as_str())) {
        Some(unknown) => {
            Err(invalid(format!("{unknown:?} is no scope; scopes are separated by commas alone")))
        }
        None => Ok(scopes),
    }
}

fn challenge(parameters: &Parameters, required: bool) -> Result<Option<String>, OauthError> {
    let invalid = |what: &str| Err(OauthError::new(OauthCode::InvalidRequest, what));
    let method = parameters.get("code_challenge_method").map(String::as_str);
    match (parameters.get("code_challenge"), method) {
        (None, None) if required => invalid("the code_challenge is missing"),
        (None, None) => Ok(None),
        (Some(challenge), Some("S256")) if is_hex_sha256(challenge) => {
            Ok(Some(challenge.to_ascii_lowercase()))
        }
        (Some(_), Some("S256")) => invalid("the code_challenge is not the hex sha-256 of a verifier"),
        (Some(_), _) => invalid("the code_challenge_method is not S256"),
        (None, Some(_)) => invalid("a code_challenge_method without a code_challenge"),
    }
}

fn is_hex_sha256(challenge: &str) -> bool {
    challenge.len() == CHALLENGE_LENGTH && challenge.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn disable_auto_auth(parameters: &Parameters) -> Result<bool, OauthError> {
    match parameters.get("disable_auto_auth").map(String::as_str) {
        Some("1") => Ok(true),
        Some("0") | None => Ok(false),
        Some(_) => Err(OauthError::new(OauthCode::InvalidRequest, "disable_auto_auth is neither 0 nor 1")),
    }
}
