//! What plays AWS. Each starts when the first fact needs it, and ends with this process.

use super::surprise;
use adapters::AwsClients;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;
use tokio::sync::OnceCell;

/// One of the things that keep our promises, or stand for what does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StandIn {
    /// Our own implementation of a port, in memory.
    Memory,
    /// DynamoDB over its real wire, embedded.
    Dynoxide,
    /// All of AWS, as the local deployment has it.
    MiniStack,
    /// All of AWS, as others read it.
    Moto,
}

impl StandIn {
    /// Ours, and the two that our AWS adapters are shown on.
    pub(crate) const OF_PORTS: [Self; 3] = [Self::Memory, Self::MiniStack, Self::Moto];

    /// The three that speak DynamoDB.
    pub(crate) const OF_TABLES: [Self; 3] = [Self::Dynoxide, Self::MiniStack, Self::Moto];

    /// Clients of its services, for the account of this number. None where nothing is called.
    pub(crate) async fn clients(self, account_id: &str) -> Option<AwsClients> {
        let config = match self {
            Self::Memory => return None,
            Self::Dynoxide => sdk_config(dynoxide().await),
            Self::MiniStack => ministack().await.aws(account_id),
            Self::Moto => moto().await.aws(account_id),
        };
        Some(AwsClients::new(config))
    }
}

impl fmt::Display for StandIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Memory => "memory",
            Self::Dynoxide => "dynoxide",
            Self::MiniStack => "ministack",
            Self::Moto => "moto",
        })
    }
}

async fn ministack() -> &'static local::StandIn {
    static RUNNING: OnceCell<local::StandIn> = OnceCell::const_new();
    RUNNING.get_or_init(|| async { started(local::StandIn::ministack().await) }).await
}

async fn moto() -> &'static local::StandIn {
    static RUNNING: OnceCell<local::StandIn> = OnceCell::const_new();
    RUNNING.get_or_init(|| async { started(local::StandIn::moto().await) }).await
}

fn started(stand_in: Result<local::StandIn, local::Error>) -> local::StandIn {
    stand_in.unwrap_or_else(|error| surprise(format!("a stand-in did not start: {}", error.sentence())))
}

async fn dynoxide() -> SocketAddr {
    static RUNNING: OnceCell<SocketAddr> = OnceCell::const_new();
    let start = || async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(dynoxide::server::serve_on(listener, dynoxide::Database::memory().unwrap()));
        address
    };
    *RUNNING.get_or_init(start).await
}

fn sdk_config(address: SocketAddr) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .endpoint_url(format!("http://{address}"))
        .build()
}
