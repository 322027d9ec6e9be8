//! A post on its way, run once for each effect and each way in which an effect fails.

mod course;

use crate::effects::Failure;
use crate::in_time::{STACK_BYTES, in_time, with_room};
use crate::terminal::say;
use crate::world::World;
use course::Course;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A run takes a fraction of a second of real time, and many times that on a busy machine; one that takes this long
/// hangs.
const RUN_MAX: Duration = Duration::from_mins(10);

/// What a run is about: which effect fails, and how.
#[derive(Debug, Clone, Copy)]
struct CrashPoint {
    effect: usize,
    failure: Failure,
}

#[test]
fn a_failure_at_any_effect_neither_loses_a_post_nor_doubles_it() {
    let effects = fail_everywhere(Course::ThreeChunks);
    let count = |name: &str| effects.iter().filter(|effect| effect.starts_with(name)).count();
    assert_eq!(count("tiktok /video/"), 3, "every chunk is an effect");
    assert_eq!(count("tiktok /v2/post/publish/video/init/"), 1);
    assert!(count("tiktok /v2/post/publish/status/fetch/") > 0, "the polls are among the effects");
}

#[test]
fn a_failure_at_any_effect_while_a_post_is_held_neither_loses_nor_doubles_it() {
    fail_everywhere(Course::HeldForItsSidecar);
}

#[test]
fn a_failure_at_any_effect_of_a_refresh_ends_in_a_post_or_in_an_alert_never_in_silence() {
    let effects = fail_everywhere(Course::StaleToken);
    assert!(effects.iter().any(|effect| effect == "tiktok /v2/oauth/token/"), "there is a refresh to fail");
}

/// Runs in which nothing fails, before the others.
const UNDISTURBED_RUNS: usize = 3;

/// Fails a course at every effect in every way, and gives the names of the effects.
fn fail_everywhere(course: Course) -> Vec<String> {
    // On a busy machine a run may look into the due index once more than another: every run has the effects of the shortest.
    let runs = (0..UNDISTURBED_RUNS).map(|_| with_room(|| in_time(RUN_MAX, undisturbed(course))));
    let effects = runs.min_by_key(Vec::len).unwrap();
    let points: Vec<CrashPoint> = (0..effects.len())
        .flat_map(|effect| Failure::ALL.map(|failure| CrashPoint { effect, failure }))
        .collect();
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            let work = || {
                while let Some(point) = points.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let run = || in_time(RUN_MAX, fail_at(course, *point));
                    if std::panic::catch_unwind(run).is_err() {
                        say(&format!("failed: {course:?} {point:?} {}", effects[point.effect]));
                        failed.lock().unwrap().push((*point, effects[point.effect].clone()));
                    }
                }
            };
            thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).unwrap();
        }
    });
    let failed = failed.into_inner().unwrap();
    say(&format!(
        "crash points: {} effects × {} failures = {} runs of {}, {} with a duplicate, a loss or another broken promise",
        effects.len(),
        Failure::ALL.len(),
        points.len(),
        course.name(),
        failed.len()
    ));
    assert!(failed.is_empty(), "{failed:#?}");
    effects
}

/// The effects of a course in which nothing fails.
async fn undisturbed(course: Course) -> Vec<String> {
    let world = World::start().await;
    course.prepare(&world);
    let before = world.effects.seen().len();
    let upload = Box::pin(course.go(&world)).await;
    Box::pin(course.expect_end(&world, &upload)).await;
    let mut effects = world.effects.seen().split_off(before);
    effects.truncate(course.effects_to_fail(&effects));
    effects
}

/// The same course with one failure, and the recovery from it.
async fn fail_at(course: Course, point: CrashPoint) {
    let world = World::start().await;
    course.prepare(&world);
    world.effects.fail(point.effect, point.failure);
    let upload = course.go(&world).await;
    assert_eq!(world.effects.injected().len(), 1, "the effect was never reached: {point:?}");
    course.recover(&world).await;
    course.expect_end(&world, &upload).await;
    assert_eq!(world.queue.dead_letters(), Vec::<String>::new(), "{point:?}");
}
