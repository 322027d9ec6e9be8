//! TikTok's rules for chunks.

use tiktok_fake::ChunkPlan;

use crate::client::{Client, INIT, init_body};

#[tokio::test]
async fn every_row_of_the_known_good_plans_is_accepted() {
    let client = Client::new().await;
    client.fake.update_settings(|settings| settings.publish_calls_per_minute = 100);
    for (size, chunk, count, last) in [
        (4_194_304, 4_194_304, 1, 4_194_304),
        (52_428_800, 10_485_760, 5, 10_485_760),
        (50_000_123, 10_000_000, 5, 10_000_123),
        (20_971_519, 20_971_519, 1, 20_971_519),
        (20_971_521, 10_485_760, 2, 10_485_761),
        (66_259_900, 10_485_760, 6, 13_831_100),
        (158_008_374, 10_000_000, 15, 18_008_374),
        (4_294_967_296, 10_485_760, 409, 16_777_216),
    ] {
        client.begin(size, chunk, count).await;
        assert_eq!(size - chunk * (count - 1), last, "the table is right about {size}");
    }
}

#[tokio::test]
async fn known_bad_plans_are_refused_with_tiktoks_words() {
    let client = Client::new().await;
    client.fake.update_settings(|settings| settings.publish_calls_per_minute = 100);
    for (size, chunk, count, message) in [
        (0, 0, 0, "The video size is invalid"),
        (0, 0, 1, "The video size is invalid"),
        (4_294_967_297, 10_485_760, 409, "The video size is invalid"),
        (50_000_123, 10_000_000, 6, "The total chunk count is invalid"),
        (50_000_123, 10_000_000, 4, "The total chunk count is invalid"),
        (50_000_000, 10_000_000, 0, "The total chunk count is invalid"),
        (20_000_000, 10_000_000, 1, "The chunk size is invalid"),
        (15_000_000, 10_000_000, 1, "The chunk size is invalid"),
        (3, 5_000_000, 1, "The chunk size is invalid"),
        (66_259_900, 66_259_900, 1, "The chunk size is invalid"),
        (64_000_001, 64_000_001, 1, "The chunk size is invalid"),
        (20_000_000, 4_999_999, 4, "The chunk size is invalid"),
        (130_000_000, 64_000_001, 2, "The chunk size is invalid"),
        (4_000_000_000, 1_000_000, 4_000, "The total chunk count is invalid"),
    ] {
        let answer = client.post(INIT, &init_body(size, chunk, count)).await;
        let error = answer.json()["error"].clone();
        assert_eq!(
            (answer.status, error["message"].as_str()),
            (400, Some(message)),
            "{size} {chunk} {count}"
        );
    }
}

#[test]
fn the_edges_are_inside() {
    for (video_size, chunk_size, total_chunk_count) in [
        (1, 1, 1),
        (64_000_000, 64_000_000, 1),
        (10_000_000, 5_000_000, 2),
        (191_999_999, 64_000_000, 2),
        (4_294_967_296, 5_000_000, 858),
    ] {
        let plan = ChunkPlan { video_size, chunk_size, total_chunk_count };
        assert_eq!(plan.check(), Ok(()), "{plan:?}");
    }
}
