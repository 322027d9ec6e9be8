//! `cargo local post`: one more video through the deployment that runs.

use std::process::ExitCode;
use std::time::Duration;

use local::{Error, Post, Progress, Record, Stack, Uploaded, Video};

use crate::{cli, print};

/// A post is given up as unconfirmed after 30 minutes of silence, and that is a state too.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Sends a video and follows it to its end.
pub(crate) async fn send(asked: cli::Post, port: u16) -> Result<ExitCode, Error> {
    let stack = Record::find(port).await?.stack;
    let progress = Progress::for_this_terminal();
    let step = progress.step("uploading the video");
    let uploaded = stack.put_video(video(asked).await?).await?;
    step.done(format!("s3://{}/{}", stack.output("UploadsBucket")?, uploaded.key));
    let post = follow(&stack, &uploaded, PATIENCE, progress).await?;
    print::timeline(&post);
    Ok(if post.state == "published" { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn video(asked: cli::Post) -> Result<Video, Error> {
    let cli::Post { file, account, caption, privacy_level, options } = asked;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut video = Video::of_file(format!("{account}/{name}"), &file).await?.consented(&privacy_level);
    if let Some(caption) = caption {
        video = video.option("caption", &caption);
    }
    Ok(options.iter().fold(video, |video, (name, value)| video.option(name, value)))
}

/// Follows an upload until nothing more happens to its post by itself.
pub(crate) async fn follow(
    stack: &Stack,
    uploaded: &Uploaded,
    patience: Duration,
    progress: Progress,
) -> Result<Post, Error> {
    let step = progress.step("following the post");
    let post = stack.follow(uploaded, &Post::AT_REST, patience, |post| {
        let percent = post.uploaded_percent().map(|percent| format!(" {percent} %")).unwrap_or_default();
        step.detail(format!("{}{percent}", post.state));
    });
    let post = post.await?;
    step.done(post.state.clone());
    Ok(post)
}
