//! The fake's consent page, in a browser.

use super::{Creator, Outcome, Seat, told};
use browser::{Browser, Page};

/// Where the page is.
const PATH: &str = "/v2/auth/authorize/";

/// What a creator clicks who consents.
pub(crate) const AUTHORIZE: &str = "button[value=authorize]";

/// What a creator clicks who does not.
pub(crate) const CANCEL: &str = "button[value=cancel]";

impl Creator {
    /// Opens an address that leads to the consent page, which asks this creator.
    pub(crate) async fn open_consent_page(&self, browser: &Browser, address: &str) -> Outcome<Page> {
        let _seat = self.stage.connecting.lock().await;
        self.stage.tiktok()?.set_next_creator(&self.username).map_err(told)?;
        let page = browser.open(address).await?;
        assert_eq!(page.url.path(), PATH, "no consent page: {page:?}");
        Ok(page)
    }

    /// Clicks what leads to the consent page, and there what this creator answers, until something is seen that comes of it.
    pub(crate) async fn answer_after(&self, seat: &Seat, button: &str, answer: &str, then: &str) -> Outcome {
        let _seat = self.stage.connecting.lock().await;
        self.stage.tiktok()?.set_next_creator(&self.username).map_err(told)?;
        seat.push(button).await?;
        seat.sees(answer).await?;
        seat.push(answer).await?;
        Ok(seat.sees(then).await?)
    }
}
