//! The console's API, on the whole system. Who somebody is, the tests say themselves: signing in is the console's own
//! matter.

mod accounts;
mod acts;
mod batch;
mod call;
mod creating;
mod isolation;
mod lists;
mod refusals;

use crate::world::{Setup, Upload, World};
use ::console::{Role, Viewer};
use call::{Answer, Sent};
use domain::{Post, PostId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a person must choose for a post, and a caption by which it is found again at TikTok.
fn choice() -> Value {
    json!({ "caption": "posted in the console", "privacy_level": "PUBLIC_TO_EVERYONE", "music_usage_confirmed": true })
}

/// Somebody who may do everything.
fn operator() -> Viewer {
    viewer("olga", Role::Operator)
}

/// Somebody who owns what they have connected.
fn creator(name: &str) -> Viewer {
    viewer(name, Role::Creator)
}

fn viewer(name: &str, role: Role) -> Viewer {
    Viewer {
        identity: format!("identity-of-{name}"),
        name: format!("{name}@example.com"),
        role,
        csrf_token: "csrf".to_owned(),
        session: format!("session-of-{name}"),
        until: "2100-01-01T00:00:00Z".parse().unwrap(),
    }
}

impl World {
    /// A world in which these creators have connected, each an account of their own.
    async fn of_creators(creators: &[&'static str]) -> Self {
        let setup = Setup { creators: creators.to_vec(), ..Setup::default() };
        let world = Self::with(setup).await;
        for username in creators {
            let open_id = world.account(username).open_id;
            let accounts = world.accounts_past_proxies();
            accounts.add_to_creator(&creator(username).identity, &open_id).await.unwrap();
        }
        world
    }

    /// Uploads a video in the browser, and gives what `POST /posts` wants to know of it.
    async fn upload_in_browser(&self, viewer: &Viewer, username: &str, video: &[u8]) -> Value {
        let account = self.account(username).open_id;
        let begin = json!({
            "account": account, "file_name": "clip.mp4", "size": video.len(), "content_type": "video/mp4",
        });
        let begun = self.call(viewer, "POST", "/uploads", Sent::Json(begin)).await.ok();
        let named = json!({ "key": begun["key"], "upload_id": begun["upload_id"] });
        let part_size = usize::try_from(begun["part_size"].as_u64().unwrap()).unwrap();
        for (number, part) in (1..).zip(video.chunks(part_size)) {
            let mut wanted = named.clone();
            wanted["parts"] = json!([number]);
            let urls = self.call(viewer, "POST", "/uploads/part-urls", Sent::Json(wanted)).await.ok();
            let url = urls["parts"][0]["url"].as_str().unwrap();
            assert!(self.browser.put(url, part.to_vec().into()));
        }
        named
    }

    /// Uploads a video in the browser and makes a post of it.
    async fn post_in_console(&self, viewer: &Viewer, username: &str, options: Value) -> Post {
        let upload = self.upload_in_browser(viewer, username, SAMPLE).await;
        let new = json!({ "upload": upload, "options": options });
        let made = self.call(viewer, "POST", "/posts", Sent::Json(new)).await.ok();
        self.adopt_post(&made, SAMPLE)
    }

    /// The post of an answer, which keeps every promise from now on.
    fn adopt_post(&self, made: &Value, video: &[u8]) -> Post {
        let post = self.stored(made["id"].as_str().unwrap());
        self.adopt(Upload {
            key: post.video.key.clone(),
            version_id: post.video.version_id.clone().unwrap(),
            id: post.id.clone(),
            sha256: hex::encode(Sha256::digest(video)),
            caption: post.options.caption.clone().unwrap(),
        });
        post
    }

    /// A post as it lies in the table.
    fn stored(&self, id: &str) -> Post {
        self.posts().into_iter().find(|post| post.id == PostId::new(id)).unwrap()
    }

    async fn read(&self, viewer: &Viewer, post: &Post) -> Answer {
        self.call(viewer, "GET", &format!("/posts/{}", post.id), Sent::Nothing).await
    }
}

/// A real video.
const SAMPLE: &[u8] = include_bytes!("../../../data/sample.mp4");

/// A picture as far as its first bytes tell.
const PICTURE: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
