//! How this TikTok behaves, as far as TikTok's documents or reports allow it to vary.

use serde::{Deserialize, Serialize};

use crate::fate::Fate;

/// How this TikTok behaves. Each field may be changed while it runs.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Creators consent at once, without the page; a creator's own `consent` goes first.
    pub auto_consent: bool,
    /// Refuse an authorization without PKCE.
    pub pkce_required: bool,
    /// The life of an authorization code in seconds.
    pub code_seconds: u64,
    /// The life of an access token in seconds.
    pub access_seconds: u64,
    /// The life of a refresh token in seconds.
    pub refresh_seconds: u64,
    /// A refresh gives a new refresh token and ends the old one, as since Nov 2026.
    pub rotate_refresh_tokens: bool,
    /// Errors of the token endpoint arrive with HTTP 200 instead of 4xx.
    pub oauth_errors_with_http_200: bool,
    /// The app passed TikTok's audit.
    pub audited: bool,
    /// An unaudited app is offered `SELF_ONLY` alone, whatever the account.
    pub unaudited_sees_only_self: bool,
    /// Creators for whom an unaudited app may post in any 24 hours.
    pub unaudited_creator_cap: u32,
    /// Creators for whom an audited app may post in any 24 hours; no cap where `None`.
    pub active_user_cap: Option<u32>,
    /// Posts of one creator in any 24 hours.
    pub daily_post_cap: u32,
    /// Calls of creator_info and init together, per creator in any 60 seconds.
    pub publish_calls_per_minute: u32,
    /// Calls of status/fetch, per creator in any 60 seconds.
    pub status_calls_per_minute: u32,
    /// A 429 carries `X-RateLimit-Limit`, `-Remaining` and `-Reset`.
    pub rate_limit_headers: bool,
    /// How the envelope spells the id of a log entry: `log_id`, or `logid` as on some pages.
    pub log_id_field: String,
    /// How a bad parameter is called: `invalid_params`, or `invalid_param` as on some pages.
    pub invalid_params_code: String,
    /// The life of an `upload_url` in seconds.
    pub upload_url_seconds: u64,
    /// The status that answers the last chunk: 201, though 200 was seen too.
    pub last_chunk_status: u16,
    /// status/fetch counts the bytes of an upload.
    pub counts_uploaded_bytes: bool,
    /// What becomes of a video that is uploaded from now on.
    pub fate: Fate,
    /// Where events are sent, and how stubbornly.
    pub webhook: WebhookSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            auto_consent: false,
            pkce_required: false,
            code_seconds: 300,
            access_seconds: 7_200,
            refresh_seconds: 15_552_000,
            rotate_refresh_tokens: true,
            oauth_errors_with_http_200: true,
            audited: true,
            unaudited_sees_only_self: true,
            unaudited_creator_cap: 5,
            active_user_cap: None,
            daily_post_cap: 15,
            publish_calls_per_minute: 6,
            status_calls_per_minute: 30,
            rate_limit_headers: true,
            log_id_field: "log_id".to_owned(),
            invalid_params_code: "invalid_params".to_owned(),
            upload_url_seconds: 3_600,
            last_chunk_status: 201,
            counts_uploaded_bytes: true,
            fate: Fate::default(),
            webhook: WebhookSettings::default(),
        }
    }
}

/// Where events are sent, and how stubbornly.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookSettings {
    /// The app's one callback URL; nothing is sent where `None`.
    pub url: Option<String>,
    /// How often each event is sent although the first was answered with 200.
    pub copies: u32,
    /// How often one event is sent until it is answered with 200. TikTok goes on for 72 hours.
    pub attempts: u32,
    /// Seconds of the fake's time between two attempts.
    pub retry_seconds: u64,
    /// Say `publicaly_available`, as some of TikTok's pages do.
    pub publicaly: bool,
}

impl Default for WebhookSettings {
    fn default() -> Self {
        Self { url: None, copies: 1, attempts: 4, retry_seconds: 1, publicaly: false }
    }
}
