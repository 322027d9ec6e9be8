//! What a hand does with a page arrives there, and what is wrong with a page is found.

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::response::Html;
use axum::routing::{get, put};
use browser::{Browser, Chromium, Key, Line};
use serde_json::json;
use std::error::Error;
use std::path::Path;

/// Slow enough that an upload of 4 MB can be cut while it is under way.
const SLOW_BYTES_PER_SECOND: u32 = 1_000_000;

type Outcome = Result<(), Box<dyn Error>>;

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_on_the_controls_is_felt_by_the_page() -> Outcome {
    let (_chromium, browser) = shown(None).await?;
    browser.type_into("[name=name]", "Zoë 🎬").await?;
    assert_eq!(browser.property("[name=name]", "value").await?, json!("Zoë 🎬"));
    browser.choose("[name=colour]", "red").await?;
    assert_eq!(browser.property("[name=colour]", "value").await?, json!("red"));
    browser.set("[name=when]", "2030-01-02T03:04").await?;
    assert_eq!(browser.property("[name=when]", "value").await?, json!("2030-01-02T03:04"));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    browser.give_files("[name=files]", &[&here.join("Cargo.toml"), &here.join("README.md")]).await?;
    assert_eq!(browser.ask("return document.querySelector('[name=files]').files.length;", vec![]).await?, 2);

    assert!(!browser.shows("#send:enabled").await?);
    browser.press("[name=box]", Key::Space).await?;
    browser.sees("#send:enabled").await?;
    browser.drag("#card", "#goal").await?;
    assert_eq!(browser.text("#said").await?.as_deref(), Some("dropped card"));
    Ok(browser.quit().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_line_breaks_what_is_under_way_and_can_be_mended() -> Outcome {
    let line = Line::lay().await?;
    let (_chromium, browser) = shown(Some(&line)).await?;
    browser.push("[name=box]").await?;
    browser.sees("#send:enabled").await?;
    line.slow(SLOW_BYTES_PER_SECOND);
    browser.push("#send").await?;
    browser.until("the upload", async || Ok(says(&browser, "under way").await)).await?;
    line.cut();
    browser.until("the break", async || Ok(says(&browser, "broken").await)).await?;
    line.mend();
    browser.push("#send").await?;
    browser.until("the arrival", async || Ok(says(&browser, "arrived 4000000").await)).await?;
    Ok(browser.quit().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hard_to_read_or_too_wide_is_found_and_every_look_is_kept() -> Outcome {
    let (_chromium, browser) = shown(None).await?;
    let review = browser.review("controls").await?;
    assert_eq!(review.violations.len(), 3, "{review:?}");
    assert!(review.violations.iter().all(|found| found.contains("color-contrast")), "{review:?}");
    assert!(review.too_wide > 100, "{review:?}");
    for look in ["light", "dark", "phone"] {
        let picture = folder().join("pages").join(format!("controls-{look}.png"));
        assert!(std::fs::metadata(picture)?.len() > 1000);
    }
    let weight = browser.weight().await?;
    assert_eq!(weight.bytes, include_bytes!("page.html").len() as u64);
    Ok(browser.quit().await?)
}

async fn says(browser: &Browser, words: &str) -> bool {
    browser.text("#said").await.is_ok_and(|said| said.as_deref() == Some(words))
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// A browser that shows the page.
async fn shown(line: Option<&Line>) -> Result<(Chromium, Browser), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/", listener.local_addr()?);
    let upload = async |body: Bytes| body.len().to_string();
    let routes = Router::new()
        .route("/", get(async || Html(include_str!("page.html"))))
        .route("/upload", put(upload).layer(DefaultBodyLimit::disable()));
    tokio::spawn(axum::serve(listener, routes).into_future());
    let chromium = Chromium::start(folder()).await?;
    let browser = match line {
        Some(line) => chromium.browser_on(line).await?,
        None => chromium.browser().await?,
    };
    browser.open(&address).await?;
    Ok((chromium, browser))
}
