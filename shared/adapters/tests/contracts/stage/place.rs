//! A fact's own place on a stand-in: names and an account that no other fact has.

use super::StandIn;
use super::surprise;
use adapters::AwsClients;
use std::sync::atomic::{AtomicU64, Ordering};

/// Accounts are numbers of twelve digits; the deployment's is none of these.
const FIRST_ACCOUNT: u64 = 200_000_000_000;

/// Where one fact is shown.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) stand_in: StandIn,
    /// A name for whatever the fact needs: what moto keeps has no owner, and the names of buckets are everybody's.
    pub(crate) name: String,
    aws: Option<AwsClients>,
}

impl Place {
    /// A new place on `stand_in`, which is started if it does not run.
    pub(crate) async fn on(stand_in: StandIn) -> Self {
        static TAKEN: AtomicU64 = AtomicU64::new(0);
        let number = TAKEN.fetch_add(1, Ordering::Relaxed);
        let aws = stand_in.clients(&(FIRST_ACCOUNT + number).to_string()).await;
        Self { stand_in, name: format!("fact-{number}"), aws }
    }

    /// The clients of a stand-in that is called.
    pub(crate) fn aws(&self) -> &AwsClients {
        self.aws.as_ref().unwrap_or_else(|| surprise(format!("nothing is called in {}", self.stand_in)))
    }
}
