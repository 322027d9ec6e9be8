//! A browser at the console, with somebody before it who is signed in.

use super::{Creator, Outcome, Scene, Stage, told};
use browser::{Browser, Line, Page};
use local::{OPERATOR, Person};
use std::ops::Deref;
use std::sync::PoisonError;
use tokio::sync::SemaphorePermit;

/// Where somebody signs in whose address is known.
pub(super) fn sign_in_path(email: &str, return_to: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("return", return_to)
        .append_pair("login_hint", email)
        .finish();
    format!("/sign-in/go?{query}")
}

/// A browser before which an operator sits. There are few, since each takes a good part of a machine; whoever leaves one
/// whole leaves it to the next.
pub(crate) struct Seat {
    browser: Browser,
    stage: &'static Stage,
    _turn: SemaphorePermit<'static>,
}

impl Scene {
    /// Waits for a browser in which the operator is signed in.
    pub(crate) async fn seat(&self) -> Outcome<Seat> {
        let turn = self.stage.seats.acquire().await.map_err(told)?;
        let left = self.stage.left_browsers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let browser = match left {
            Some(browser) => browser,
            None => self.signed_in(self.browser().await?).await?,
        };
        Ok(Seat { browser, stage: self.stage, _turn: turn })
    }

    /// The same at the end of a line that can be cut.
    pub(crate) async fn seat_on(&self, line: &Line) -> Outcome<Seat> {
        let turn = self.stage.seats.acquire().await.map_err(told)?;
        let browser = self.stage.chromium().await?.browser_on(line).await?;
        Ok(Seat { browser: self.signed_in(browser).await?, stage: self.stage, _turn: turn })
    }

    /// Waits for a browser in which somebody else is signed in. It is theirs alone.
    pub(crate) async fn seat_of(&self, email: &str) -> Outcome<Seat> {
        let turn = self.stage.seats.acquire().await.map_err(told)?;
        let browser = self.browser().await?;
        browser.open(&self.stage.console(&sign_in_path(email, "/audit"))).await?;
        Ok(Seat { browser, stage: self.stage, _turn: turn })
    }

    async fn signed_in(&self, browser: Browser) -> Outcome<Browser> {
        self.stage.introduce(OPERATOR);
        browser.open(&self.stage.console(&sign_in_path(OPERATOR, "/audit"))).await?;
        Ok(browser)
    }
}

impl Seat {
    /// Opens a page of the console.
    pub(crate) async fn open(&self, path: &str) -> Outcome<Page> {
        Ok(self.browser.open(&self.stage.console(path)).await?)
    }

    /// Opens the posting page of a creator's account, and waits until it may be drawn.
    pub(crate) async fn open_posting_page(&self, creator: &Creator) -> Outcome {
        self.open(&format!("/new/{}", creator.open_id)).await?;
        Ok(self.browser.sees("#posting").await?)
    }

    /// Ends the browser.
    pub(crate) async fn quit(self) -> Outcome {
        Ok(self.browser.quit().await?)
    }

    /// Leaves the browser to whoever comes next.
    pub(crate) fn leave(self) {
        let Self { browser, stage, _turn } = self;
        stage.left_browsers.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
    }
}

impl Deref for Seat {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Stage {
    /// An address of the console.
    pub(crate) fn console(&self, path: &str) -> String {
        let base = self.deployment.output("ConsoleUrl").unwrap_or_default().trim_end_matches('/');
        format!("{base}{path}")
    }

    /// Has the issuer know somebody.
    pub(crate) fn introduce(&self, email: &str) {
        self.deployment.let_in(Person::new(email, email));
    }
}
