//! The operations over HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::operations::{Control, ControlError};
use crate::app::App;
use crate::creator::Creator;
use crate::fate::Fate;
use crate::fault::Fault;
use crate::report::Report;
use crate::settings::Settings;
use crate::tiktok::Tiktok;
use crate::tokens::TokenPair;
use crate::webhook::Event;

/// Everything under `/_control/`; the table in the README lists it.
pub(crate) fn router(tiktok: &Arc<Tiktok>) -> Router {
    let routes = Router::new()
        .route("/reset", post(reset))
        .route("/settings", get(settings).patch(patch_settings))
        .route("/app", get(app).put(put_app))
        .route("/creators", get(creators).post(add_creator))
        .route("/creators/{creator}", patch(patch_creator))
        .route("/creators/{creator}/tokens", post(grant))
        .route("/creators/{creator}/disconnect", post(disconnect))
        .route("/next-creator", put(set_next_creator))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/clock", get(clock))
        .route("/clock/advance", post(advance))
        .route("/posts/{publish_id}/fate", patch(patch_fate))
        .route("/webhooks", post(send_event))
        .route("/report", get(report))
        .with_state(Control::new(Arc::clone(tiktok)));
    Router::new().nest("/_control", routes)
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::UnknownCreator(_) | Self::UnknownPost(_) => StatusCode::NOT_FOUND,
            Self::CreatorExists(_) => StatusCode::CONFLICT,
            Self::RedirectUri(_) | Self::Patch(_) => StatusCode::BAD_REQUEST,
        };
        let source = std::error::Error::source(&self).map(ToString::to_string);
        (status, Json(json!({ "error": self.to_string(), "source": source }))).into_response()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NextCreator {
    creator: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scopes {
    scopes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    #[serde(default = "disconnected_by_the_user")]
    reason: u8,
}

const fn disconnected_by_the_user() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u64,
}

#[derive(Serialize)]
struct Now {
    now: Timestamp,
}

async fn reset(State(control): State<Control>) -> StatusCode {
    control.reset();
    StatusCode::NO_CONTENT
}

async fn settings(State(control): State<Control>) -> Json<Settings> {
    Json(control.settings())
}

async fn patch_settings(
    State(control): State<Control>,
    Json(patch): Json<Value>,
) -> Result<Json<Settings>, ControlError> {
    control.patch_settings(patch).map(Json)
}

async fn app(State(control): State<Control>) -> Json<App> {
    Json(control.app())
}

async fn put_app(State(control): State<Control>, Json(app): Json<App>) -> Result<StatusCode, ControlError> {
    control.put_app(app).map(|()| StatusCode::NO_CONTENT)
}

async fn creators(State(control): State<Control>) -> Json<Vec<Creator>> {
    Json(control.creators())
}

async fn add_creator(
    State(control): State<Control>,
    Json(creator): Json<Creator>,
) -> Result<(StatusCode, Json<Creator>), ControlError> {
    control.add_creator(creator).map(|creator| (StatusCode::CREATED, Json(creator)))
}

async fn patch_creator(
    State(control): State<Control>,
    Path(creator): Path<String>,
    Json(patch): Json<Value>,
) -> Result<Json<Creator>, ControlError> {
    control.patch_creator(&creator, patch).map(Json)
}

async fn grant(
    State(control): State<Control>,
    Path(creator): Path<String>,
    Json(Scopes { scopes }): Json<Scopes>,
) -> Result<Json<TokenPair>, ControlError> {
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    control.grant(&creator, &scopes).map(Json)
}

async fn disconnect(
    State(control): State<Control>,
    Path(creator): Path<String>,
    Json(Reason { reason }): Json<Reason>,
) -> Result<StatusCode, ControlError> {
    control.disconnect(&creator, reason).map(|()| StatusCode::NO_CONTENT)
}

async fn set_next_creator(
    State(control): State<Control>,
    Json(NextCreator { creator }): Json<NextCreator>,
) -> Result<StatusCode, ControlError> {
    control.set_next_creator(&creator).map(|()| StatusCode::NO_CONTENT)
}

async fn faults(State(control): State<Control>) -> Json<Vec<Fault>> {
    Json(control.faults())
}

async fn add_fault(State(control): State<Control>, Json(fault): Json<Fault>) -> StatusCode {
    control.add_fault(fault);
    StatusCode::CREATED
}

async fn clear_faults(State(control): State<Control>) -> StatusCode {
    control.clear_faults();
    StatusCode::NO_CONTENT
}

async fn clock(State(control): State<Control>) -> Json<Now> {
    Json(Now { now: control.now() })
}

async fn advance(State(control): State<Control>, Json(Advance { seconds }): Json<Advance>) -> Json<Now> {
    Json(Now { now: control.advance(Duration::from_secs(seconds)) })
}

async fn patch_fate(
    State(control): State<Control>,
    Path(publish_id): Path<String>,
    Json(patch): Json<Value>,
) -> Result<Json<Fate>, ControlError> {
    control.patch_fate(&publish_id, patch).map(Json)
}

async fn send_event(State(control): State<Control>, Json(event): Json<Event>) -> StatusCode {
    control.send_event(event);
    StatusCode::ACCEPTED
}

async fn report(State(control): State<Control>) -> Json<Report> {
    Json(control.report())
}
