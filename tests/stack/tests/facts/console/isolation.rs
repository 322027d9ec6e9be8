//! A creator sees and changes nothing of another's, by any route: all that the API's own description names, and every page.

use crate::stage::{Caller, Clip, Creator, Outcome, Scene, facts, told};
use libtest_mimic::Trial;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tiktok_fake::Creator as Like;

/// What somebody has who must stay by themselves.
struct Owned {
    creator: Creator,
    post: String,
    upload: Value,
    /// What nobody else may read.
    words: Vec<String>,
}

pub(super) fn facts() -> Vec<Trial> {
    facts![no_operation_of_the_api_shows_or_changes_anything_of_anothers, no_page_shows_anything_of_anothers,]
}

async fn no_operation_of_the_api_shows_or_changes_anything_of_anothers(scene: Scene) -> Outcome {
    let (owner, owned) = owner(&scene).await?;
    let (other, _) = scene.creator_at_the_console(Like::default()).await?;
    let before = owner.json(&format!("/api/v1/posts/{}", owned.post)).await?;
    let document = other.json("/api/v1/openapi.json").await?;
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().ok_or("no paths")? {
        for (method, operation) in item.as_object().ok_or("no operations")? {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            let (path, names) = owned.path(path)?;
            let body = owned.body(operation)?;
            let answer = other.change(method.clone(), &format!("/api/v1{path}"), body.as_ref()).await?;
            let (status, text) = (answer.status(), answer.text().await.map_err(told)?);
            if names || body.as_ref().is_some_and(|body| owned.is_named_in(body)) {
                assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}: {text}");
            }
            owned.is_not_in(&text).map_err(|word| format!("{method} {path} tells {word}: {text}"))?;
            tried += 1;
        }
    }
    assert!(tried >= 15, "the description names {tried} operations");
    for query in ["posts?account=", "posts?limit=100&account="] {
        let text = other
            .get(&format!("/api/v1/{query}{}", owned.creator.open_id))
            .await?
            .text()
            .await
            .map_err(told)?;
        owned.is_not_in(&text).map_err(|word| format!("{query} tells {word}: {text}"))?;
    }
    // Of another's account a table tells no more than of one that nobody has.
    let (theirs, nobodys) =
        (batch_error(&other, &owned.creator.username).await?, batch_error(&other, "nobody").await?);
    assert_eq!(theirs.replace(&owned.creator.username, "nobody"), nobodys);
    assert_eq!(owner.json(&format!("/api/v1/posts/{}", owned.post)).await?, before, "the post has changed");
    let parts = owner.changed(Method::POST, "/api/v1/uploads/parts", owned.upload.clone()).await?;
    assert_eq!(parts["parts"].as_array().map(Vec::len), Some(1), "the upload is gone: {parts}");
    Ok(())
}

async fn no_page_shows_anything_of_anothers(scene: Scene) -> Outcome {
    let (_, owned) = owner(&scene).await?;
    let (other, mine) = scene.creator_at_the_console(Like::default()).await?;
    let Owned { post, creator, .. } = &owned;
    for path in
        [format!("/posts/{post}"), format!("/posts/{post}/options"), format!("/new/{}", creator.open_id)]
    {
        assert_eq!(other.get(&path).await?.status(), StatusCode::NOT_FOUND, "{path}");
    }
    for path in [
        "/posts".to_owned(),
        format!("/posts?account={}", creator.open_id),
        format!("/calendar?view=month&on=2032-08-09&account={}", creator.open_id),
        "/calendar?view=month&on=2032-08-09".to_owned(),
        "/calendar?view=week&on=2032-08-09".to_owned(),
        "/new".to_owned(),
        "/batch".to_owned(),
        "/accounts".to_owned(),
        "/audit".to_owned(),
        format!("/accounts?connected={}", creator.open_id),
    ] {
        let text = other.get(&path).await?.text().await.map_err(told)?;
        let shown = owned.is_not_in(&text.replace(&format!("account={}", creator.open_id), ""));
        shown.map_err(|word| format!("{path} tells {word}"))?;
    }
    // The same pages show whom they belong to.
    let accounts = other.get("/accounts").await?.text().await.map_err(told)?;
    assert!(accounts.contains(&mine.open_id), "a creator does not see the account that they have connected");
    Ok(())
}

/// What a table is told that is for this account.
async fn batch_error(caller: &Caller, account: &str) -> Outcome<String> {
    let table = format!("file,account,privacy_level\nclip.mp4,{account},SELF_ONLY\n");
    let check =
        caller.unproven(Method::POST, "/api/v1/batch/check", None).header("x-csrf-token", &caller.csrf_token);
    let answer = check.header("content-type", "text/csv").body(table).send().await.map_err(told)?;
    let checked: Value = answer.error_for_status().map_err(told)?.json().await.map_err(told)?;
    assert_eq!(checked["valid"], 0, "{checked}");
    Ok(checked["rows"][0]["errors"].to_string())
}

/// Somebody with an account, a post and an upload that has begun.
async fn owner(scene: &Scene) -> Outcome<(Caller, Owned)> {
    let like = Like { nickname: format!("Nick {}", fastrand::u64(..)), ..Like::default() };
    let (owner, creator) = scene.creator_at_the_console(like).await?;
    let caption = format!("Caption {}", fastrand::u64(..));
    let options = json!({ "caption": caption, "privacy_level": "SELF_ONLY", "publish_at": "2032-08-09T12:00:00Z", "music_usage_confirmed": true });
    let post = owner.post(&creator, Clip::small()?.bytes()?, options).await?;
    let post = post["id"].as_str().ok_or("a post without an id")?.to_owned();
    let upload = owner.upload(&creator, Clip::small()?.bytes()?).await?;
    let words = vec![
        creator.nickname.clone(),
        creator.username.clone(),
        creator.open_id.clone(),
        caption,
        post.clone(),
    ];
    Ok((owner, Owned { creator, post, upload, words }))
}

impl Owned {
    /// A path of the description with this person's things in it, and whether it names any.
    fn path(&self, template: &str) -> Outcome<(String, bool)> {
        let mut path = template.to_owned();
        for (begin, value) in [("/posts/{", &self.post), ("/accounts/{", &self.creator.open_id)] {
            if let Some(at) = path.find(begin) {
                let (begin, end) = (at + begin.len() - 1, at + path[at..].find('}').ok_or("an open brace")?);
                path.replace_range(begin..=end, value);
            }
        }
        match path.contains('{') {
            false => Ok((path.clone(), path != template)),
            true => Err(format!("nobody knows what to put into {path}: say it here").into()),
        }
    }

    /// A body that names this person's things, if the operation takes one. One that is new must be added here.
    fn body(&self, operation: &Value) -> Outcome<Option<Value>> {
        if operation["requestBody"].is_null() {
            return Ok(None);
        }
        let options = json!({ "privacy_level": "SELF_ONLY", "music_usage_confirmed": true });
        let mut part = self.upload.clone();
        part["parts"] = json!([1]);
        Ok(Some(match operation["operationId"].as_str().unwrap_or_default() {
            "create_post" => json!({ "upload": self.upload, "options": options }),
            "reschedule_post" => json!({ "publish_at": null }),
            "choose_options" => options,
            "begin_upload" => json!({
                "account": self.creator.open_id, "file_name": "a.mp4", "size": 1000, "content_type": "video/mp4",
            }),
            "sign_parts" => part,
            "list_parts" | "abort_upload" => self.upload.clone(),
            // Bytes and tables, which name nobody or are looked at by themselves.
            "put_thumbnail" | "check_batch" => return Ok(None),
            other => return Err(format!("nobody knows how to call {other}: say it here").into()),
        }))
    }

    fn is_named_in(&self, body: &Value) -> bool {
        self.is_not_in(&body.to_string()).is_err()
    }

    /// The first of the words that is in a text.
    fn is_not_in(&self, text: &str) -> Result<(), &str> {
        self.words.iter().find(|word| text.contains(word.as_str())).map_or(Ok(()), |word| Err(word))
    }
}
