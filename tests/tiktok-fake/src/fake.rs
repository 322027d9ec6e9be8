//! Starting and stopping a fake.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::{App, RedirectUriError};
use crate::connection::{Connection, CuttableListener};
use crate::control::{self, Control};
use crate::creator::Creator;
use crate::delivery;
use crate::settings::Settings;
use crate::tiktok::Tiktok;
use crate::wire;

/// How long [`TikTokFake::stop`] waits for calls in flight.
const STOP_SECONDS_MAX: u64 = 2;

/// How much of a call the kernel keeps for a fake that does not read it. Left to itself it would keep whole chunks, which then
/// arrive although their sender died long before.
const UNREAD_BYTES_MAX: u32 = 1 << 20;

/// Connections that may wait to be taken.
const BACKLOG_MAX: u32 = 1_024;

/// What a fake starts with, and what a reset brings back.
#[derive(Clone, Debug)]
pub struct Start {
    /// The port on 127.0.0.1; 0 = any free one.
    pub port: u16,
    /// How it behaves.
    pub settings: Settings,
    /// The one app it knows.
    pub app: App,
    /// The creators it knows.
    pub creators: Vec<Creator>,
}

impl Default for Start {
    fn default() -> Self {
        Self { port: 0, settings: Settings::default(), app: App::default(), creators: vec![Creator::demo()] }
    }
}

/// Why a fake did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A redirect URI that could not be registered.
    #[error("a redirect uri breaks tiktok's rules")]
    RedirectUri(#[from] RedirectUriError),
    /// The port is taken or forbidden.
    #[error("port {port} on 127.0.0.1 cannot be bound")]
    Bind {
        /// The port that was asked for.
        port: u16,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The HTTP client that sends events.
    #[error("the webhook client cannot be built")]
    WebhookClient(#[source] reqwest::Error),
}

/// A running fake. It derefs to [`Control`], which holds every operation, and stops when it is dropped.
#[derive(Debug)]
pub struct TikTokFake {
    control: Control,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
    announcer: JoinHandle<()>,
}

impl TikTokFake {
    /// Starts on any free port, with the default app and one demo creator.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(settings: Settings) -> Result<Self, StartError> {
        Self::start_with(Start { settings, ..Start::default() }).await
    }

    /// Starts with all that can be chosen.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start_with(start: Start) -> Result<Self, StartError> {
        start.app.check()?;
        let port = start.port;
        let bind_error = |source| StartError::Bind { port, source };
        let listener = listen(port).map_err(bind_error)?;
        let address: SocketAddr = listener.local_addr().map_err(bind_error)?;
        let http = delivery::client().map_err(StartError::WebhookClient)?;
        let tiktok = Arc::new(Tiktok::new(start, format!("http://{address}"), http));

        let routes = wire::router(&tiktok).merge(control::router(&tiktok));
        let service = routes.into_make_service_with_connect_info::<Connection>();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(CuttableListener(listener), service).with_graceful_shutdown(async {
            // A dropped sender means the same as a sent message.
            let _ = stopped.await;
        });
        Ok(Self {
            server: tokio::spawn(async {
                // Never fails: errors of single connections stay with them.
                let _ = server.await;
            }),
            announcer: tokio::spawn(delivery::announce_posts(Arc::clone(&tiktok))),
            control: Control::new(tiktok),
            stop: Some(stop),
        })
    }

    /// Stops listening and waits, for a short while, until calls in flight are answered.
    pub async fn stop(mut self) {
        self.stop = None;
        let _ = tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), &mut self.server).await;
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    // As a listener does by itself: a port is free as soon as its fake has ended.
    socket.set_reuseaddr(true)?;
    socket.set_recv_buffer_size(UNREAD_BYTES_MAX)?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    socket.listen(BACKLOG_MAX)
}

impl Deref for TikTokFake {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}

impl Drop for TikTokFake {
    fn drop(&mut self) {
        self.stop = None;
        self.announcer.abort();
        self.control.abort_tasks();
    }
}
