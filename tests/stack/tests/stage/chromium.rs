//! Debian's Chromium, driven over WebDriver: installed by the tests where it is missing and the machine lets them.

use super::{Browser, Outcome, told};
use local::leash::{self, Leashed};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::io::{AsyncBufReadExt, BufReader};

/// What is run where Chromium is missing: with the rights at hand, or with those that sudo gives without asking.
const INSTALL: &str = "
if [ \"$(id -u)\" = 0 ]; then as=; else as='sudo -n'; fi
$as apt-get update -q >&2 &&
DEBIAN_FRONTEND=noninteractive $as apt-get install -q -y --no-install-recommends chromium chromium-driver >&2
";

/// What chromedriver says once it listens, before the port that it has found.
const LISTENING: &str = "started successfully on port ";

/// It starts in a fraction of a second; this is for a machine that is busy with much else.
const START_PATIENCE: Duration = Duration::from_secs(30);

/// A running chromedriver. It and every browser that it has started end with this process, whatever ends it.
pub(crate) struct Chromium {
    url: String,
    /// Where pictures of pages are left.
    pictures: PathBuf,
    _driver: Leashed,
}

impl Chromium {
    /// Installs Chromium where it is missing, and starts chromedriver. What it writes goes to `folder`.
    pub(super) async fn start(folder: &Path) -> Outcome<Self> {
        tokio::task::spawn_blocking(demand).await.map_err(told)??;
        let (temporary, pictures) = (folder.join("tmp"), folder.join("pages"));
        std::fs::create_dir_all(&pictures).map_err(told)?;
        let mut command = leash::command("chromedriver");
        // A free port, on the loopback interface alone; profiles where they are cleared away.
        command.arg("--port=0").env("TMPDIR", temporary);
        command.arg(format!("--log-path={}", folder.join("chromedriver.log").display()));
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = Leashed::start(command, "chromedriver").map_err(told)?;
        let said = BufReader::new(driver.child.stdout.take().ok_or("chromedriver says nothing")?);
        let port = tokio::time::timeout(START_PATIENCE, port(said.lines())).await;
        let port = port.map_err(|_| "chromedriver did not start in time")??;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), pictures, _driver: driver })
    }

    /// A browser with a fresh profile.
    pub(super) async fn browser(&self) -> Outcome<Browser> {
        let session = WebDriver::new(&self.url, capabilities().map_err(told)?).await.map_err(told)?;
        Ok(Browser::new(session, self.pictures.clone()))
    }
}

fn capabilities() -> Result<ChromeCapabilities, thirtyfour::error::WebDriverError> {
    let mut chromium = DesiredCapabilities::chrome();
    // The sandbox does not work for root, and these pages are our own; a container's /dev/shm may be small.
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,800"] {
        chromium.add_arg(argument)?;
    }
    for log in ["browser", "performance"] {
        chromium.set_logging_prefs(log, LoggingPrefsLogLevel::All)?;
    }
    Ok(chromium)
}

async fn port(mut lines: tokio::io::Lines<impl tokio::io::AsyncBufRead + Unpin>) -> Outcome<u16> {
    while let Some(line) = lines.next_line().await.map_err(told)? {
        if let Some((_, port)) = line.split_once(LISTENING) {
            return port.trim_end_matches('.').parse().map_err(told);
        }
    }
    Err("chromedriver ended before it listened".into())
}

/// Sees to it that Chromium and its driver are there.
fn demand() -> Outcome {
    if is_there("chromium")? && is_there("chromedriver")? {
        return Ok(());
    }
    let installed = Command::new("sh").args(["-c", INSTALL]).stdin(Stdio::null()).status();
    if installed.is_ok_and(|status| status.success()) && is_there("chromium")? && is_there("chromedriver")? {
        return Ok(());
    }
    Err("this needs Chromium, and could not install it: apt-get install chromium chromium-driver".into())
}

fn is_there(program: &str) -> Outcome<bool> {
    match Command::new(program).arg("--version").output() {
        Ok(output) => Ok(output.status.success()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(told(error)),
    }
}
