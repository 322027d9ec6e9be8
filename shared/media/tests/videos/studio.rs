//! Makes videos with ffmpeg and asks ffprobe about them. Nothing of it is kept.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::tools;

/// A folder for videos that goes with the test.
pub(crate) struct Studio {
    folder: TempDir,
}

impl Studio {
    pub(crate) fn open() -> Self {
        tools::demand_ffmpeg();
        Self { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs ffmpeg in the folder with arguments written as in a shell.
    pub(crate) fn ffmpeg(&self, arguments: &str) {
        let arguments = arguments.split_whitespace().map(|argument| argument.trim_matches('\''));
        run(Command::new("ffmpeg")
            .args(["-v", "error", "-nostdin", "-y"])
            .args(arguments)
            .current_dir(self.folder.path()));
    }

    /// Makes a video of one colour, which encodes fast; `picture` is as in `size=640x360:rate=30:duration=3`.
    pub(crate) fn film(&self, name: &str, picture: &str, encoding: &str) -> PathBuf {
        self.ffmpeg(&format!("-f lavfi -i color={picture} {encoding} {name}"));
        self.path(name)
    }
}

/// What ffprobe says: the first video stream and the format.
pub(crate) fn ffprobe(path: &Path) -> (Value, Value) {
    let output = run(Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "v:0", "-show_streams", "-show_format", "-of", "json"])
        .arg(path));
    let report: Value = serde_json::from_slice(&output).unwrap();
    (report["streams"][0].clone(), report["format"].clone())
}

fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
