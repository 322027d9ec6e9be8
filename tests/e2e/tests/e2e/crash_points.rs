//! One publish, run once for each effect and each way in which an effect fails.

use crate::effects::Failure;
use crate::in_time::in_time;
use crate::terminal::say;
use crate::video::THREE_CHUNKS;
use crate::world::{Upload, World};
use domain::State;
use jiff::SignedDuration;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Long enough for the publish itself, with its polls.
const PUBLISHING: SignedDuration = SignedDuration::from_mins(5);

/// Long enough for every message to come again as often as it may, and for every retry of ours.
const RECOVERY: SignedDuration = SignedDuration::from_hours(2);

/// A run takes a fraction of a second of real time, and more on a busy machine; one that takes this long hangs.
const RUN_MAX: Duration = Duration::from_secs(60);

/// What a run is about: which effect fails, and how.
#[derive(Debug, Clone, Copy)]
struct CrashPoint {
    effect: usize,
    failure: Failure,
}

#[test]
fn a_failure_at_any_effect_neither_loses_a_post_nor_doubles_it() {
    let effects = in_time(RUN_MAX, undisturbed());
    let points: Vec<CrashPoint> = (0..effects.len())
        .flat_map(|effect| Failure::ALL.map(|failure| CrashPoint { effect, failure }))
        .collect();
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some(point) = points.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let run = || in_time(RUN_MAX, fail_at(*point));
                    if std::panic::catch_unwind(run).is_err() {
                        say(&format!("failed: {point:?} {}", effects[point.effect]));
                        failed.lock().unwrap().push((*point, effects[point.effect].clone()));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    say(&format!(
        "crash points: {} effects × {} failures = {} runs, {} with a duplicate, a loss or another broken promise",
        effects.len(),
        Failure::ALL.len(),
        points.len(),
        failed.len()
    ));
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The effects of a publish in which nothing fails.
async fn undisturbed() -> Vec<String> {
    let world = World::start().await;
    let connected = world.effects.seen().len();
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(PUBLISHING).await;
    expect_published(&world, &upload);
    world.effects.seen().split_off(connected)
}

/// The same publish with one failure, and the recovery from it.
async fn fail_at(point: CrashPoint) {
    let world = World::start().await;
    world.effects.fail(point.effect, point.failure);
    let upload = world.drop_video("alice/clip.mp4", THREE_CHUNKS);
    world.settle(PUBLISHING).await;
    assert_eq!(world.effects.injected().len(), 1, "the effect was never reached: {point:?}");

    world.tell_again();
    world.settle(PUBLISHING).await;
    world.effects.release();
    world.tell_again();
    world.settle(RECOVERY).await;
    expect_published(&world, &upload);
    assert_eq!(world.queue.dead_letters(), Vec::<String>::new(), "{point:?}");
}

fn expect_published(world: &World, upload: &Upload) {
    let post = world.post(upload);
    let has_id = matches!(&post.state, State::Published { post_id: Some(_), .. });
    assert!(has_id, "{} is not published: {:#?}", upload.key, post.state);
}
