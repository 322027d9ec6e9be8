//! A proxy that makes a way longer: what goes in comes out after half a round trip, on either side, however much of
//! it is under way.

use bytes::{Bytes, BytesMut};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

/// Read at once.
const PART_BYTES: usize = 256 * 1024;

/// Parts under way in one direction: a gigabyte a second for a quarter of a second.
const PARTS_MAX: usize = 1_000;

/// A running proxy. It stops when it is dropped.
pub(crate) struct Delay {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Delay {
    /// Leads to `target`, with `round_trip` between a request and its answer.
    pub(crate) async fn start(target: SocketAddr, round_trip: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(join(near, target, round_trip / 2));
            }
        });
        Ok(Self { address, accepting })
    }

    /// The host and port to call instead.
    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }
}

impl Drop for Delay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn join(near: TcpStream, target: SocketAddr, delay: Duration) -> io::Result<()> {
    let far = TcpStream::connect(target).await?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
    tokio::try_join!(carry(near_in, far_out, delay), carry(far_in, near_out, delay))?;
    Ok(())
}

async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    delay: Duration,
) -> io::Result<()> {
    let (sender, mut under_way) = mpsc::channel::<(Instant, Bytes)>(PARTS_MAX);
    let read = async move {
        loop {
            let mut part = BytesMut::with_capacity(PART_BYTES);
            if from.read_buf(&mut part).await? == 0
                || sender.send((Instant::now() + delay, part.freeze())).await.is_err()
            {
                return Ok(());
            }
        }
    };
    let write = async move {
        while let Some((at, part)) = under_way.recv().await {
            sleep_until(at).await;
            to.write_all(&part).await?;
        }
        to.shutdown().await
    };
    tokio::try_join!(read, write).map(drop)
}
