//! Connecting a creator's account as a browser does: consent page, redirects, cookies and all.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use reqwest::Url;

use crate::error::Error;

/// One consent takes three redirects.
const REDIRECTS_MAX: usize = 10;

const ANSWER_SECONDS_MAX: u64 = 30;

/// How much of a refusing page an error repeats.
const PAGE_CHARS_MAX: usize = 300;

/// Opens the connect link and follows wherever it leads.
///
/// # Errors
/// [`Error::ConnectRefused`] where the last page is not the one that confirms the connection.
pub(crate) async fn walk(connect_link: &str, username: &str) -> Result<(), Error> {
    let browser = browser(connect_link).map_err(http)?;
    let page = browser.get(connect_link).send().await.map_err(http)?;
    let status = page.status();
    let ended_at_callback = page.url().path().ends_with("/oauth/callback");
    let text = page.text().await.map_err(http)?;
    if status.is_success() && ended_at_callback {
        return Ok(());
    }
    Err(Error::ConnectRefused {
        username: username.to_owned(),
        status: status.as_u16(),
        page: text.chars().take(PAGE_CHARS_MAX).collect(),
    })
}

fn browser(link: &str) -> reqwest::Result<reqwest::Client> {
    let mut browser = reqwest::Client::builder()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::limited(REDIRECTS_MAX))
        .timeout(Duration::from_secs(ANSWER_SECONDS_MAX));
    // The API has a name below `localhost`, which browsers know to mean this machine, and resolvers may not.
    let url = Url::parse(link).ok();
    let host = url.as_ref().and_then(Url::host_str).filter(|host| host.ends_with(".localhost"));
    if let Some(host) = host {
        browser = browser.resolve(host, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    }
    browser.build()
}

fn http(source: reqwest::Error) -> Error {
    // Without the URL, whose query holds the connect key or a code.
    Error::Http { what: "connecting an account", source: source.without_url() }
}
