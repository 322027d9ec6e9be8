//! A fact, the stand-ins that it is shown on, and those of them that are known to be wrong about it.

use super::surprise::heard;
use super::{Place, StandIn};
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use libtest_mimic::{Failed, Trial};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::runtime::Runtime;

/// The longest that one fact may take on one stand-in. Moto takes 0.6 s for a ranged read, and both are slow on a busy
/// machine.
const PATIENCE: Duration = Duration::from_secs(90);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// What facts are about: a store, with the ways to look behind it.
pub(crate) trait Subject: Sized + 'static {
    /// The store's name, with which its facts' names begin.
    const NAME: &str;

    /// What the store's facts are shown on.
    const STAND_INS: [StandIn; 3];

    /// An empty store, in a place of its own.
    fn at(place: Place) -> impl Future<Output = Self>;
}

type Shown<S> = Arc<dyn Fn(S) -> LocalBoxFuture<'static, ()> + Send + Sync>;

/// One promise of a store.
pub(crate) struct Fact<S> {
    name: &'static str,
    shown: Shown<S>,
    only_on: Option<&'static [StandIn]>,
    exceptions: Vec<Exception>,
}

/// A stand-in that is known to be wrong about a fact.
#[derive(Clone, Copy)]
struct Exception {
    stand_in: StandIn,
    reason: &'static str,
    symptom: &'static str,
}

/// A fact that is called as the function that shows it.
pub(crate) fn show<S, F>(name: &'static str, shown: impl Fn(S) -> F + Send + Sync + 'static) -> Fact<S>
where
    F: Future<Output = ()> + 'static,
{
    let shown = Arc::new(move |subject| shown(subject).boxed_local());
    Fact { name, shown, only_on: None, exceptions: Vec::new() }
}

/// Names a function as a fact.
macro_rules! fact {
    ($name:ident) => {
        $crate::stage::show(stringify!($name), $name)
    };
}
pub(crate) use fact;

impl<S: Subject> Fact<S> {
    /// A promise that only these can keep or break.
    pub(crate) fn only_on(mut self, stand_ins: &'static [StandIn]) -> Self {
        self.only_on = Some(stand_ins);
        self
    }

    /// `stand_in` does not keep this promise, though AWS does, for this `reason`. It must fail with words that contain
    /// `symptom`; should it ever pass, the exception has outlived its reason and is to be removed.
    pub(crate) fn except(mut self, stand_in: StandIn, reason: &'static str, symptom: &'static str) -> Self {
        self.exceptions.push(Exception { stand_in, reason, symptom });
        self
    }

    /// A trial for each stand-in.
    pub(crate) fn trials(self) -> Vec<Trial> {
        let on = |stand_in: &StandIn| self.only_on.is_none_or(|only| only.contains(stand_in));
        S::STAND_INS.into_iter().filter(on).map(|stand_in| self.trial(stand_in)).collect()
    }

    fn trial(&self, stand_in: StandIn) -> Trial {
        let shown = Arc::clone(&self.shown);
        let exception = self.exceptions.iter().find(|exception| exception.stand_in == stand_in).copied();
        let name = format!("{}::{} on {stand_in}", S::NAME, self.name);
        let name = exception.map_or(name.clone(), |it| format!("{name}, which is wrong: {}", it.reason));
        Trial::test(name, move || {
            let fact = async {
                let subject = S::at(Place::on(stand_in).await).await;
                shown(subject).await;
            };
            let late = || Err(format!("not shown within {} s", PATIENCE.as_secs()));
            let outcome = RUNTIME.block_on(async {
                tokio::time::timeout(PATIENCE, heard(fact)).await.unwrap_or_else(|_| late())
            });
            judge(outcome, exception)
        })
    }
}

fn judge(outcome: Result<(), String>, exception: Option<Exception>) -> Result<(), Failed> {
    match (outcome, exception) {
        (Ok(()), None) => Ok(()),
        (Err(words), None) => Err(words.into()),
        (Err(words), Some(exception)) if words.contains(exception.symptom) => Ok(()),
        (Err(words), Some(exception)) => {
            Err(format!("it fails otherwise than by {:?}: {words}", exception.symptom).into())
        }
        (Ok(()), Some(_)) => Err("it keeps the promise now: remove the exception".into()),
    }
}
