//! When the process is to end.

use std::io::{self, Read};
use std::thread;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;

/// SIGTERM, SIGINT, or the end of the parent.
pub(crate) struct Ending {
    terminate: Signal,
    interrupt: Signal,
    parent: Option<oneshot::Receiver<()>>,
}

impl Ending {
    /// Watches from now on, so that no signal is missed while the fake starts.
    pub(crate) fn watch(exit_with_parent: bool) -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            parent: exit_with_parent.then(stdin_closed),
        })
    }

    /// Returns at the first of them.
    pub(crate) async fn wait(mut self) {
        let parent = async {
            match self.parent {
                // A lost sender means that reading failed, which is an end too.
                Some(closed) => drop(closed.await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            () = parent => {}
        }
    }
}

/// A parent that is killed closes the pipe. The thread is no task of the runtime, which would wait for its read.
fn stdin_closed() -> oneshot::Receiver<()> {
    let (closed, receiver) = oneshot::channel();
    thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        let mut ignored = [0; 256];
        while stdin.read(&mut ignored).is_ok_and(|length| length > 0) {}
        closed.send(())
    });
    receiver
}
