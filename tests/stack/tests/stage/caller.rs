//! A program that calls the console as somebody who is signed in: what a browser would send, and what none would.

use super::seat::sign_in_path;
use super::{Creator, Outcome, Scene, Stage, told};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The session's cookie, as the local deployment calls it.
pub(crate) const SESSION: &str = "reeldrop-session";

/// How many redirects lead from a link to where it goes, at most.
const REDIRECTS_MAX: usize = 10;

/// Somebody's program. It keeps its cookies by itself, so that a fact can take, change and forge them.
#[derive(Clone)]
pub(crate) struct Caller {
    /// By name.
    pub(crate) cookies: BTreeMap<String, String>,
    /// What proves that a change comes from the console's own pages.
    pub(crate) csrf_token: String,
    http: Client,
    stage: &'static Stage,
}

impl Scene {
    /// Somebody who has not signed in.
    pub(crate) fn stranger(&self) -> Outcome<Caller> {
        let console: url::Url = self.stage.console("/").parse().map_err(told)?;
        // Names below `localhost` are this machine, which not every resolver knows.
        let here = std::net::SocketAddr::from(([127, 0, 0, 1], console.port().unwrap_or_default()));
        let http = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .resolve(console.host_str().unwrap_or_default(), here)
            .build();
        let http = http.map_err(told)?;
        Ok(Caller { cookies: BTreeMap::new(), csrf_token: String::new(), http, stage: self.stage })
    }

    /// Somebody who has signed in.
    pub(crate) async fn caller(&self, email: &str) -> Outcome<Caller> {
        let mut caller = self.stranger()?;
        caller.sign_in(email).await?;
        Ok(caller)
    }

    /// Somebody who has signed in as a creator and connected an account, which is theirs alone.
    pub(crate) async fn creator_at_the_console(
        &self,
        like: tiktok_fake::Creator,
    ) -> Outcome<(Caller, Creator)> {
        let creator = Creator::add(self.stage, like)?;
        self.watch(&creator.username);
        self.watch(&creator.open_id);
        let mut caller = self.caller(&creator.email()).await?;
        caller.connect(&creator).await?;
        Ok((caller, creator))
    }
}

impl Caller {
    /// Walks to the issuer and back.
    pub(crate) async fn sign_in(&mut self, email: &str) -> Outcome {
        self.stage.introduce(email);
        self.walk(&self.stage.console(&sign_in_path(email, "/audit"))).await?;
        let session = self.get("/api/v1/session").await?;
        let session: Value = session.error_for_status().map_err(told)?.json().await.map_err(told)?;
        self.csrf_token = session["csrf_token"].as_str().ok_or("a session without a token")?.to_owned();
        Ok(())
    }

    /// Connects a creator's account, as the page of accounts does.
    async fn connect(&mut self, creator: &Creator) -> Outcome {
        let _seat = self.stage.connecting.lock().await;
        self.stage.tiktok()?.set_next_creator(&creator.username).map_err(told)?;
        let begun = self.keep(self.change(Method::POST, "/api/v1/accounts/connect", None).await?);
        let begun: Value = begun.error_for_status().map_err(told)?.json().await.map_err(told)?;
        self.walk(begun["url"].as_str().ok_or("no address to connect at")?).await?;
        let accounts: Value = self.get("/api/v1/accounts").await?.json().await.map_err(told)?;
        match accounts.to_string().contains(&creator.open_id) {
            true => Ok(()),
            false => Err(format!("{} is not among {accounts}", creator.open_id).into()),
        }
    }

    /// Follows an address to where it leads.
    async fn walk(&mut self, address: &str) -> Outcome<Response> {
        let mut address: url::Url = address.parse().map_err(told)?;
        for _ in 0..REDIRECTS_MAX {
            let request = self.with_cookies(self.http.get(address.clone()));
            let answer = self.keep(request.send().await.map_err(told)?);
            let Some(next) = answer.headers().get("location").and_then(|next| next.to_str().ok()) else {
                return Ok(answer);
            };
            address = address.join(next).map_err(told)?;
        }
        Err(format!("{address} leads nowhere").into())
    }

    /// Reads.
    pub(crate) async fn get(&self, path: &str) -> Outcome<Response> {
        self.with_cookies(self.http.get(self.stage.console(path))).send().await.map_err(told)
    }

    /// Reads what must be there.
    pub(crate) async fn json(&self, path: &str) -> Outcome<Value> {
        let answer = self.get(path).await?.error_for_status().map_err(told)?;
        answer.json().await.map_err(told)
    }

    /// Changes something, as the console's pages do.
    pub(crate) async fn change(&self, method: Method, path: &str, body: Option<&Value>) -> Outcome<Response> {
        self.unproven(method, path, body).header("x-csrf-token", &self.csrf_token).send().await.map_err(told)
    }

    /// The same, demanding that it succeeds.
    pub(crate) async fn changed(&self, method: Method, path: &str, body: Value) -> Outcome<Value> {
        let answer = self.change(method, path, Some(&body)).await?;
        let (status, text) = (answer.status(), answer.text().await.map_err(told)?);
        if !status.is_success() {
            return Err(format!("{path} was answered with {status}: {text}").into());
        }
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// A change without the proof that pages send along.
    pub(crate) fn unproven(&self, method: Method, path: &str, body: Option<&Value>) -> RequestBuilder {
        let request = self.with_cookies(self.http.request(method, self.stage.console(path)));
        match body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    /// Uploads a video in one part and makes a post of it, for what this program is shown of it.
    pub(crate) async fn post(&self, creator: &Creator, video: Vec<u8>, options: Value) -> Outcome<Value> {
        let upload = self.upload(creator, video).await?;
        self.changed(Method::POST, "/api/v1/posts", json!({ "upload": upload, "options": options })).await
    }

    /// Uploads a video in one part, for the upload's key and id.
    pub(crate) async fn upload(&self, creator: &Creator, video: Vec<u8>) -> Outcome<Value> {
        let begin = json!({ "account": creator.open_id, "file_name": "clip.mp4", "size": video.len(), "content_type": "video/mp4" });
        let begun = self.changed(Method::POST, "/api/v1/uploads", begin).await?;
        let upload = json!({ "key": begun["key"], "upload_id": begun["upload_id"] });
        let mut wanted = upload.clone();
        wanted["parts"] = json!([1]);
        let urls = self.changed(Method::POST, "/api/v1/uploads/part-urls", wanted).await?;
        let url = urls["parts"][0]["url"].as_str().ok_or("no address for a part")?;
        self.http.put(url).body(video).send().await.map_err(told)?.error_for_status().map_err(told)?;
        Ok(upload)
    }

    fn with_cookies(&self, request: RequestBuilder) -> RequestBuilder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    /// Takes the cookies of an answer.
    fn keep(&mut self, answer: Response) -> Response {
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().ok().and_then(|cookie| cookie.split(';').next()?.split_once('='));
            match pair {
                Some((name, "")) => drop(self.cookies.remove(name)),
                Some((name, value)) => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
                None => {}
            }
        }
        answer
    }
}

/// Whether somebody is taken for a stranger: led to the sign-in page, or told to sign in.
pub(crate) fn is_turned_away(answer: &Response) -> bool {
    let leads = answer.headers().get("location").and_then(|next| next.to_str().ok());
    answer.status() == StatusCode::UNAUTHORIZED
        || answer.status().is_redirection() && leads.is_some_and(|next| next.starts_with("/sign-in"))
}
