//! Posts in every state, accounts and a viewer, for the tests of the pages.

use crate::viewer::{Role, Viewer};
use domain::account::Grant;
use domain::failure::{Failure, FailureClass};
use domain::options::{OptionsPatch, OptionsSource, resolve};
use domain::plan::ChunkPlan;
use domain::state::{Awaits, State, Upload, UploadUrl};
use domain::{Account, Post, PrivacyLevel, Video};
use jiff::Timestamp;
use tiktok::CreatorInfo;

/// So many seconds after the moment at which the samples live.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + seconds).unwrap()
}

fn post(state: State) -> Post {
    let options = OptionsPatch {
        caption: Some("Sunday in the garden".to_owned()),
        privacy_level: Some(PrivacyLevel::PublicToEveryone),
        music_usage_confirmed: Some(true),
        ..OptionsPatch::default()
    };
    let video = Video {
        bucket: "uploads".to_owned(),
        key: "alice/garden.mp4".to_owned(),
        version_id: Some(state.name().to_owned()),
        etag: "etag".to_owned(),
        size: 1_500_000,
    };
    let mut post =
        Post::received("id-alice", video, resolve([(OptionsSource::Sidecar, Ok(options))], at(0)), at(0));
    post.state = state;
    post
}

/// The same post with another caption.
pub(crate) fn captioned(caption: &str) -> Post {
    let mut post = queued(600);
    post.options.caption = Some(caption.to_owned());
    post
}

/// Waits for its options, or for its account.
pub(crate) fn held(awaits: Awaits) -> Post {
    post(State::Held { reason: "privacy_level is set nowhere".to_owned(), awaits })
}

/// Due in so many seconds.
pub(crate) fn queued(seconds: i64) -> Post {
    post(State::Queued { not_before: at(seconds), reason: None })
}

/// So many bytes of the whole have arrived.
pub(crate) fn uploading(next_offset: u64, size: u64) -> Post {
    post(State::Uploading(Upload {
        publish_id: "v_pub~1".to_owned(),
        upload_url: UploadUrl::new("https://upload.example/?secret".to_owned()),
        upload_url_expires_at: at(3_600),
        plan: ChunkPlan { size, chunk_size: size, count: 1 },
        next_offset,
        last_chunk_started: false,
        resume_at: None,
    }))
}

/// Published, with or without a link.
pub(crate) fn published(linked: bool) -> Post {
    post(State::Published {
        publish_id: "v_pub~1".to_owned(),
        post_id: linked.then(|| "7000000000000000001".to_owned()),
        post_url: linked.then(|| "https://www.tiktok.com/@alice/video/7000000000000000001".to_owned()),
        published_at: at(60),
        next_poll_at: (!linked).then(|| at(120)),
        polls: 1,
    })
}

/// Failed for a reason of this class.
pub(crate) fn failed(class: FailureClass) -> Post {
    let failure =
        Failure { log_id: Some("2026log".to_owned()), ..Failure::local(class, "the video is too short") };
    post(State::Failed { failure, publish_id: None })
}

/// TikTok has not said what became of it.
pub(crate) fn unconfirmed() -> Post {
    post(State::Unconfirmed {
        publish_id: "v_pub~1".to_owned(),
        reason: "TikTok has not said for 30 minutes what became of it".to_owned(),
        sent_at: at(10),
        next_poll_at: Some(at(4_000)),
        polls: 9,
    })
}

/// Called off.
pub(crate) fn cancelled() -> Post {
    post(State::Cancelled { reason: "cancelled by ops@example.com".to_owned() })
}

/// One in each state, in the order of a post's life.
pub(crate) fn posts() -> Vec<Post> {
    vec![
        held(Awaits::Options),
        queued(600),
        post(State::Initializing { since: at(1) }),
        uploading(1, 2),
        post(State::Processing {
            publish_id: "v_pub~1".to_owned(),
            sent_at: at(20),
            next_poll_at: at(25),
            polls: 1,
        }),
        published(true),
        published(false),
        failed(FailureClass::Media),
        unconfirmed(),
        cancelled(),
    ]
}

/// A creator who connected a moment ago.
pub(crate) fn account(nickname: &str) -> Account {
    let grant = Grant {
        scopes: vec!["video.publish".to_owned()],
        issued_at: at(0),
        access_expires_at: at(86_400),
        refresh_expires_at: at(31_536_000),
    };
    let mut account = Account::connected("id-alice", &grant, at(0));
    account.introduce("alice", nickname, Some("https://p16.example/a.jpeg"));
    account
}

/// An operator.
pub(crate) fn viewer() -> Viewer {
    Viewer {
        identity: "0123456789abcdef".to_owned(),
        name: "operator@reeldrop.example".to_owned(),
        role: Role::Operator,
        csrf_token: "token".to_owned(),
        session: "session".to_owned(),
        until: at(3_600),
    }
}

/// What TikTok says of her.
pub(crate) fn creator() -> CreatorInfo {
    CreatorInfo {
        username: "alice".to_owned(),
        nickname: "Alice".to_owned(),
        avatar_url: None,
        privacy_level_options: vec!["PUBLIC_TO_EVERYONE".to_owned().into(), "SELF_ONLY".to_owned().into()],
        comment_disabled: false,
        duet_disabled: true,
        stitch_disabled: false,
        max_video_post_duration: None,
    }
}
