//! The ways of a post that are failed at every effect.

use crate::video::{SMALL, THREE_CHUNKS};
use crate::world::{Upload, World};
use domain::{AccountStatus, AlertKind, State};
use jiff::SignedDuration;
use serde_json::json;

/// Long enough for the publish itself, with its polls.
const PUBLISHING: SignedDuration = SignedDuration::from_mins(5);

/// Long enough for every message to come again as often as it may, and for every retry of ours.
const RECOVERY: SignedDuration = SignedDuration::from_hours(2);

/// Longer than an access token lives, and no schedule runs meanwhile.
const TOKEN_IS_STALE_AFTER: SignedDuration = SignedDuration::from_hours(3);

/// The first effect of a post whose options are complete: its file is checked.
const CHECK: &str = "s3 open";

/// A look into the due index. After the post has ended the looks find nothing, and how many there are is a matter of chance.
const LOOK: &str = "dynamodb Query";

/// The first effect that needs no more token than any other publish.
const INIT: &str = "tiktok /v2/post/publish/video/init/";

/// The way of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// From the upload of a complete video of three chunks to its id on TikTok.
    ThreeChunks,
    /// A video of which nothing is said waits for its sidecar.
    HeldForItsSidecar,
    /// The access token has ended when it is needed, and each refresh token works once.
    StaleToken,
}

impl Course {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ThreeChunks => "a publish of three chunks with its polls",
            Self::HeldForItsSidecar => "a held post until its options are complete",
            Self::StaleToken => "a refresh just in time",
        }
    }

    /// What has happened before any failure.
    pub(super) fn prepare(self, world: &World) {
        match self {
            Self::ThreeChunks | Self::HeldForItsSidecar => {}
            Self::StaleToken => world.time.advance(TOKEN_IS_STALE_AFTER),
        }
    }

    /// Goes the way to its end, as far as nothing stops it.
    pub(super) async fn go(self, world: &World) -> Upload {
        match self {
            Self::ThreeChunks => {
                let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
                world.settle(PUBLISHING).await;
                upload
            }
            Self::HeldForItsSidecar => {
                let upload = world.drop_video_with("alice/clip.mp4", SMALL, &[]);
                world.settle(PUBLISHING).await;
                let sidecar = json!({ "privacy_level": "PUBLIC_TO_EVERYONE", "music_usage_confirmed": true });
                world.drop_file("alice/clip.mp4.json", &sidecar.to_string());
                world.settle(PUBLISHING).await;
                upload
            }
            Self::StaleToken => {
                let upload = world.drop_video("alice/clip.mp4", SMALL);
                world.settle(PUBLISHING).await;
                upload
            }
        }
    }

    /// How many of the effects, from the first, are made to fail: those that other courses do not have.
    pub(super) fn effects_to_fail(self, effects: &[String]) -> usize {
        match self {
            Self::ThreeChunks => effects.iter().rposition(|effect| effect != LOOK).unwrap() + 1,
            Self::HeldForItsSidecar => effects.iter().position(|effect| effect == CHECK).unwrap(),
            Self::StaleToken => effects.iter().position(|effect| effect == INIT).unwrap(),
        }
    }

    /// Every event comes again, late requests arrive, and time passes.
    pub(super) async fn recover(self, world: &World) {
        world.tell_again();
        world.settle(PUBLISHING).await;
        world.effects.release();
        world.tell_again();
        world.settle(RECOVERY).await;
    }

    /// Published. A creator whose pair was lost on the way has been told of it, and connects again first.
    pub(super) async fn expect_end(self, world: &World, upload: &Upload) {
        if self == Self::StaleToken && world.account("alice").status == AccountStatus::ReconnectRequired {
            assert!(matches!(world.post(upload).state, State::Queued { .. }), "the post waits");
            let alerts = world.alerts.sent();
            assert!(alerts.iter().any(|alert| alert.kind == AlertKind::ReconnectRequired), "{alerts:#?}");
            world.connect("alice").await;
            world.settle(RECOVERY).await;
        }
        let post = world.post(upload);
        let has_id = matches!(&post.state, State::Published { post_id: Some(_), .. });
        assert!(has_id, "{} is not published: {:#?}", upload.key, post.state);
    }
}
