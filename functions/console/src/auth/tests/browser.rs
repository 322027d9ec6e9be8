//! A browser that keeps cookies.

use super::world::{CONSOLE, World};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use std::collections::BTreeMap;
use url::Url;

/// A page that needs nothing but a viewer, because nothing is there.
pub(super) const NOWHERE: &str = "/nowhere";

/// A browser at the console. Where answers lead to the issuer, it follows only when it is told to.
pub(super) struct Browser<'a> {
    pub(super) world: &'a World,
    pub(super) cookies: BTreeMap<String, String>,
}

/// An answer as a test looks at it.
pub(super) struct Seen {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) headers: axum::http::HeaderMap,
    pub(super) text: String,
}

impl Seen {
    /// Whether it is a page for somebody who is signed in.
    pub(super) fn is_for_a_viewer(&self) -> bool {
        self.status == StatusCode::NOT_FOUND && self.text.contains("csrf-token")
    }
}

impl<'a> Browser<'a> {
    pub(super) fn new(world: &'a World) -> Self {
        Self { world, cookies: BTreeMap::new() }
    }

    /// One that is signed in as somebody.
    pub(super) async fn signed_in(world: &'a World, email: &str) -> Self {
        let mut browser = Self::new(world);
        let seen = browser.sign_in(email).await;
        assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, "/posts"), "{}", seen.text);
        browser
    }

    /// Signs in, as far as the console's answer to what the issuer says.
    pub(super) async fn sign_in(&mut self, email: &str) -> Seen {
        let back = self.visit_the_issuer(email).await;
        self.get(&back).await
    }

    /// Begins to sign in, and gives the address by which the issuer sends the browser back.
    pub(super) async fn visit_the_issuer(&mut self, email: &str) -> String {
        let begun = self.get(&format!("/sign-in/go?login_hint={email}")).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        local(&issuer_answers(&begun.location).await)
    }

    pub(super) async fn get(&mut self, path: &str) -> Seen {
        self.send(Request::get(path)).await
    }

    pub(super) async fn send(&mut self, request: axum::http::request::Builder) -> Seen {
        self.send_body(request, Body::empty()).await
    }

    pub(super) async fn send_body(&mut self, request: axum::http::request::Builder, body: Body) -> Seen {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(body).unwrap();
        let response = self.world.answer(request).await;
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
        let location = parts.headers.get(header::LOCATION).map_or("", |location| location.to_str().unwrap());
        Seen { status: parts.status, location: location.to_owned(), headers: parts.headers, text }
    }

    /// The token that this browser's pages carry.
    pub(super) async fn csrf_token(&mut self) -> String {
        let page = self.get(NOWHERE).await.text;
        let (_, rest) = page.split_once("name=\"csrf-token\" content=\"").expect(&page);
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// A change with all that the console's own scripts send.
    pub(super) async fn own_change(&mut self, path: &str) -> axum::http::request::Builder {
        let token = self.csrf_token().await;
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("x-csrf-token", token)
            .header("origin", CONSOLE)
            .header("sec-fetch-site", "same-origin")
    }

    fn keep_cookies(&mut self, response: &Response) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Where the issuer sends a browser that comes by this address.
pub(super) async fn issuer_answers(url: &str) -> Url {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
    let answer = client.unwrap().get(url).send().await.unwrap();
    let location =
        answer.headers().get(header::LOCATION).map(|location| location.to_str().unwrap().to_owned());
    location.expect("the issuer sends the browser back").parse().unwrap()
}

/// The path and query of an address of the console.
pub(super) fn local(url: &Url) -> String {
    assert_eq!(url.origin().ascii_serialization(), CONSOLE);
    format!("{}?{}", url.path(), url.query().unwrap_or_default())
}
