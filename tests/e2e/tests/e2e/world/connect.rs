//! A creator's walk through the connect link, TikTok's consent page and the way back.

use super::World;
use crate::effects::get;
use lambda_http::http::header::{COOKIE, LOCATION, SET_COOKIE};
use lambda_http::{Body, Request, RequestExt, Response};
use std::collections::HashMap;
use url::Url;

/// Protects `/connect`.
pub(super) const CONNECT_KEY: &str = "connect-key-canary";

impl World {
    /// Connects the creator with this username, or connects them again, and gives their `open_id`.
    pub(crate) async fn connect(&self, username: &str) -> String {
        let begin = Url::parse_with_params("http://127.0.0.1:1/connect", [("key", CONNECT_KEY)]).unwrap();
        let away = self.functions.connector.answer(request(&begin, None)).await;
        let consent_page = header(&away, LOCATION.as_str()).parse().unwrap();
        let page = self.consent(username, &consent_page, header(&away, SET_COOKIE.as_str())).await;
        assert_eq!(page.status(), 200, "{username} could not be connected");
        self.tiktok.creators().into_iter().find(|creator| creator.username == username).unwrap().open_id
    }

    /// Connects the creator with this username from the console, for whoever has signed in there, and gives the answer
    /// at the end of the way.
    pub(crate) async fn connect_in_console(&self, username: &str, identity: &str) -> Response<Body> {
        let begun = self.functions.connector.connections.begin(Some(identity.to_owned())).await.unwrap();
        self.consent(username, &begun.consent_page, &begun.set_cookie).await
    }

    /// The creator agrees on TikTok's page, and comes back in the browser that has this cookie.
    async fn consent(&self, username: &str, consent_page: &Url, set_cookie: &str) -> Response<Body> {
        self.tiktok.set_next_creator(username).unwrap();
        let cookie = set_cookie.split(';').next().unwrap().to_owned();
        self.overheard.add_secret(cookie.split_once('=').unwrap().1);

        let consented = get(consent_page).await;
        let back: Url = consented.headers()[LOCATION].to_str().unwrap().parse().unwrap();
        let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        self.overheard.add_secret(&code);

        self.functions.connector.answer(request(&back, Some(&cookie))).await
    }
}

/// A request as API Gateway passes it on.
fn request(url: &Url, cookie: Option<&str>) -> Request {
    let mut parameters: HashMap<String, Vec<String>> = HashMap::new();
    for (name, value) in url.query_pairs() {
        parameters.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let mut request = Request::new(Body::Empty);
    *request.uri_mut() = url.as_str().parse().unwrap();
    if let Some(cookie) = cookie {
        request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
    }
    request.with_query_string_parameters(parameters)
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers()[name].to_str().unwrap()
}
