//! Debian's Chromium, driven over WebDriver: installed by the tests where it is missing and the machine lets them.

use crate::browser::Browser;
use crate::error::Error;
use crate::line::Line;
use crate::packages;
use local::leash::{self, Leashed};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::io::{AsyncBufReadExt, BufReader};

const PROGRAMS: [&str; 2] = ["chromium", "chromedriver"];

/// What Debian calls their packages.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// What chromedriver says once it listens, before the port that it has found.
const LISTENING: &str = "started successfully on port ";

/// It starts in a fraction of a second; this is for a machine that is busy with much else.
const START_PATIENCE: Duration = Duration::from_secs(30);

/// A running chromedriver. It and every browser that it has started end with this process, whatever ends it.
#[derive(Debug)]
pub struct Chromium {
    url: String,
    /// Where pictures of pages are left.
    pictures: PathBuf,
    _driver: Leashed,
}

impl Chromium {
    /// Installs Chromium where it is missing, and starts chromedriver. What it writes goes to `folder`.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotStarted`], and where nothing can be written.
    pub async fn start(folder: &Path) -> Result<Self, Error> {
        tokio::task::spawn_blocking(|| packages::demand(&PROGRAMS, &PACKAGES))
            .await
            .map_err(std::io::Error::from)??;
        let (temporary, pictures) = (folder.join("tmp"), folder.join("pages"));
        for folder in [&temporary, &pictures] {
            std::fs::create_dir_all(folder)?;
        }
        let mut command = leash::command("chromedriver");
        // A free port, on the loopback interface alone; profiles where they are cleared away.
        command.arg("--port=0").env("TMPDIR", temporary);
        command.arg(format!("--log-path={}", folder.join("chromedriver.log").display()));
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = Leashed::start(command, "chromedriver")?;
        let said = BufReader::new(driver.child.stdout.take().ok_or(Error::NotStarted)?);
        let port = tokio::time::timeout(START_PATIENCE, port(said.lines())).await;
        let port = port.map_err(|_| Error::NotStarted)??;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), pictures, _driver: driver })
    }

    /// A browser with a fresh profile.
    ///
    /// # Errors
    /// Where Chromium does not start.
    pub async fn browser(&self) -> Result<Browser, Error> {
        self.start_browser(capabilities()?).await
    }

    /// A browser with a fresh profile, at the end of a line that can be cut.
    ///
    /// # Errors
    /// Where Chromium does not start.
    pub async fn browser_on(&self, line: &Line) -> Result<Browser, Error> {
        let mut chromium = capabilities()?;
        chromium.add_arg(&format!("--proxy-server={}", line.proxy()))?;
        // This machine is not spared the detour, as it is by default.
        chromium.add_arg("--proxy-bypass-list=<-loopback>")?;
        self.start_browser(chromium).await
    }

    async fn start_browser(&self, chromium: ChromeCapabilities) -> Result<Browser, Error> {
        let session = WebDriver::new(&self.url, chromium).await?;
        Ok(Browser::new(session, self.pictures.clone()))
    }
}

fn capabilities() -> Result<ChromeCapabilities, Error> {
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

async fn port(mut lines: tokio::io::Lines<impl tokio::io::AsyncBufRead + Unpin>) -> Result<u16, Error> {
    while let Some(line) = lines.next_line().await? {
        if let Some((_, port)) = line.split_once(LISTENING) {
            return port.trim_end_matches('.').parse().map_err(|_| Error::NotStarted);
        }
    }
    Err(Error::NotStarted)
}
