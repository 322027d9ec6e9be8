//! The secrets of a deployment, to look for them where they must not be.

use super::{Outcome, Stage, told};
use aws_sdk_secretsmanager::Client;
use serde_json::Value;

/// The fields of all secrets that are secret themselves.
const SECRET_FIELDS: [&str; 5] =
    ["client_secret", "connect_key", "access_token", "refresh_token", "session_key"];

/// The versions of a secret that can be read.
const VERSIONS: [&str; 2] = ["AWSCURRENT", "AWSPREVIOUS"];

/// How TikTok's tokens begin. More have come and gone than are stored.
const TOKEN_PREFIXES: [&str; 2] = ["act.", "rft."];

/// A token has more letters and digits behind its prefix than any word.
const TOKEN_CHARS_MIN: usize = 20;

/// What the query of an `upload_url` and the exchange of a code carry.
const CREDENTIALS: [&str; 2] = ["upload_token=", "code_verifier="];

/// A secret, and what it is.
pub(crate) struct Secret {
    what: &'static str,
    value: String,
}

/// Every secret that is stored now, or was before the last change.
pub(crate) async fn known(stage: &Stage) -> Outcome<Vec<Secret>> {
    let client = Client::new(&stage.deployment.aws());
    let entries = client.list_secrets().into_paginator().send();
    let pages = entries.collect::<Result<Vec<_>, _>>().await.map_err(told)?;
    let names = pages
        .into_iter()
        .flat_map(|page| page.secret_list.unwrap_or_default())
        .filter_map(|entry| entry.name);
    let mut known = Vec::new();
    for name in names {
        for version in VERSIONS {
            let get = client.get_secret_value().secret_id(&name).version_stage(version).send().await;
            // A secret that never changed has no version before this one.
            let text = get.ok().and_then(|secret| secret.secret_string).unwrap_or_default();
            known.extend(secrets_of(&text));
        }
    }
    // What is looked for must at least be found where it is.
    let found = |prefix: &&str| known.iter().any(|secret| holds_token(&secret.value, prefix));
    match TOKEN_PREFIXES.iter().find(|prefix| !found(prefix)) {
        None => Ok(known),
        Some(prefix) => Err(format!("no token that begins with {prefix} is stored").into()),
    }
}

fn secrets_of(json: &str) -> impl Iterator<Item = Secret> {
    let fields: Value = serde_json::from_str(json).unwrap_or_default();
    let secret = move |what| Some(Secret { what, value: fields[what].as_str()?.to_owned() });
    // The template leaves the app secret's fields empty for the operator.
    SECRET_FIELDS.into_iter().filter_map(secret).filter(|secret| !secret.value.is_empty())
}

/// What of all secrets is in a text.
pub(crate) fn in_text(secrets: &[Secret], text: &str) -> Option<&'static str> {
    let stored = secrets.iter().find(|secret| text.contains(&secret.value)).map(|secret| secret.what);
    let token = TOKEN_PREFIXES.into_iter().find(|prefix| holds_token(text, prefix));
    stored.or(token).or_else(|| CREDENTIALS.into_iter().find(|credential| text.contains(credential)))
}

fn holds_token(text: &str, prefix: &str) -> bool {
    let behind = text.match_indices(prefix).map(|(at, _)| &text[at + prefix.len()..]);
    behind
        .map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).count())
        .any(|chars| chars >= TOKEN_CHARS_MIN)
}
