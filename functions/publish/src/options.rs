//! Reading what was said about a video.

use crate::Publish;
use adapters::StoreError;
use adapters::videos::{SmallFile, VideoHead};
use domain::OptionsPatch;
use domain::key::{DEFAULTS_NAME, SIDECAR_SUFFIX};
use domain::options::{OptionsError, OptionsSource, Resolution, SIDECAR_BYTES_MAX, resolve};

impl Publish {
    /// Reads the sidecar, the metadata and the account's defaults, and merges them under what a person has chosen in the
    /// console.
    pub(crate) async fn read_options(
        &self,
        head: &VideoHead,
        chosen: Option<&OptionsPatch>,
    ) -> Result<Resolution, StoreError> {
        let folder = head.video.key.split('/').next().unwrap_or_default();
        let sidecar_key = format!("{}{SIDECAR_SUFFIX}", head.video.key);
        let defaults_key = format!("{folder}/{DEFAULTS_NAME}");
        let (sidecar, defaults) = futures::try_join!(
            self.videos.small_file(&head.video.bucket, &sidecar_key, SIDECAR_BYTES_MAX),
            self.videos.small_file(&head.video.bucket, &defaults_key, SIDECAR_BYTES_MAX),
        )?;
        let fields = head.metadata.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let sources = [
            (OptionsSource::Console, Ok(chosen.cloned().unwrap_or_default())),
            (OptionsSource::Sidecar, patch(&sidecar_key, sidecar)),
            (OptionsSource::Metadata, OptionsPatch::from_metadata(fields)),
            (OptionsSource::Defaults, patch(&defaults_key, defaults)),
        ];
        Ok(resolve(sources, self.clock.now()))
    }
}

fn patch(key: &str, file: SmallFile) -> Result<OptionsPatch, OptionsError> {
    match file {
        SmallFile::Absent => Ok(OptionsPatch::default()),
        SmallFile::Content(json) => OptionsPatch::from_json(key, &json),
        SmallFile::TooLarge { size } => Err(OptionsError::Unreadable {
            source_name: key.to_owned(),
            detail: format!("it has {size} bytes, and at most {SIDECAR_BYTES_MAX} are read"),
        }),
    }
}
