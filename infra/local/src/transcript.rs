//! Programs that are run to their end, with all they say kept in a log and shown line by line.

use std::collections::VecDeque;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;

use crate::error::Error;
use crate::leash::Leashed;

/// How many of the last lines an error repeats: a compiler's message fits, a whole build does not.
const TAIL_LINES_MAX: usize = 40;

/// Runs what [`crate::leash::command`] made to its end. Each line goes to the log and to `show`.
///
/// # Errors
/// [`Error::Failed`] with the last lines, where the program's status is not 0.
pub(crate) async fn run(
    what: &'static str,
    mut command: Command,
    log: &Path,
    mut show: impl FnMut(&str),
) -> Result<(), Error> {
    let mut file = std::fs::File::create(log).map_err(Error::file(log, "written"))?;
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut leashed = Leashed::start(command, what)?;
    let mut tail = VecDeque::new();
    let mut take = |line: &str| {
        // A log on a full disk is no reason to stop.
        let _ = writeln!(file, "{line}");
        show(line);
        if !is_progress(line) {
            tail.push_back(line.to_owned());
        }
        if tail.len() > TAIL_LINES_MAX {
            tail.pop_front();
        }
    };
    let (out, err) = (leashed.child.stdout.take(), leashed.child.stderr.take());
    let (lines, mut received) = tokio::sync::mpsc::unbounded_channel();
    let (said, complained) = (lines.clone(), lines);
    let read = async {
        tokio::join!(split(out, said), split(err, complained));
    };
    let collect = async {
        while let Some(line) = received.recv().await {
            take(&line);
        }
    };
    let (status, (), ()) = tokio::join!(leashed.child.wait(), read, collect);
    let status = status.map_err(|source| Error::Start { program: what.to_owned(), source })?;
    if status.success() {
        return Ok(());
    }
    let tail = tail.make_contiguous().join("\n");
    Err(Error::Failed { what, log: log.to_owned(), tail })
}

/// Whether a line is a moment of a bar, cargo's or SAM's: good to watch, not to read afterwards.
fn is_progress(line: &str) -> bool {
    line.contains("Building [") || line.ends_with("%)")
}

/// Sends a stream's lines. A carriage return ends a line too, as progress bars use it.
async fn split(stream: Option<impl AsyncRead + Unpin>, lines: tokio::sync::mpsc::UnboundedSender<String>) {
    let Some(mut stream) = stream else { return };
    let mut rest = Vec::new();
    let mut buffer = [0; 8192];
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        rest.extend_from_slice(&buffer[..count]);
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            send(&rest[..end], &lines);
            rest.drain(..=end);
        }
    }
    send(&rest, &lines);
}

fn send(line: &[u8], lines: &tokio::sync::mpsc::UnboundedSender<String>) {
    let line = String::from_utf8_lossy(line);
    let line = line.trim_end();
    if !line.is_empty() {
        // Nobody listens only when the run was given up.
        let _ = lines.send(line.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn run_shell(script: &str) -> (Result<(), Error>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let mut command = crate::leash::command("sh");
        command.args(["-c", script]);
        let mut lines = Vec::new();
        let log = folder.path().join("log");
        let result = run("the script", command, &log, |line| lines.push(line.to_owned())).await;
        (result, lines)
    }

    #[tokio::test]
    async fn a_carriage_return_ends_a_line_as_a_newline_does() {
        let (result, lines) = run_shell(r"printf 'one\rtwo\nthree'").await;
        assert!(result.is_ok());
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[tokio::test]
    async fn a_failure_repeats_the_last_lines() {
        let (result, _) = run_shell("seq 100 >&2; exit 3").await;
        let Err(Error::Failed { tail, .. }) = result else { panic!("{result:?}") };
        assert!(tail.starts_with("61\n") && tail.ends_with("\n100"), "{tail}");
    }
}
