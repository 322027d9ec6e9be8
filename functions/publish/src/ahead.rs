//! Reading ahead: the next range is asked for while the current chunk is finishing.

use crate::Publish;
use adapters::ReadError;
use adapters::videos::VideoBytes;
use domain::{ByteRange, Video};
use futures::TryStreamExt;
use tokio::sync::watch;

/// A range that was asked for before its turn. Its bytes wait in the connection, and not in memory.
pub(crate) struct Ahead {
    range: ByteRange,
    opened: Result<VideoBytes, ReadError>,
}

impl Ahead {
    /// Whether the bytes of this range are there.
    pub(crate) fn has(&self, range: ByteRange) -> bool {
        self.range == range && self.opened.is_ok()
    }
}

impl Publish {
    /// Opens a range, unless that has been done ahead of time.
    pub(crate) async fn open(
        &self,
        video: &Video,
        range: ByteRange,
        ahead: &mut Option<Ahead>,
    ) -> Result<VideoBytes, ReadError> {
        match ahead.take() {
            Some(ahead) if ahead.range == range => ahead.opened,
            Some(_) | None => self.videos.open(video, range).await,
        }
    }

    /// Opens `next` once the chunk before it has been read to its end.
    pub(crate) async fn open_ahead(
        &self,
        video: &Video,
        next: Option<ByteRange>,
        mut drained: Drained,
    ) -> Option<Ahead> {
        let range = next?;
        drained.0.wait_for(|drained| *drained).await.ok()?;
        Some(Ahead { range, opened: self.videos.open(video, range).await })
    }
}

/// Word of whether all bytes of a chunk have been taken. It never comes for a chunk that broke off, and may not come for
/// one that was answered early.
#[derive(Clone)]
pub(crate) struct Drained(watch::Receiver<bool>);

impl Drained {
    /// Whether they have been.
    pub(crate) fn has_come(&self) -> bool {
        *self.0.borrow()
    }
}

/// The same bytes, and word of whether all `length` of them have been taken.
pub(crate) fn watched(bytes: VideoBytes, length: u64) -> (VideoBytes, Drained) {
    let (sender, receiver) = watch::channel(false);
    let mut missing = length;
    let bytes = bytes.inspect_ok(move |part| {
        missing = missing.saturating_sub(part.len() as u64);
        if missing == 0 {
            sender.send_replace(true);
        }
    });
    (Box::pin(bytes), Drained(receiver))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{StreamExt, stream};

    fn parts() -> VideoBytes {
        stream::iter([Ok(b"abc".as_slice().into()), Ok(b"de".as_slice().into())]).boxed()
    }

    #[tokio::test]
    async fn a_chunk_is_drained_with_its_last_byte() {
        let (mut bytes, drained) = watched(parts(), 5);
        bytes.next().await;
        assert!(!drained.has_come());
        bytes.next().await;
        assert!(drained.has_come());
    }

    #[tokio::test]
    async fn a_chunk_that_breaks_off_is_never_drained() {
        let (mut bytes, mut drained) = watched(parts(), 5);
        bytes.next().await;
        drop(bytes);
        assert!(drained.0.wait_for(|drained| *drained).await.is_err());
    }
}
