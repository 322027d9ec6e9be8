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
        self.tiktok.set_next_creator(username).unwrap();
        let begin = Url::parse_with_params("http://127.0.0.1:1/connect", [("key", CONNECT_KEY)]).unwrap();
        let away = self.functions.connector.answer(request(&begin, None)).await;
        let cookie = header(&away, SET_COOKIE.as_str()).split(';').next().unwrap().to_owned();
        self.overheard.add_secret(cookie.split_once('=').unwrap().1);

        let consented = get(&header(&away, LOCATION.as_str()).parse().unwrap()).await;
        let back: Url = consented.headers()[LOCATION].to_str().unwrap().parse().unwrap();
        let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        self.overheard.add_secret(&code);

        let page = self.functions.connector.answer(request(&back, Some(&cookie))).await;
        assert_eq!(page.status(), 200, "{username} could not be connected");
        self.tiktok.creators().into_iter().find(|creator| creator.username == username).unwrap().open_id
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
