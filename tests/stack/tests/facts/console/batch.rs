//! Many videos at once.

use crate::stage::{Clip, Outcome, Scene, facts};
use libtest_mimic::Trial;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;
use tiktok_fake::Creator;

/// Rows of the table.
const ROWS: usize = 20;

/// Those that are wrong, counted from one: a private post of branded content, and a time that has passed.
const BAD_ROWS: [usize; 2] = [7, 13];

const BATCH_PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn facts() -> Vec<Trial> {
    facts![of_twenty_rows_with_two_bad_ones_none_starts_until_the_two_are_left_out]
}

async fn of_twenty_rows_with_two_bad_ones_none_starts_until_the_two_are_left_out(scene: Scene) -> Outcome {
    let (creator, seat) = (scene.creator_like(Creator::default()).await?, scene.seat().await?);
    let folder = tempfile::tempdir()?;
    let (mut table, mut videos) = (header(), Vec::new());
    for row in 1..=ROWS {
        let video = folder.path().join(format!("clip-{row}.mp4"));
        std::fs::copy(Clip::small()?.path(), &video)?;
        videos.push(video);
        let (level, branded, at) = match row {
            7 => ("SELF_ONLY", true, "2032-06-01T12:00:00Z"),
            13 => ("SELF_ONLY", false, "2020-06-01T12:00:00Z"),
            _ => ("PUBLIC_TO_EVERYONE", false, "2032-06-01T12:00:00Z"),
        };
        let _ = writeln!(
            table,
            "clip-{row}.mp4,{},\"Number {row}, of {ROWS}\",{level},{branded},{at}",
            creator.username
        );
    }
    let csv = folder.path().join("batch.csv");
    std::fs::write(&csv, table)?;

    seat.open("/batch").await?;
    let paths: Vec<&Path> = videos.iter().map(|video| video.as_path()).collect();
    seat.give_files("[name=videos]", &paths).await?;
    seat.give_files("[name=csv]", &[&csv]).await?;
    seat.push("#check").await?;
    seat.sees("#rows tr[data-row]").await?;
    assert_eq!(seat.count("#rows tr[data-row]").await?, ROWS as u64);
    let bad = seat.texts("#rows tr[data-valid=false]").await?;
    assert_eq!(bad.len(), BAD_ROWS.len(), "{bad:?}");
    for (row, why) in bad.iter().zip(["cannot be posted as SELF_ONLY", "past"]) {
        assert!(row.contains(why), "it is not said why: {row}");
    }
    seat.push("#consent").await?;
    seat.sees("#start[aria-disabled=true]").await?;
    seat.push("#leave-out").await?;
    seat.sees("#start[aria-disabled=false]").await?;
    assert!(
        scene.records().await?.is_empty() && scene.objects_of(&creator).await?.is_empty(),
        "something has begun"
    );

    seat.push("#start").await?;
    let good = ROWS - BAD_ROWS.len();
    for row in (1..=ROWS).filter(|row| !BAD_ROWS.contains(row)) {
        // The table's first line names its columns.
        let result = format!("tr[data-row='{}'] [data-result][data-state=queued]", row + 1);
        seat.sees_within(BATCH_PATIENCE, &result).await?;
    }
    let posts = scene.records().await?;
    assert_eq!(posts.len(), good);
    assert!(posts.iter().all(|post| post.state == "queued"), "{posts:?}");
    creator.sent_nothing()?;
    seat.leave();
    Ok(())
}

fn header() -> String {
    "file,account,caption,privacy_level,branded_content,publish_at\n".to_owned()
}
