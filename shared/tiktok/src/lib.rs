#![doc = include_str!("../README.md")]

mod client;
mod upload_hosts;

mod authorize;
mod grant;
mod pkce;

mod creator;
mod init;
mod post_id;
mod privacy;
mod profile;
mod status;

mod content_range;
mod exact_body;
mod upload;
mod upload_url;

pub mod webhook;

mod answer;
mod call;
mod classify;
mod envelope;
mod error;
mod fail_reason;
mod tolerant;

pub use answer::{Answer, RateHeaders};
pub use authorize::AuthorizeRequest;
pub use client::{Endpoints, SetupError, TikTok};
pub use creator::CreatorInfo;
pub use error::{CallError, CallErrorKind, Refusal};
pub use fail_reason::{FailClass, classify_fail_reason};
pub use grant::{AppCredentials, TokenGrant};
pub use init::{FileUpload, InitAnswer, InitRequest, PostInfo};
pub use pkce::Pkce;
pub use privacy::PrivacyLevel;
pub use profile::UserInfo;
/// The body of a chunk: `Body::wrap_stream` takes any stream of bytes, `Body::from` bytes that are at hand.
pub use reqwest::Body;
pub use status::{PublishStatus, StatusReport};
pub use upload::{Chunk, ChunkAnswer};
pub use upload_hosts::{UploadHosts, UploadHostsError};
pub use upload_url::UploadUrl;
