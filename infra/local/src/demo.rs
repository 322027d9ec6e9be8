//! The demo: a creator connects, drops a video, and sees it published.

use std::time::Duration;

use local::{Checkout, Deployment, Error, Progress, Video};
use sha2::{Digest, Sha256};
use tiktok_fake::Control;

use crate::{print, send};

/// The creator whom the fake knows from the start.
const CREATOR: &str = "reeldrop_demo";

/// `status-poller` looks once a minute; this allows it to be late a few times.
const PATIENCE: Duration = Duration::from_secs(300);

/// Shows the whole way of one video, and checks that TikTok has what was sent.
pub(crate) async fn show(deployment: &Deployment, fake: &Control, progress: Progress) -> Result<(), Error> {
    let step = progress.step("connecting a creator");
    deployment.connect_creator(CREATOR).await?;
    step.done(format!("@{CREATOR}"));

    let sample = Checkout::here().sample_video();
    let bytes =
        std::fs::read(&sample).map_err(|source| Error::File { path: sample, done: "read", source })?;
    let digest = hex::encode(Sha256::digest(&bytes));
    let step = progress.step("dropping a video");
    let video = Video::new(format!("{CREATOR}/sample.mp4"), bytes)
        .consented("PUBLIC_TO_EVERYONE")
        .option("caption", "Dropped into a bucket, posted by Reeldrop 🎬 #reeldrop");
    let uploaded = deployment.put_video(video).await?;
    step.done(format!("s3://{}/{}", deployment.output("UploadsBucket")?, uploaded.key));

    let post = send::follow(deployment, &uploaded, PATIENCE, progress).await?;
    print::timeline(&post);
    let received =
        fake.report().posts.into_iter().any(|seen| seen.sha256.as_deref() == Some(digest.as_str()));
    match post.state.as_str() {
        "published" if received => Ok(()),
        "published" => Err(Error::BytesDiffer { key: uploaded.key }),
        _ => Err(Error::NotPublished { key: uploaded.key, state: post.state }),
    }
}
