//! Whoever comes with the wrong link, in the wrong browser or without consent is turned away by a page that says what to
//! do, and nothing is connected.

use super::connect::{is_connected, only_cookie, shows};
use crate::stage::{AUTHORIZE, CANCEL, Outcome, Scene, facts, told};
use libtest_mimic::Trial;
use url::Url;

/// A host that nobody has (RFC 2606), for links that try to lead there.
const ELSEWHERE: &str = "evil.example";

/// Parameters by which sites are made to send their visitors elsewhere.
const DETOURS: &str = "redirect_uri=https://evil.example/&next=//evil.example&url=https://evil.example/\
    &return_to=%2F%2Fevil.example&continue=https:%5C%5Cevil.example&Location=%0d%0aLocation:%20https://evil.example/";

/// Paths that a careless redirect takes for an address of its own.
const CROOKED_PATHS: [&str; 4] = [
    "//evil.example/connect",
    "/%2F%2Fevil.example%2Foauth/callback",
    "/%5Cevil.example/connect",
    "/oauth/callback//evil.example/%2e%2e",
];

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_callback_that_was_used_connects_nobody_again,
        a_callback_in_another_browser_connects_nobody,
        a_changed_state_connects_nobody_and_leaves_the_true_one_good,
        a_creator_who_cancels_is_told_that_nothing_was_connected,
        a_wrong_key_begins_nothing,
        no_link_leads_off_the_site,
    ]
}

async fn a_callback_that_was_used_connects_nobody_again(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    creator.open_consent_page(&browser, scene.stage.deployment.connect_link()).await?;
    let connected = browser.submit(AUTHORIZE).await?;
    shows(&connected, 200, "Connected")?;
    let stored = creator.stored_tokens().await?;

    let again = browser.open(connected.url.as_str()).await?;
    shows(&again, 400, "This link has been used or is too old")?;
    assert!(browser.fits_a_phone("refused").await?, "the page is wider than a phone");
    assert_eq!(creator.stored_tokens().await?, stored);
    Ok(browser.quit().await?)
}

/// As when somebody begins a connection and sends TikTok's page to a creator, to get the creator's account.
async fn a_callback_in_another_browser_connects_nobody(scene: Scene) -> Outcome {
    let (creator, first, second) = (scene.newcomer()?, scene.browser().await?, scene.browser().await?);
    let consent_page = creator.open_consent_page(&first, scene.stage.deployment.connect_link()).await?.url;
    creator.open_consent_page(&second, consent_page.as_str()).await?;
    shows(&second.submit(AUTHORIZE).await?, 403, "This is another browser")?;
    assert!(!is_connected(&scene, &creator).await?);

    // The state has been shown to a stranger, and is no longer good for anybody.
    creator.open_consent_page(&first, consent_page.as_str()).await?;
    shows(&first.submit(AUTHORIZE).await?, 400, "This link has been used or is too old")?;
    assert!(!is_connected(&scene, &creator).await?);
    first.quit().await?;
    Ok(second.quit().await?)
}

async fn a_changed_state_connects_nobody_and_leaves_the_true_one_good(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    let consent_page = creator.open_consent_page(&browser, scene.stage.deployment.connect_link()).await?.url;
    creator.open_consent_page(&browser, with_another_state(&consent_page).as_str()).await?;
    shows(&browser.submit(AUTHORIZE).await?, 400, "This link has been used or is too old")?;
    assert!(!is_connected(&scene, &creator).await?);

    creator.open_consent_page(&browser, consent_page.as_str()).await?;
    shows(&browser.submit(AUTHORIZE).await?, 200, "Connected")?;
    assert!(is_connected(&scene, &creator).await?);
    Ok(browser.quit().await?)
}

async fn a_creator_who_cancels_is_told_that_nothing_was_connected(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    creator.open_consent_page(&browser, scene.stage.deployment.connect_link()).await?;
    let page = browser.submit(CANCEL).await?;
    shows(&page, 400, "Nothing was connected")?;
    assert_eq!(browser.console().await?.iter().filter(|line| line.contains("Policy")).count(), 0);
    assert!(!is_connected(&scene, &creator).await?);
    Ok(browser.quit().await?)
}

async fn a_wrong_key_begins_nothing(scene: Scene) -> Outcome {
    let browser = scene.browser().await?;
    let link = scene.stage.deployment.connect_link();
    let without = scene.stage.deployment.output("ConnectUrl").map_err(told)?;
    for wrong in
        [without.to_owned(), format!("{without}?key="), format!("{link}x"), link[..link.len() - 1].to_owned()]
    {
        shows(&browser.open(&wrong).await?, 403, "This link does not work")?;
    }
    assert_eq!(browser.cookies().await?.len(), 0);
    let api: Url = without.parse()?;
    assert_eq!(
        browser.asked().await?.into_iter().collect::<Vec<_>>(),
        [api.authority()],
        "it was sent elsewhere"
    );
    Ok(browser.quit().await?)
}

async fn no_link_leads_off_the_site(scene: Scene) -> Outcome {
    let (creator, browser) = (scene.newcomer()?, scene.browser().await?);
    let deployment = &scene.stage.deployment;
    let (api, callback) =
        (deployment.output("ApiUrl").map_err(told)?, deployment.output("RedirectUri").map_err(told)?);

    // The right key with all sorts of extras: on to TikTok, to be sent back where the app is registered.
    let consent_page =
        creator.open_consent_page(&browser, &format!("{}&{DETOURS}", deployment.connect_link())).await?.url;
    let back = consent_page.query_pairs().find(|(name, _)| name == "redirect_uri");
    assert_eq!(back.map(|(_, value)| value.into_owned()).as_deref(), Some(callback));
    assert!(!consent_page.as_str().contains(ELSEWHERE), "{consent_page}");
    only_cookie(&browser).await?;

    shows(
        &browser.open(&format!("{callback}?{DETOURS}")).await?,
        400,
        "This link has been used or is too old",
    )?;
    for path in CROOKED_PATHS {
        let page = browser.open(&format!("{api}{path}?{DETOURS}&key=x")).await?;
        // What is no address of the connection's is one of the console's, which asks first who somebody is.
        assert!(page.status >= 400 || page.url.path() == "/sign-in", "{path}: {page:?}");
    }
    let tiktok: Url = scene.stage.tiktok()?.base_url().parse()?;
    let site = [api.parse::<Url>()?.authority().to_owned(), tiktok.authority().to_owned()];
    let asked = browser.asked().await?;
    assert!(asked.iter().all(|host| site.contains(host)), "{asked:?}");
    Ok(browser.quit().await?)
}

/// The same page with one character of its state changed.
fn with_another_state(consent_page: &Url) -> Url {
    let changed = |state: &str| {
        let (first, rest) = state.split_at(1);
        format!("{}{rest}", if first == "0" { "1" } else { "0" })
    };
    let mut url = consent_page.clone();
    let pairs = consent_page.query_pairs().map(|(name, value)| {
        let value = if name == "state" { changed(&value) } else { value.into_owned() };
        (name.into_owned(), value)
    });
    url.query_pairs_mut().clear().extend_pairs(pairs.collect::<Vec<_>>());
    url
}
