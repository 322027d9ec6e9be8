//! The line between a browser and the world: a SOCKS proxy on this machine that can be slowed and cut. DevTools can feign a
//! lost network for what is asked for anew, and lets what is under way go on; here connections really break.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The parts of SOCKS 5 that a browser speaks to a proxy that asks for no name (RFC 1928, sections 3 to 6).
const VERSION: u8 = 5;
const NO_NAME_NEEDED: u8 = 0;
const CONNECT: u8 = 1;
const IPV4: u8 = 1;
const NAME: u8 = 3;
const SUCCEEDED: [u8; 10] = [VERSION, 0, 0, IPV4, 0, 0, 0, 0, 0, 0];

/// What is read before it is passed on; small beside what a slow line carries in a second.
const BUFFER_BYTES: usize = 16_384;

/// How a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At most so many bytes go out in a second on each connection, if that is bounded.
    Whole {
        bytes_per_second: Option<u32>,
    },
    Cut,
}

/// A line that can be slowed and cut. It ends when it is dropped.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    state: watch::Sender<State>,
}

impl Line {
    /// Lays it. It is whole, and as fast as this machine.
    ///
    /// # Errors
    /// Where no port is free.
    pub async fn lay() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (state, seen) = watch::channel(State::Whole { bytes_per_second: None });
        tokio::spawn(async move {
            let mut end = seen.clone();
            // The sender is gone when the line is.
            let ended = async { while end.changed().await.is_ok() {} };
            tokio::select! {
                () = ended => {}
                () = accept(listener, &seen) => {}
            }
        });
        Ok(Self { address, state })
    }

    /// Lets no more than so many bytes go out in a second on each connection.
    pub fn slow(&self, bytes_per_second: u32) {
        self.state.send_replace(State::Whole { bytes_per_second: Some(bytes_per_second) });
    }

    /// Breaks every connection, and lets none be made.
    pub fn cut(&self) {
        self.state.send_replace(State::Cut);
    }

    /// Makes it whole again, and as fast as this machine.
    pub fn mend(&self) {
        self.state.send_replace(State::Whole { bytes_per_second: None });
    }

    /// As Chromium names it.
    pub(crate) fn proxy(&self) -> String {
        format!("socks5://{}", self.address)
    }
}

async fn accept(listener: TcpListener, state: &watch::Receiver<State>) {
    while let Ok((browser, _)) = listener.accept().await {
        let state = state.clone();
        tokio::spawn(async move {
            let mut cuts = state.clone();
            tokio::select! {
                // Dropping both ends is the break.
                _ = cuts.wait_for(|state| *state == State::Cut) => {}
                // However a connection ends, its browser sees it.
                _ = carry(browser, state) => {}
            }
        });
    }
}

async fn carry(mut browser: TcpStream, state: watch::Receiver<State>) -> io::Result<()> {
    let (host, port) = greet(&mut browser).await?;
    // Names below `localhost` are this machine, which not every resolver knows (RFC 6761, section 6.3).
    let host = if host.ends_with(".localhost") { "127.0.0.1".to_owned() } else { host };
    let mut goal = TcpStream::connect((host, port)).await?;
    browser.write_all(&SUCCEEDED).await?;
    for stream in [&browser, &goal] {
        stream.set_nodelay(true)?;
    }
    let (mut from_browser, mut to_browser) = browser.split();
    let (mut from_goal, mut to_goal) = goal.split();
    let out = async {
        let mut buffer = vec![0; BUFFER_BYTES];
        loop {
            let read = from_browser.read(&mut buffer).await?;
            if read == 0 {
                return to_goal.shutdown().await;
            }
            to_goal.write_all(&buffer[..read]).await?;
            let now = *state.borrow();
            if let State::Whole { bytes_per_second: Some(rate) } = now {
                tokio::time::sleep(Duration::from_secs_f64(read as f64 / f64::from(rate))).await;
            }
        }
    };
    let back = async {
        tokio::io::copy(&mut from_goal, &mut to_browser).await?;
        to_browser.shutdown().await
    };
    tokio::try_join!(out, back)?;
    Ok(())
}

/// Listens to where the browser wants to go: host and port.
async fn greet(browser: &mut TcpStream) -> io::Result<(String, u16)> {
    let unknown = |what: &str| io::Error::new(io::ErrorKind::Unsupported, what.to_owned());
    let [version, methods] = read(browser).await?;
    if version != VERSION {
        return Err(unknown("not SOCKS 5"));
    }
    browser.read_exact(&mut vec![0; usize::from(methods)]).await?;
    browser.write_all(&[VERSION, NO_NAME_NEEDED]).await?;
    // Chromium sends an address as a name, too.
    let [_, command, _, kind, length] = read(browser).await?;
    if (command, kind) != (CONNECT, NAME) {
        return Err(unknown("not a connection to a named host"));
    }
    let mut host = vec![0; usize::from(length)];
    browser.read_exact(&mut host).await?;
    let port = u16::from_be_bytes(read(browser).await?);
    Ok((String::from_utf8(host).map_err(io::Error::other)?, port))
}

async fn read<const N: usize>(from: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes).await?;
    Ok(bytes)
}
