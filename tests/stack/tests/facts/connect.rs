//! A creator connects an account in a real browser, from the link to the first post.

use crate::stage::{AUTHORIZE, Clip, Creator, Outcome, Scene, facts, told};
use browser::{Browser, Page};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use url::Url;

/// Headers that every answer to a browser carries (the design, section 4, and the issue of the accounts).
const STRICT_HEADERS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("strict-transport-security", "max-age=31536000"),
];

/// What the policy of a page forbids; the style and the picture that it allows differ from page to page.
const FORBIDDEN: [&str; 4] =
    ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

/// How long a connection may take, and so the cookie that ties it to its browser, in seconds.
const CONNECTION_SECONDS: i64 = 600;

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_creator_connects_in_a_browser_and_the_next_video_is_posted,
        the_cookie_of_a_connection_is_for_this_host_and_for_no_script,
        a_creator_who_connects_again_is_the_same_account,
    ]
}

async fn a_creator_connects_in_a_browser_and_the_next_video_is_posted(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    creator.open_consent_page(&browser, scene.stage.deployment.connect_link()).await?;
    let page = browser.submit(AUTHORIZE).await?;
    shows(&page, 200, "Connected")?;
    for word in [&creator.nickname, &creator.username] {
        assert!(page.text.contains(word), "{word} is not on the page: {}", page.text);
    }
    assert!(browser.picture_width().await? > 0, "the avatar is not shown");
    assert!(browser.fits_a_phone("connected").await?, "the page is wider than a phone");
    assert_eq!(browser.console().await?, [""; 0], "something on the page was blocked or failed");
    assert_eq!(browser.cookies().await?.len(), 0, "the connection is over, and its cookie is still there");
    browser.quit().await?;

    let clip = Clip::small()?;
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    scene.reaches(&uploaded, "published").await?;
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    Ok(())
}

async fn the_cookie_of_a_connection_is_for_this_host_and_for_no_script(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    creator.open_consent_page(&browser, scene.stage.deployment.connect_link()).await?;
    let cookie = only_cookie(&browser).await?;
    let api: Url = scene.stage.deployment.output("ApiUrl").map_err(told)?.parse()?;
    // Without a dot before it, the domain is this very host. On https the name begins with `__Host-`, and `Secure` is
    // set; a browser would refuse both here.
    for (attribute, value) in [
        ("name", json!("reeldrop-connect")),
        ("domain", json!(api.host_str())),
        ("path", json!("/")),
        ("secure", json!(false)),
        ("httpOnly", json!(true)),
        ("sameSite", json!("Lax")),
    ] {
        assert_eq!(cookie[attribute], value, "{attribute}");
    }
    let begun = scene.stage.tiktok()?.now().as_second();
    let expires = cookie["expires"].as_f64().ok_or("a cookie without an end")?;
    let lives = expires as i64 - begun;
    assert!((1..=CONNECTION_SECONDS).contains(&lives), "the cookie lives for another {lives} s");
    Ok(browser.quit().await?)
}

async fn a_creator_who_connects_again_is_the_same_account(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    let mut pairs = Vec::new();
    for _ in 0..2 {
        // TikTok shows its page again, although this creator is logged in and has consented before.
        creator.open_consent_page(&browser, scene.stage.deployment.connect_link()).await?;
        shows(&browser.submit(AUTHORIZE).await?, 200, "Connected")?;
        pairs.push(creator.stored_tokens().await?);
    }
    assert_ne!(pairs[0]["access_token"], pairs[1]["access_token"], "the second pair was not stored");
    let table = scene.stage.deployment.output("AccountsTable").map_err(told)?;
    let mut accounts = scene.stage.items(table).await?;
    accounts.retain(|item| item.get("username").and_then(|name| name.as_s().ok()) == Some(&creator.username));
    assert_eq!(accounts.len(), 1);
    Ok(browser.quit().await?)
}

/// Demands a page of ours with this status and heading, and with the headers of every page.
pub(super) fn shows(page: &Page, status: u64, heading: &str) -> Outcome {
    assert_eq!((page.status, page.heading.as_str()), (status, heading), "{page:?}");
    for (name, value) in STRICT_HEADERS {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    let policy = page.header("content-security-policy").ok_or("a page without a policy")?;
    for rule in FORBIDDEN {
        assert!(policy.contains(rule), "{rule} is not in {policy}");
    }
    Ok(())
}

/// The cookie of a connection that has begun.
pub(super) async fn only_cookie(browser: &Browser) -> Outcome<Value> {
    let cookies = browser.cookies().await?;
    <[Value; 1]>::try_from(cookies)
        .map(|[cookie]| cookie)
        .map_err(|kept| format!("{} cookies", kept.len()).into())
}

/// Whether the account is known and can be used.
pub(super) async fn is_connected(scene: &Scene, creator: &Creator) -> Outcome<bool> {
    let table = scene.stage.deployment.output("AccountsTable").map_err(told)?;
    let accounts = scene.stage.items(table).await?;
    let is = |item: &std::collections::HashMap<_, _>, name: &str, value: &str| {
        let found: Option<&aws_sdk_dynamodb::types::AttributeValue> = item.get(name);
        found.and_then(|found| found.as_s().ok()).is_some_and(|found| found == value)
    };
    Ok(accounts.iter().any(|item| is(item, "open_id", &creator.open_id) && is(item, "status", "connected")))
}
