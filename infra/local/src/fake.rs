//! The fake TikTok, on a thread of its own so that it outlives the runtime of whoever started it.

use std::ops::Deref;

use tiktok_fake::{Control, Start, StartError, TikTokFake};
use tokio::sync::oneshot;

/// A running fake. It derefs to its [`Control`], and stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Fake {
    control: Control,
    // The thread ends when this is dropped.
    _stop: oneshot::Sender<()>,
}

impl Fake {
    /// Starts it.
    pub(crate) async fn start(start: Start) -> Result<Self, StartError> {
        let (stop, stopped) = oneshot::channel();
        let (started, control) = oneshot::channel();
        let port = start.port;
        let serve = async move {
            match TikTokFake::start_with(start).await {
                Ok(fake) => {
                    // Nobody waits, and nobody holds `stop` any more either, when the start was given up.
                    let _ = started.send(Ok((*fake).clone()));
                    let _ = stopped.await;
                    fake.stop().await;
                }
                Err(error) => {
                    let _ = started.send(Err(error));
                }
            }
        };
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(serve);
            }
        });
        let no_thread = |_| StartError::Bind { port, source: std::io::ErrorKind::OutOfMemory.into() };
        let control = control.await.map_err(no_thread)??;
        Ok(Self { control, _stop: stop })
    }
}

impl Deref for Fake {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}
