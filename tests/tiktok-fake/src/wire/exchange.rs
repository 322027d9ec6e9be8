//! What happens around every call: it is recorded, and its faults are applied.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;

use super::call::Call;
use super::{caller, envelope, oauth_error};
use crate::connection::Connection;
use crate::fault::{Effect, Endpoint, FaultAction};
use crate::report::RequestRecord;
use crate::tiktok::Tiktok;

/// Records the call, applies its faults, and lets the endpoint answer.
pub(super) async fn exchange(
    State((tiktok, endpoint)): State<(Arc<Tiktok>, Option<Endpoint>)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    mut request: Request,
    next: Next,
) -> Response {
    let record = record(&tiktok, endpoint, &request, connection.peer);
    let faults = CallFaults::of(tiktok.world().faults.take_due(&record));
    let number = tiktok.log().open(record);
    let call = Call {
        number,
        tiktok,
        endpoint,
        scissors: connection.scissors,
        drop_after_bytes: faults.drop_after_bytes,
    };
    request.extensions_mut().insert(call.clone());

    tokio::time::sleep(faults.delay_before).await;
    let response = match &faults.ending {
        Some((Effect::None, ending)) => {
            if let Ending::Answer { .. } = ending {
                drain(request.into_body()).await;
            }
            end(&call, ending)
        }
        Some((Effect::Done, ending)) => {
            next.run(request).await;
            end(&call, ending)
        }
        None => next.run(request).await,
    };
    tokio::time::sleep(faults.delay_after).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        call.violated("a method that the path does not have");
    }
    if !call.scissors.is_cut() {
        call.answered(response.status().as_u16());
    }
    response
}

/// A path that TikTok does not have.
pub(super) async fn not_found(Extension(call): Extension<Call>) -> StatusCode {
    call.violated("no such path");
    StatusCode::NOT_FOUND
}

/// Reads a body to its end and forgets it, so that a refusal reaches a client that is still sending.
pub(super) async fn drain(body: Body) {
    let mut frames = body.into_data_stream();
    while let Some(Ok(_)) = frames.next().await {}
}

/// The faults of one call, sorted by what they concern.
#[derive(Default)]
struct CallFaults {
    delay_before: Duration,
    delay_after: Duration,
    drop_after_bytes: Option<u64>,
    ending: Option<(Effect, Ending)>,
}

/// Instead of the real answer.
enum Ending {
    Answer { status: u16, error_code: Option<String>, headers: BTreeMap<String, String> },
    Drop,
}

impl CallFaults {
    /// Delays add up; of several endings the first holds.
    fn of(actions: Vec<FaultAction>) -> Self {
        let mut faults = Self::default();
        for action in actions {
            match action {
                FaultAction::Answer { status, error_code, headers, effect } => {
                    faults.ending.get_or_insert((effect, Ending::Answer { status, error_code, headers }));
                }
                FaultAction::Delay { ms, effect: Effect::None } => {
                    faults.delay_before += Duration::from_millis(ms)
                }
                FaultAction::Delay { ms, effect: Effect::Done } => {
                    faults.delay_after += Duration::from_millis(ms)
                }
                FaultAction::Drop { effect } => {
                    faults.ending.get_or_insert((effect, Ending::Drop));
                }
                FaultAction::DropUpload { after_bytes } => faults.drop_after_bytes = Some(after_bytes),
            }
        }
        faults
    }
}

fn record(tiktok: &Tiktok, endpoint: Option<Endpoint>, request: &Request, peer: SocketAddr) -> RequestRecord {
    let time = tiktok.clock.now();
    RequestRecord {
        time,
        peer,
        endpoint,
        creator: caller::open_id(&tiktok.world(), time, request).map(str::to_owned),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        fields: BTreeMap::new(),
        http_status: None,
        error_code: None,
    }
}

fn end(call: &Call, ending: &Ending) -> Response {
    let (status, error_code, headers) = match ending {
        Ending::Drop => {
            call.scissors.cut();
            return StatusCode::OK.into_response();
        }
        Ending::Answer { status, error_code, headers } => (*status, error_code.as_deref(), headers),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = faulty_answer(call, status, error_code);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn faulty_answer(call: &Call, status: StatusCode, error_code: Option<&str>) -> Response {
    match call.endpoint {
        Some(Endpoint::Token | Endpoint::Revoke) => {
            oauth_error::write(call, status, error_code.unwrap_or("server_error"), "a fault of the fake")
        }
        Some(Endpoint::UserInfo | Endpoint::CreatorInfo | Endpoint::Init | Endpoint::Status) => {
            envelope::write_error(call, status, error_code.unwrap_or("internal_error"), "a fault of the fake")
        }
        Some(Endpoint::Authorize | Endpoint::Upload) | None => status.into_response(),
    }
}
