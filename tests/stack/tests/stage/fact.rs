//! A fact: an asynchronous test with the deployment at hand, and a diagnosis where it fails.

use super::{Scene, Stage};
use futures::FutureExt;
use libtest_mimic::{Completion, Failed, Trial};
use std::any::Any;
use std::error::Error;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::runtime::Runtime;

/// What a fact, or a step of one, comes to.
pub(crate) type Outcome<T = ()> = Result<T, Failed>;

/// The longest that a fact may take, the deployment not counted: several runs of every schedule on a busy machine.
const FACT_PATIENCE: Duration = Duration::from_secs(420);

static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(Runtime::new);

/// Names functions as facts of the module that they stand in.
macro_rules! facts {
    ($($fact:ident),+ $(,)?) => {
        vec![$($crate::stage::fact(concat!(module_path!(), "::", stringify!($fact)), $fact)),+]
    };
}
pub(crate) use facts;

/// The same for facts about the run that is over.
macro_rules! facts_of_the_run {
    ($($fact:ident),+ $(,)?) => {
        vec![$($crate::stage::afterwards(concat!(module_path!(), "::", stringify!($fact)), $fact)),+]
    };
}
pub(crate) use facts_of_the_run;

/// A fact that has creators of its own on the shared deployment.
pub(crate) fn fact<F, Fut>(path: &str, show: F) -> Trial
where
    F: FnOnce(Scene) -> Fut + Send + 'static,
    Fut: Future<Output = Outcome>,
{
    Trial::test(name(path), move || {
        runtime()?.block_on(async {
            let scene = Scene::new(Stage::open().await?);
            match play(show(scene.clone())).await {
                Ok(()) => Ok(()),
                Err(reason) => Err(format!("{reason}\n{}", scene.diagnosis().await).into()),
            }
        })
    })
}

/// A fact about the whole run. Without a run there is nothing to say.
pub(crate) fn afterwards<F, Fut>(path: &str, show: F) -> Trial
where
    F: FnOnce(&'static Stage) -> Fut + Send + 'static,
    Fut: Future<Output = Outcome>,
{
    Trial::ignorable_test(name(path), move || match Stage::opened() {
        Some(stage) => {
            runtime()?.block_on(play(show(stage)))?;
            Ok(Completion::Completed)
        }
        None => Ok(Completion::ignored_with("it is about the facts shown before it, and there were none")),
    })
}

/// An error with all its causes.
pub(crate) fn told(error: impl Error) -> Failed {
    let causes = std::iter::successors(error.source(), |error| (*error).source());
    causes.fold(error.to_string(), |told, cause| format!("{told}: {cause}")).into()
}

/// A failed assertion is caught here, so that it can be explained.
async fn play(show: impl Future<Output = Outcome>) -> Result<(), String> {
    match tokio::time::timeout(FACT_PATIENCE, AssertUnwindSafe(show).catch_unwind()).await {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(Ok(Err(failed))) => Err(failed.message().unwrap_or_default().to_owned()),
        Ok(Err(panicked)) => Err(words_of(panicked)),
        Err(_) => Err(format!("not shown within {} s", FACT_PATIENCE.as_secs())),
    }
}

fn words_of(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
}

fn runtime() -> Outcome<&'static Runtime> {
    RUNTIME.as_ref().map_err(told)
}

/// `sizes::a_fact` of `stack::facts::sizes::a_fact`.
fn name(path: &str) -> &str {
    path.trim_start_matches("stack::facts::")
}
