//! The fake's consent page, in a browser.

use super::{Creator, Outcome, told};
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
}
