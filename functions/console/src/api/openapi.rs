//! The API's description of itself, generated from its routes and types.

use super::schema::{Options, Privacy, StateName};
use serde_json::Value;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{OpenApi, SecurityRequirement, Server};
use utoipa::{Modify, OpenApi as Describe};

/// Where the API lies.
const ROOT: &str = "/api/v1";

/// The names of what proves who calls.
const SESSION: &str = "session";
const CSRF: &str = "csrf";

#[derive(Describe)]
#[openapi(
    info(
        title = "Reeldrop",
        version = env!("CARGO_PKG_VERSION"),
        description = "What the console's pages do, for programs: posts, accounts and uploads. Whoever signs in as a creator \
                       sees nothing but the accounts that they have connected: anything else is not there.",
    ),
    components(schemas(Options, Privacy, StateName)),
    tags(
        (name = "posts", description = "Posts: lists of them, each by itself, and what may be done with them."),
        (name = "uploads", description = "Videos on their way from the browser to the bucket, in parts."),
        (name = "accounts", description = "Accounts, connecting and disconnecting them."),
        (name = "batch", description = "Many posts at once."),
        (name = "audit", description = "TikTok's audit of the app."),
        (name = "session", description = "Who is signed in."),
    ),
    modifiers(&Proofs),
)]
struct Document;

struct Proofs;

impl Modify for Proofs {
    fn modify(&self, document: &mut OpenApi) {
        document.servers = Some(vec![Server::new(ROOT)]);
        let components = document.components.get_or_insert_default();
        let session = ApiKeyValue::with_description(
            "__Host-reeldrop-session",
            "Set by signing in. The local deployment, which has no TLS, calls it reeldrop-session.",
        );
        components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(session)));
        let csrf = ApiKeyValue::with_description(
            "x-csrf-token",
            "Demanded with every change; the session tells it.",
        );
        components.add_security_scheme(CSRF, SecurityScheme::ApiKey(ApiKey::Header(csrf)));
        let nothing: [&str; 0] = [];
        let proofs = SecurityRequirement::new(SESSION, nothing).add(CSRF, nothing);
        document.security = Some(vec![proofs]);
    }
}

/// What stands in the description beside the routes.
pub(super) fn description() -> OpenApi {
    Document::openapi()
}

/// The description as it is served. The options' schema is put in as it is published.
pub(super) fn text(document: &OpenApi) -> String {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    if let Ok(options) = Options::component() {
        document["components"]["schemas"]["Options"] = options;
    }
    Value::to_string(&document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::documented;
    use std::collections::BTreeSet;

    fn document() -> Value {
        serde_json::from_str(&text(&documented().into_openapi())).unwrap()
    }

    fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
        let paths = document["paths"].as_object().unwrap().iter();
        paths.flat_map(|(path, item)| {
            let operations = item.as_object().unwrap().iter();
            operations.map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
    }

    /// Every `$ref` in the document.
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn everything_that_is_named_is_described() {
        let document = document();
        assert_eq!(document["openapi"], "3.1.0");
        let mut named = BTreeSet::new();
        references(&document, &mut named);
        assert!(named.len() > 15, "{named:?}");
        for name in named {
            let pointer = name.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{name} is not described");
        }
    }

    #[test]
    fn every_operation_says_what_it_does_and_how_it_refuses() {
        let document = document();
        let mut ids = BTreeSet::new();
        for (name, operation) in operations(&document) {
            assert!(operation["summary"].as_str().is_some_and(|summary| summary.len() > 10), "{name}");
            assert!(operation["responses"]["4XX"].is_object(), "{name}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{name}: its id is taken");
        }
    }

    #[test]
    fn the_options_are_described_as_the_sidecar_is() {
        let options = &document()["components"]["schemas"]["Options"];
        assert_eq!(options["additionalProperties"], false);
        assert_eq!(options["properties"].as_object().unwrap().len(), 11);
    }
}
