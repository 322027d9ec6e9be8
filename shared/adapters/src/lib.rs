//! What Reeldrop keeps and sends: posts, accounts, secrets, videos, uploads, queue, alerts.
//!
//! Posts, accounts, OAuth states and thumbnails lie in DynamoDB; every save of a post and of an account is conditional. The other stores are
//! ports, each a trait beside its implementations.

pub mod accounts;
pub mod alerts;
mod aws;
mod console_secret;
mod error;
mod item;
pub mod oauth_states;
pub mod posts;
pub mod queue;
pub mod secrets;
pub mod thumbnails;
pub mod uploads;
pub mod videos;

pub use accounts::Accounts;
pub use alerts::{Alerts, MemoryAlerts, SnsAlerts};
pub use aws::{AwsClients, NoRegion, connect};
pub use console_secret::{ConsoleSecret, ConsoleSecrets, ConsoleSecretsManager};
pub use error::{SaveError, StoreError};
pub use oauth_states::{OAuthState, OAuthStates};
pub use posts::Posts;
pub use queue::{Hints, MemoryQueue, SqsHints};
pub use secrets::{AppSecret, MemorySecrets, Secrets, SecretsManager, TokenPair};
pub use thumbnails::{Thumbnail, Thumbnails};
pub use uploads::{MemoryUploads, S3Uploads, UploadError, Uploads};
pub use videos::{MemoryVideos, ReadError, S3Videos, Videos};
