//! The API's description, made of its operations and types and held against the one that is published and served.

use super::schema::{Options, Privacy, StateName};
use super::{
    account, act, audit, batch, create, hashtags, list, operations, read, session, thumbnail, uploads,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
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
    paths(
        account::connect::connect,
        account::creator_info::creator_info,
        account::connect::disconnect,
        account::list::list,
        account::list::read,
        act::cancel,
        act::choose,
        act::reschedule,
        act::retry,
        audit::audit,
        batch::check,
        create::create,
        hashtags::hashtags,
        list::list,
        read::read,
        session::session,
        thumbnail::put_thumbnail,
        thumbnail::thumbnail,
        uploads::parts::abort,
        uploads::begin::begin,
        uploads::parts::part_urls,
        uploads::parts::parts,
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

/// The published schema of a sidecar, which a test of the domain holds against its type.
const SIDECAR: &str = include_str!("../../../../docs/sidecar.schema.json");

/// The description as it is published.
const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

/// Set to write the description anew instead of comparing it.
const UPDATE_VARIABLE: &str = "REELDROP_UPDATE_DOCS";

/// The description. The options' schema is put in as it is published.
fn document() -> Value {
    let mut document = serde_json::to_value(Document::openapi()).unwrap();
    document["components"]["schemas"]["Options"] = options();
    document
}

/// The sidecar's schema as a component of the document.
fn options() -> Value {
    let here = SIDECAR.replace("#/$defs/PrivacyLevel", "#/components/schemas/PrivacyLevel");
    let mut schema: Value = serde_json::from_str(&here).unwrap();
    schema.as_object_mut().unwrap().retain(|name, _| !matches!(name.as_str(), "$schema" | "$defs" | "title"));
    schema["description"] = json!(
        "How a video is to be posted: the fields of a sidecar. Only `privacy_level` and `music_usage_confirmed` have no default."
    );
    schema
}

#[test]
fn the_published_description_is_that_of_the_code() {
    let document = document();
    if is_to_be_written() {
        std::fs::write(PUBLISHED, serde_json::to_string_pretty(&document).unwrap() + "\n").unwrap();
    }
    // As JSON: other crates of the workspace decide in which order serde_json keeps the fields.
    let published = std::fs::read_to_string(PUBLISHED).unwrap_or_default();
    let published: Value = serde_json::from_str(&published).unwrap_or_default();
    let package = concat!(env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION"));
    assert!(published == document, "{UPDATE_VARIABLE}=1 cargo test -p {package} writes it anew");
}

#[expect(clippy::disallowed_methods, reason = "this is no setting of the system, and is read once")]
fn is_to_be_written() -> bool {
    std::env::var_os(UPDATE_VARIABLE).is_some()
}

#[test]
fn every_path_that_is_routed_is_described() {
    let routed = operations().map(|(path, _)| path.to_owned());
    let described = document()["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(BTreeSet::from(routed), described);
}

fn described(document: &Value) -> impl Iterator<Item = (String, &Value)> {
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
    for (name, operation) in described(&document) {
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
