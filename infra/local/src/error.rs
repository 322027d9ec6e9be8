//! What can go wrong with a local deployment, each in a sentence that says what to do.

use std::io;
use std::path::PathBuf;

use aws_sdk_s3::error::DisplayErrorContext;
use thiserror::Error;

/// What went wrong, and what to do about it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// MiniStack runs the functions as processes of this machine, and they are Linux programs.
    #[error("a local deployment needs Linux: run it in a container or a virtual machine")]
    NotLinux,
    /// There is no Python to run MiniStack and SAM with.
    #[error("python3 was not found: install Python 3.10 or newer and run this again")]
    PythonMissing,
    /// Python is there, but MiniStack and SAM need a newer one.
    #[error("python3 is Python {found}: install Python 3.10 or newer, so that `python3` starts it")]
    PythonTooOld {
        /// The version that `python3` starts.
        found: String,
    },
    /// Some Linux distributions ship Python without its `venv` module.
    #[error("python3 cannot make virtual environments: install its venv package (on Debian: python3-venv)")]
    VenvMissing,
    /// A port that was asked for is in use.
    #[error("port {port} is in use: stop what listens there, or choose another port with {option}")]
    PortTaken {
        /// The port.
        port: u16,
        /// The option that sets it.
        option: &'static str,
    },
    /// A program that was run to its end failed.
    #[error("{what} failed; the end of {}:\n\n{tail}", log.display())]
    Failed {
        /// What it was to do.
        what: &'static str,
        /// Where all of its output is.
        log: PathBuf,
        /// The end of its output.
        tail: String,
    },
    /// A stand-in for AWS ended, or never answered.
    #[error("{stand_in} does not answer; {} says why", log.display())]
    Silent {
        /// Its name.
        stand_in: &'static str,
        /// Its log.
        log: PathBuf,
    },
    /// The fake TikTok did not start.
    #[error("the fake TikTok did not start")]
    Fake(#[from] tiktok_fake::StartError),
    /// The issuer that stands in for a real one did not start.
    #[error("the issuer of the console's people did not start")]
    Issuer(#[from] openid_fake::StartError),
    /// The fake TikTok refused an operation.
    #[error("the fake TikTok refused to be set up")]
    FakeControl(#[from] tiktok_fake::ControlError),
    /// An operation that needs the fake, on a deployment against another TikTok.
    #[error("this deployment uses another TikTok than the fake, whose creators connect themselves")]
    NoFake,
    /// A call to the stand-in for AWS failed.
    #[error("MiniStack refused {what}: {reason}")]
    Aws {
        /// What was asked of it.
        what: &'static str,
        /// The whole chain of causes.
        reason: String,
    },
    /// The deployed stack lacks an output that the design promises.
    #[error("the stack has no output {0}: infra/template.yaml has to name it")]
    OutputMissing(&'static str),
    /// Something unreadable came back.
    #[error("{what} could not be understood")]
    Unreadable {
        /// What it was.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A function that was asked to do something has refused or failed.
    #[error("{task} failed: {reason}")]
    FunctionFailed {
        /// What it was to do.
        task: &'static str,
        /// What it says.
        reason: String,
    },
    /// The walk through the connection of an account ended on another page than the one that confirms it.
    #[error("connecting @{username} ended with {status}: {page}")]
    ConnectRefused {
        /// The creator.
        username: String,
        /// The status of the last page.
        status: u16,
        /// What the last page says.
        page: String,
    },
    /// An HTTP request failed before anybody answered.
    #[error("no answer while {what}")]
    Http {
        /// What was being done.
        what: &'static str,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// The post did not reach the awaited state in time.
    #[error("{key} was still {state} after {seconds} s; `cargo local logs` shows what the functions did")]
    Late {
        /// The object's key.
        key: String,
        /// Where it stood.
        state: String,
        /// How long it was awaited.
        seconds: u64,
    },
    /// The post ended otherwise than published.
    #[error("{key} is {state} and not published; the timeline says why")]
    NotPublished {
        /// The object's key.
        key: String,
        /// Where it stands.
        state: String,
    },
    /// The fake TikTok holds other bytes than were sent.
    #[error("the bytes of {key} did not arrive as they were sent")]
    BytesDiffer {
        /// The object's key.
        key: String,
    },
    /// There is no such post.
    #[error("no post has the id or the key {name}: `cargo local posts --json` names them all")]
    NoSuchPost {
        /// What was asked for.
        name: String,
    },
    /// There is no deployment to talk to.
    #[error(
        "no local deployment is running on port {port}: start one with `cargo local` and leave it open, or name its --port"
    )]
    NotRunning {
        /// The port of the MiniStack that was looked for.
        port: u16,
    },
    /// A file could not be read or written.
    #[error("{} could not be {done}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was to be done with it.
        done: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// A program could not be started.
    #[error("{program} could not be started")]
    Start {
        /// The program.
        program: String,
        /// Why not.
        #[source]
        source: io::Error,
    },
}

impl Error {
    /// The error of an AWS call, with the whole chain of its causes.
    pub(crate) fn aws<E>(what: &'static str) -> impl FnOnce(E) -> Self
    where
        E: std::error::Error,
    {
        move |error| Self::Aws { what, reason: DisplayErrorContext(&error).to_string() }
    }

    /// The error of something done to a file.
    pub(crate) fn file(path: impl Into<PathBuf>, done: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, done, source }
    }

    /// The error and its causes, in one line.
    pub fn sentence(&self) -> String {
        let causes = std::iter::successors(std::error::Error::source(self), |error| error.source());
        causes.fold(self.to_string(), |sentence, cause| format!("{sentence}: {cause}"))
    }
}
