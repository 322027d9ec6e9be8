//! `GET /v2/user/info/`.

use axum::Extension;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::avatar;
use super::call::Call;
use super::refusal::{Code, Refusal};
use super::{bearer, envelope};

const SCOPE: &str = "user.info.basic";

/// The profile: the fields that are asked for, and no others.
pub(super) async fn user_info(
    Extension(call): Extension<Call>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let outcome = profile(&call, &headers, query.as_deref().unwrap_or_default());
    envelope::answer(&call, outcome)
}

fn profile(call: &Call, headers: &HeaderMap, query: &str) -> Result<Value, Refusal> {
    let now = call.tiktok.clock.now();
    let creator = bearer::creator(&call.tiktok.world(), now, headers, SCOPE)?;
    call.note("open_id", creator.open_id.clone());
    let fields = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "fields");
    let fields = fields.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty());
    let fields = fields.ok_or_else(|| Refusal::new(Code::InvalidParams, "The fields are missing"))?;
    call.note("fields", fields.clone());

    let mut user = Map::new();
    for field in fields.split(',') {
        let value = match field {
            "open_id" => json!(creator.open_id),
            "union_id" => json!(creator.union_id),
            "avatar_url" | "avatar_url_100" | "avatar_large_url" => {
                json!(avatar::url(&call.tiktok, now, &creator))
            }
            "display_name" => json!(creator.nickname),
            _ => return Err(Refusal::new(Code::InvalidParams, format!("The field {field:?} is invalid"))),
        };
        user.insert(field.to_owned(), value);
    }
    Ok(json!({ "user": user }))
}
