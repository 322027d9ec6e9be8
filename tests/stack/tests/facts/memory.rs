//! A video streams through: what `publish` holds of it does not grow with the file.

use crate::stage::{Clip, Outcome, Scene, facts, peak_memory_kib};
use libtest_mimic::Trial;
use std::io::Write;
use std::time::Duration;

/// The bound that the design sets for a process that sends a video of any size.
const PEAK_MEMORY_KIB_MAX: u64 = 48 * 1024;

/// The largest of the sizes that the deployment is tested with.
const LARGEST_FILE_BYTES: u64 = 66_259_900;

/// Between two looks at the processes.
const LOOK_PAUSE: Duration = Duration::from_millis(250);

pub(super) fn facts() -> Vec<Trial> {
    facts![publish_stays_below_48_mib_with_the_largest_file]
}

async fn publish_stays_below_48_mib_with_the_largest_file(scene: Scene) -> Outcome {
    let (creator, clip) = (scene.creator().await?, Clip::of_size(LARGEST_FILE_BYTES)?);
    let uploaded = scene.upload(clip.consented_under(creator.key("clip.mp4")).await?).await?;
    let mut peak_kib = 0;
    let watch = async {
        loop {
            peak_kib = peak_memory_kib(scene.stage, "publish").unwrap_or_default().max(peak_kib);
            tokio::time::sleep(LOOK_PAUSE).await;
        }
    };
    tokio::select! {
        published = scene.reaches(&uploaded, "published") => drop(published?),
        () = watch => {}
    }
    assert_eq!(creator.only_post()?.sha256, Some(clip.sha256()?));
    let _ = writeln!(std::io::stderr(), "peak memory of publish: {:.1} MiB", peak_kib as f64 / 1024.0);
    assert!(peak_kib > 0, "no process of publish was seen");
    assert!(peak_kib < PEAK_MEMORY_KIB_MAX, "publish has held {peak_kib} KiB");
    Ok(())
}
