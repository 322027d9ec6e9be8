//! Looking into a video's headers.

use crate::Publish;
use adapters::ReadError;
use domain::key::extension;
use domain::{ByteRange, Video};
use futures::TryStreamExt;
use media::{Probe, ProbeError, ProbeStep, VideoFacts};

impl Publish {
    /// What the file says about itself, by ranged reads of its headers.
    pub(crate) async fn inspect(&self, video: &Video) -> Result<Result<VideoFacts, ProbeError>, ReadError> {
        let mut probe = Probe::new(video.size, extension(&video.key).as_deref());
        loop {
            match probe.next() {
                ProbeStep::Done(facts) => return Ok(facts),
                ProbeStep::Read { offset, length } => {
                    let range = ByteRange { first: offset, last: offset + length - 1 };
                    probe.feed(offset, &self.read(video, range).await?);
                }
            }
        }
    }

    async fn read(&self, video: &Video, range: ByteRange) -> Result<Vec<u8>, ReadError> {
        let mut stream = self.videos.open(video, range).await?;
        let mut bytes = Vec::with_capacity(usize::try_from(range.length()).unwrap_or_default());
        while let Some(part) = stream.try_next().await.map_err(|error| {
            ReadError::Store(adapters::StoreError::new(format!("read the headers of {}", video.key), error))
        })? {
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }
}
