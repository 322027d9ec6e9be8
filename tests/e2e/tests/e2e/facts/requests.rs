//! What one post asks of AWS and of TikTok is what `docs/costs.md` says.

use super::SHORTLY;
use crate::world::{Setup, Upload, World};
use jiff::SignedDuration;
use std::fs;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/costs.md");
const HEADING: &str = "| request |";

/// The template's default (`ChunkSizeBytes`).
const CHUNK_BYTES: u64 = 10_485_760;

/// The columns of the table.
const SIZES: [u64; 3] = [5_000_000, 256_000_000, 1_000_000_000];

/// How long TikTok takes over a post (TikTok's average for 512 MB).
const PROCESSING_S: u64 = 30;

/// Each row of the table, and the effects that it counts.
const ROWS: [(&str, &str); 11] = [
    ("S3 HeadObject", "s3 head"),
    ("S3 GetObject, sidecar and defaults", "s3 small_file"),
    ("S3 GetObject, the video", "s3 open"),
    ("DynamoDB GetItem", "dynamodb GetItem"),
    ("DynamoDB PutItem", "dynamodb PutItem"),
    ("DynamoDB Query", "dynamodb Query"),
    ("Secrets Manager GetSecretValue", "secrets tokens"),
    ("TikTok creator_info", "tiktok /v2/post/publish/creator_info/query/"),
    ("TikTok init", "tiktok /v2/post/publish/video/init/"),
    ("TikTok PUT, a chunk", "tiktok /video/"),
    ("TikTok status/fetch", "tiktok /v2/post/publish/status/fetch/"),
];

#[tokio::test]
async fn a_post_makes_as_many_requests_as_the_document_says() {
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let mut counted: Vec<Vec<usize>> = vec![Vec::new(); ROWS.len()];
    for size in SIZES {
        let effects = effects_of_a_post(size).await;
        for (row, (_, effect)) in counted.iter_mut().zip(ROWS) {
            row.push(effects.iter().filter(|seen| *seen == effect).count());
        }
    }
    let cells = |(name, counts): (&str, &Vec<usize>)| {
        let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
        format!("| {name} | {} |", counts.join(" | "))
    };
    let table: Vec<String> = ROWS.iter().map(|(name, _)| *name).zip(&counted).map(cells).collect();
    let written: Vec<&str> =
        document.lines().skip_while(|line| !line.starts_with(HEADING)).skip(2).take(ROWS.len()).collect();
    assert_eq!(written, table, "the requests of a post have changed, or the document is wrong");
}

/// Everything that left the functions for the sake of one post. A look of a schedule into the index is made whether
/// there is a post or not, and is left out.
async fn effects_of_a_post(size: u64) -> Vec<String> {
    let mut setup = Setup::default();
    setup.publish.chunk_size = CHUNK_BYTES;
    setup.tiktok.fate.processing_seconds = PROCESSING_S;
    let world = World::with(setup).await;
    // Connecting has used up some of the minute's calls.
    world.time.advance(SignedDuration::from_mins(1));
    let before = world.effects.seen().len();
    let upload = world.drop_video("alice/clip.mp4", size);
    world.settle(SHORTLY).await;
    world.expect_published(&upload);
    was_never_put_off(&world, &upload);
    let mut effects = world.effects.seen().split_off(before);
    let sent = effects.iter().position(|name| name == "tiktok /video/").unwrap();
    let mut at = 0;
    effects.retain(|name| {
        at += 1;
        at <= sent || name != "dynamodb Query"
    });
    effects
}

/// What had to wait was looked at once more.
fn was_never_put_off(world: &World, upload: &Upload) {
    let events = world.events_of(upload);
    assert!(!events.iter().any(|event| event == "deferred"), "{events:?}");
}
