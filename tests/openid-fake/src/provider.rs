//! Starting, steering and stopping a fake.

use crate::code::Codes;
use crate::key::Key;
use crate::lie::Lie;
use crate::person::Person;
use crate::wire;
use aws_lc_rs::error::Unspecified;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the one client is called.
pub const CLIENT_ID: &str = "reeldrop-console";

/// What a fake starts with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The port on 127.0.0.1; 0 = any free one.
    pub port: u16,
    /// Who can sign in.
    pub people: Vec<Person>,
    /// What the client has to prove itself with, where it is no public one.
    pub client_secret: Option<String>,
}

/// Why a fake did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The port is taken or forbidden.
    #[error("port {port} on 127.0.0.1 cannot be bound")]
    Bind {
        /// The port that was asked for.
        port: u16,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The system has no randomness to give.
    #[error("no signing key can be made")]
    Key(#[source] Unspecified),
}

/// A running fake. It derefs to its [`Control`], and stops when it is dropped.
#[derive(Debug)]
pub struct OpenIdFake {
    control: Control,
    server: JoinHandle<()>,
}

/// What a test does with a fake. Clones steer the same one.
#[derive(Clone)]
pub struct Control(Arc<Provider>);

/// The provider itself.
pub(crate) struct Provider {
    pub(crate) url: String,
    pub(crate) client_secret: Option<String>,
    state: Mutex<State>,
}

pub(crate) struct State {
    pub(crate) people: Vec<Person>,
    pub(crate) redirect_uris: BTreeSet<String>,
    pub(crate) codes: Codes,
    pub(crate) key: Key,
    pub(crate) lie: Option<Lie>,
}

impl OpenIdFake {
    /// Starts it.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(start: Start) -> Result<Self, StartError> {
        let Start { port, people, client_secret } = start;
        let bind = |source| StartError::Bind { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(bind)?;
        let address = listener.local_addr().map_err(bind)?;
        let state = State {
            people,
            redirect_uris: BTreeSet::new(),
            codes: Codes::default(),
            key: Key::random().map_err(StartError::Key)?,
            lie: None,
        };
        let provider = Provider { url: format!("http://{address}"), client_secret, state: Mutex::new(state) };
        let provider = Arc::new(provider);
        let routes = wire::router(&provider);
        let server = tokio::spawn(async {
            // Never fails: errors of single connections stay with them.
            let _ = axum::serve(listener, routes).await;
        });
        Ok(Self { control: Control(provider), server })
    }
}

impl Control {
    /// The issuer, as ID tokens name it.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Lets the client take browsers back here.
    pub fn register(&self, redirect_uri: &str) {
        self.0.state().redirect_uris.insert(redirect_uri.to_owned());
    }

    /// Lets these people sign in, and nobody else.
    pub fn set_people(&self, people: Vec<Person>) {
        self.0.state().people = people;
    }

    /// Lets somebody sign in beside the others, or as somebody else than before.
    pub fn add(&self, person: Person) {
        let mut state = self.0.state();
        state.people.retain(|known| known.email != person.email);
        state.people.push(person);
    }

    /// Makes the next ID token wrong.
    pub fn lie(&self, lie: Lie) {
        self.0.state().lie = Some(lie);
    }

    /// Signs with another key from now on, and forgets the one before.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn rotate_key(&self) -> Result<(), StartError> {
        self.0.state().key = Key::random().map_err(StartError::Key)?;
        Ok(())
    }
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Control").field(&self.0.url).finish()
    }
}

impl Provider {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for OpenIdFake {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}

impl Drop for OpenIdFake {
    fn drop(&mut self) {
        self.server.abort();
    }
}
