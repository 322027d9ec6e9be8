//! ffmpeg and ffprobe, installed by the test where they are missing and the machine lets it.

use std::io::ErrorKind;
use std::process::Command;
use std::sync::Once;

/// What is run where ffmpeg is missing: with the rights at hand, or with those that sudo gives without asking.
const INSTALL: &str = "
if [ \"$(id -u)\" = 0 ]; then as=; else as='sudo -n'; fi
$as apt-get update -q && DEBIAN_FRONTEND=noninteractive $as apt-get install -q -y --no-install-recommends ffmpeg
";

/// Sees to it that ffmpeg and ffprobe are there; once, however many tests ask at the same time.
pub(crate) fn demand_ffmpeg() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if is_there("ffmpeg") && is_there("ffprobe") {
            return;
        }
        let installed = Command::new("sh").args(["-c", INSTALL]).status();
        let installed = installed.is_ok_and(|status| status.success());
        assert!(
            installed && is_there("ffmpeg") && is_there("ffprobe"),
            "this test needs ffmpeg and ffprobe, and could not install them: apt-get install ffmpeg"
        );
    });
}

fn is_there(tool: &str) -> bool {
    match Command::new(tool).arg("-version").output() {
        Ok(output) => output.status.success(),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::NotFound, "{tool} cannot be run: {error}");
            false
        }
    }
}
