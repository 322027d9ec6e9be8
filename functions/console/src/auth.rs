//! Signing in and out, and who is believed.
//!
//! Who somebody is, the issuer says (OpenID Connect, authorization code with PKCE). A session is a cookie that is signed and
//! kept nowhere; only one that was ended before its time is remembered, so that it stays ended. What its owner may do is
//! decided anew with every request, by the rules that are deployed then.

mod attempt;
mod cookie;
mod ended;
mod fetch;
mod guard;
mod issuer;
mod kept;
mod lock;
mod origin;
mod people;
mod refusal;
mod return_to;
mod session;
mod sign_in;
mod sign_out;

#[cfg(test)]
mod tests;

pub use ended::EndedSessions;
pub(crate) use guard::guard;
pub use people::{People, PeopleError};
pub(crate) use sign_in::CALLBACK;

use crate::{Console, Settings};
use adapters::{ConsoleSecret, ConsoleSecrets, StoreError};
use axum::Router;
use axum::routing::{get, post};
use issuer::Issuer;
use jiff::SignedDuration;
use kept::Kept;
use runtime::Clock;
use std::sync::Arc;

/// How long the console's secret is kept before it is read again: as long as an operator who has filled it in may wait.
const SECRET_LIFE: SignedDuration = SignedDuration::from_mins(5);

/// What is needed to tell who somebody is. Clones share what was read.
#[derive(Clone)]
pub struct Auth {
    issuer: Arc<Issuer>,
    ended: Arc<dyn EndedSessions>,
    secrets: Arc<dyn ConsoleSecrets>,
    secret: Arc<Kept<ConsoleSecret>>,
    clock: Clock,
}

impl Auth {
    /// Nothing is asked of anybody yet, so that a start is quick and a page that needs no issuer never waits for it.
    pub fn new(
        settings: &Settings,
        secrets: Arc<dyn ConsoleSecrets>,
        ended: Arc<dyn EndedSessions>,
        clock: Clock,
    ) -> Self {
        let issuer = Arc::new(Issuer::new(settings, clock.clone()));
        Self { issuer, ended, secrets, secret: Arc::default(), clock }
    }

    async fn secret(&self) -> Result<Arc<ConsoleSecret>, StoreError> {
        self.secret.get(self.clock.now(), SECRET_LIFE, || self.secrets.console()).await
    }
}

pub(crate) fn routes() -> Router<Console> {
    Router::new()
        .route(sign_in::PAGE, get(sign_in::page))
        .route("/sign-in/go", get(sign_in::begin))
        .route(sign_in::CALLBACK, get(sign_in::finish))
        .route("/sign-out", post(sign_out::sign_out))
}
