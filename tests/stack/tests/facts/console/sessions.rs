//! Nobody acts for somebody else at the console.

use crate::stage::{Caller, Outcome, SESSION, Scene, facts, is_turned_away};
use libtest_mimic::Trial;
use local::OPERATOR;
use reqwest::{Method, StatusCode};
use serde_json::json;

/// A change that is harmless if it is made.
const CHANGE: &str = "/api/v1/uploads/abort";

/// Another site.
const FOREIGN: &str = "https://evil.example";

pub(super) fn facts() -> Vec<Trial> {
    facts![
        a_change_that_another_site_may_have_sent_is_refused,
        a_cookie_that_was_there_before_the_sign_in_is_worth_nothing_after_it,
        a_forged_cookie_is_nobodys,
        a_session_that_was_ended_stays_ended_for_whoever_has_kept_its_cookie,
        the_sessions_cookie_is_for_this_host_and_for_no_script,
        somebody_whom_no_rule_names_gets_in_nowhere,
    ]
}

async fn a_change_that_another_site_may_have_sent_is_refused(scene: Scene) -> Outcome {
    let (caller, other) = (scene.caller(OPERATOR).await?, scene.caller(OPERATOR).await?);
    assert_ne!(caller.csrf_token, other.csrf_token, "two sessions have one token");
    let body = json!({ "key": "no/console/upload", "upload_id": "none" });
    let request = || caller.unproven(Method::POST, CHANGE, Some(&body));
    let proven = || request().header("x-csrf-token", &caller.csrf_token);
    assert_ne!(proven().send().await?.status(), StatusCode::FORBIDDEN, "its own pages are refused");
    for (forged, request) in [
        ("without a token", request()),
        ("with an empty token", request().header("x-csrf-token", "")),
        ("with another session's token", request().header("x-csrf-token", &other.csrf_token)),
        ("from another origin", proven().header("origin", FOREIGN)),
        ("from another site", proven().header("sec-fetch-site", "cross-site")),
        ("from a sandbox", proven().header("origin", "null")),
    ] {
        assert_eq!(request.send().await?.status(), StatusCode::FORBIDDEN, "a change {forged} was let in");
    }
    // A form needs no script to be sent, and its answer is not read.
    let form = caller
        .unproven(Method::POST, "/sign-out", None)
        .header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(form.body("csrf_token=").send().await?.status(), StatusCode::FORBIDDEN);
    assert_eq!(
        caller.get("/api/v1/session").await?.status(),
        StatusCode::OK,
        "it was signed out all the same"
    );
    Ok(())
}

async fn a_cookie_that_was_there_before_the_sign_in_is_worth_nothing_after_it(scene: Scene) -> Outcome {
    let mut caller = scene.stranger()?;
    caller.cookies.insert(SESSION.to_owned(), "planted".to_owned());
    caller.sign_in(OPERATOR).await?;
    let first = session(&caller)?;
    assert_ne!(first, "planted", "the planted session was taken over");
    caller.sign_in(OPERATOR).await?;
    assert_ne!(session(&caller)?, first, "the session outlives a sign-in");

    let mut planter = scene.stranger()?;
    planter.cookies.insert(SESSION.to_owned(), "planted".to_owned());
    assert!(is_turned_away(&planter.get("/posts").await?));
    Ok(())
}

async fn a_forged_cookie_is_nobodys(scene: Scene) -> Outcome {
    let caller = scene.caller(OPERATOR).await?;
    let real = session(&caller)?;
    let (payload, proof) = real.rsplit_once('.').ok_or("a cookie without a proof")?;
    let mut forgeries = vec![
        String::new(),
        "x".repeat(4096),
        payload.to_owned(),
        format!("{payload}."),
        format!(".{proof}"),
        format!("{payload}.{}", "0".repeat(proof.len())),
    ];
    // Any one character that is changed.
    forgeries.extend((0..real.len()).step_by(7).map(|at| {
        // The proof is hexadecimal, in which an `A` is an `a`.
        let other = if real[at..=at].eq_ignore_ascii_case("a") { "b" } else { "a" };
        format!("{}{other}{}", &real[..at], &real[at + 1..])
    }));
    forgeries.retain(|forged| *forged != real);
    for forged in forgeries {
        let mut forger = caller.clone();
        forger.cookies.insert(SESSION.to_owned(), forged.clone());
        for path in ["/posts", "/api/v1/posts"] {
            assert!(is_turned_away(&forger.get(path).await?), "{path} believes {forged}");
        }
    }
    assert_eq!(caller.get("/api/v1/posts").await?.status(), StatusCode::OK);
    Ok(())
}

async fn a_session_that_was_ended_stays_ended_for_whoever_has_kept_its_cookie(scene: Scene) -> Outcome {
    let caller = scene.caller(OPERATOR).await?;
    let out = caller.change(Method::POST, "/sign-out", None).await?;
    assert!(out.status().is_redirection() || out.status().is_success(), "{}", out.status());
    for path in ["/posts", "/api/v1/posts"] {
        assert!(is_turned_away(&caller.get(path).await?), "{path} goes on");
    }
    Ok(())
}

async fn the_sessions_cookie_is_for_this_host_and_for_no_script(scene: Scene) -> Outcome {
    let seat = scene.seat().await?;
    seat.open("/posts").await?;
    let cookies = seat.cookies().await?;
    let cookie = cookies.iter().find(|cookie| cookie["name"] == SESSION).ok_or("no session")?;
    assert_eq!(
        (&cookie["httpOnly"], &cookie["sameSite"], &cookie["path"]),
        (&json!(true), &json!("Lax"), &json!("/"))
    );
    assert!(!cookie["domain"].as_str().unwrap_or_default().starts_with('.'), "{cookie}");
    let seen = seat.ask("return document.cookie;", vec![]).await?.to_string();
    assert!(!seen.contains(SESSION), "a script can read the session: {seen}");
    seat.leave();
    Ok(())
}

async fn somebody_whom_no_rule_names_gets_in_nowhere(scene: Scene) -> Outcome {
    let mut nobody = scene.stranger()?;
    assert!(nobody.sign_in("somebody@elsewhere.example").await.is_err());
    for path in [
        "/",
        "/posts",
        "/new",
        "/accounts",
        "/batch",
        "/calendar",
        "/audit",
        "/api/v1/posts",
        "/api/v1/openapi.json",
    ] {
        let answer = nobody.get(path).await?;
        assert!(
            is_turned_away(&answer) || answer.headers().get("location").is_some_and(|next| next == "/posts"),
            "{path}"
        );
    }
    Ok(())
}

fn session(caller: &Caller) -> Outcome<String> {
    Ok(caller.cookies.get(SESSION).ok_or("no session")?.clone())
}
