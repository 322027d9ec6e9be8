//! Who carries bytes.

use super::{Case, Taken};
use crate::binaries::ROOT;
use crate::python::python;
use crate::world::{Way, World, folder};
use serde::Serialize;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use wait4::Wait4;

/// Who carries bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contender {
    /// One GET into one PUT: as quick as this machine can be.
    Pipe,
    /// The deployed function, from the init's answer to the last chunk's.
    Publish,
    /// A chunk after the other, `curl` into `curl`.
    Curl,
    /// A chunk after the other, read by boto3 and sent by requests: how it is usually done.
    Python,
}

impl fmt::Display for Contender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Pipe => "one GET into one PUT",
            Self::Publish => "publish",
            Self::Curl => "curl into curl",
            Self::Python => "boto3 and requests",
        })
    }
}

impl Contender {
    /// Carries a video once.
    pub(crate) async fn carry(self, world: &World, case: Case, way: &Way) -> io::Result<Taken> {
        let from = format!("http://{}/uploads/bench/{}.mp4", way.s3, case.bytes);
        let to = format!("http://{}/video/", way.tiktok);
        let (bytes, chunk) = (case.bytes.to_string(), case.chunk_bytes.to_string());
        let used = match self {
            Self::Publish => publish(world, case, way).await?,
            Self::Pipe => run(world, &std::env::current_exe()?, ["pipe", &from, &to]).await?,
            Self::Curl => {
                run(world, Path::new("bash"), [&script("curl.sh"), &from, &to, &bytes, &chunk]).await?
            }
            Self::Python => {
                run(world, &python(), [&script("boto3_and_requests.py"), &from, &to, &bytes, &chunk]).await?
            }
        };
        let span = world.tiktok.span();
        if span.bytes != case.bytes {
            return Err(io::Error::other(format!("{self}: {} of {} bytes arrived", span.bytes, case.bytes)));
        }
        let seconds = span.duration().ok_or_else(|| io::Error::other("nothing arrived"))?.as_secs_f64();
        Ok(Taken { seconds, cpu_seconds: used.cpu_seconds, peak_bytes: used.peak_bytes })
    }
}

/// What a program used while it carried a video.
struct Used {
    cpu_seconds: f64,
    peak_bytes: u64,
}

fn script(name: &str) -> String {
    format!("{ROOT}/tests/bench/contenders/{name}")
}

/// Runs a program to its end, and says what it and its children used.
async fn run<const N: usize>(world: &World, program: &Path, words: [&str; N]) -> io::Result<Used> {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null());
    world.tiktok.begin();
    let wait = move || {
        let used = command.spawn()?.wait4()?;
        if !used.status.success() {
            return Err(io::Error::other(format!("{command:?} ended with {}", used.status)));
        }
        let cpu_seconds = (used.rusage.utime + used.rusage.stime).as_secs_f64();
        Ok(Used { cpu_seconds, peak_bytes: used.rusage.maxrss })
    };
    tokio::task::spawn_blocking(wait).await.map_err(io::Error::other)?
}

async fn publish(world: &World, case: Case, way: &Way) -> io::Result<Used> {
    let running = world.run(&world.binaries.of("publish"), case.chunk_bytes, way).await?;
    running.lambda.next_asked().await;
    running.function.confine()?;
    let before = running.function.cpu();
    let (_, answer) = running.lambda.invoke(world.upload(case.bytes)?).await?;
    if !answer.starts_with(b"{\"batchItemFailures\":[]") {
        let log = folder().join("publish.log");
        return Err(io::Error::other(format!("publish answered {answer:?}; see {}", log.display())));
    }
    let cpu_seconds = running.function.cpu().saturating_sub(before).as_secs_f64();
    Ok(Used { cpu_seconds, peak_bytes: running.function.peak_memory() })
}
