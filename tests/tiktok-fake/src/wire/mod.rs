//! TikTok's endpoints. Paths, fields and answers are exactly those of `open.tiktokapis.com` and `www.tiktok.com`.

mod allowance;
mod authorize;
mod authorize_request;
mod avatar;
mod bearer;
mod call;
mod caller;
mod consent_page;
mod creator_info;
mod envelope;
mod exchange;
mod form;
mod init;
mod init_request;
mod json_body;
mod oauth_error;
mod refusal;
mod revoke;
mod status;
mod token;
mod upload;
mod upload_request;
mod user_info;

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post, put};

use crate::fault::Endpoint;
use crate::tiktok::Tiktok;

/// The path of an `upload_url`; its query is the credential.
const UPLOAD_PATH: &str = "/video/";
/// The consent page.
const AUTHORIZE_PATH: &str = "/v2/auth/authorize/";

/// Every path that TikTok has, and the record of calls to those that it has not.
pub(crate) fn router(tiktok: &Arc<Tiktok>) -> Router {
    let recorded = |endpoint: Endpoint, route: MethodRouter<Arc<Tiktok>>| {
        route.layer(from_fn_with_state((Arc::clone(tiktok), Some(endpoint)), exchange::exchange))
    };
    let lost = exchange::not_found.layer(from_fn_with_state((Arc::clone(tiktok), None), exchange::exchange));
    let authorize = get(authorize::page).post(authorize::decide);
    Router::new()
        .route(AUTHORIZE_PATH, recorded(Endpoint::Authorize, authorize))
        .route("/v2/oauth/token/", recorded(Endpoint::Token, post(token::token)))
        .route("/v2/oauth/revoke/", recorded(Endpoint::Revoke, post(revoke::revoke)))
        .route("/v2/user/info/", recorded(Endpoint::UserInfo, get(user_info::user_info)))
        .route(
            "/v2/post/publish/creator_info/query/",
            recorded(Endpoint::CreatorInfo, post(creator_info::creator_info)),
        )
        .route("/v2/post/publish/video/init/", recorded(Endpoint::Init, post(init::init)))
        .route("/v2/post/publish/status/fetch/", recorded(Endpoint::Status, post(status::status)))
        .route(UPLOAD_PATH, recorded(Endpoint::Upload, put(upload::upload)))
        .route(avatar::ROUTE, get(avatar::avatar))
        .fallback_service(lost.with_state(Arc::clone(tiktok)))
        .with_state(Arc::clone(tiktok))
}
