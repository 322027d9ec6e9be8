//! Who calls: the access token and its scope.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use jiff::Timestamp;

use super::refusal::{Code, Refusal};
use crate::creator::Creator;
use crate::tokens::Presented;
use crate::world::World;

/// The creator whose access token this is, if it holds and grants the scope.
pub(super) fn creator(
    world: &World,
    now: Timestamp,
    headers: &HeaderMap,
    scope: &str,
) -> Result<Creator, Refusal> {
    let token = token(headers)
        .ok_or_else(|| Refusal::violation(Code::AccessTokenInvalid, "a call without a bearer token"))?;
    let grant = match world.tokens.present_access(now, token) {
        Presented::Valid(grant) => grant,
        Presented::Ended => {
            return Err(Refusal::new(Code::AccessTokenInvalid, "The access token is invalid or has expired"));
        }
        Presented::Unknown => {
            return Err(Refusal::violation(
                Code::AccessTokenInvalid,
                "a call with a token that was never issued",
            ));
        }
    };
    if !grant.scopes.iter().any(|granted| granted == scope) {
        return Err(Refusal::new(Code::ScopeNotAuthorized, format!("The creator did not authorize {scope}")));
    }
    let gone = || Refusal::new(Code::AccessTokenInvalid, "The creator does not exist any more");
    world.creator(&grant.open_id).cloned().ok_or_else(gone)
}

/// The token of a call, whatever it is worth.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}
