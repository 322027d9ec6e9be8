#![doc = include_str!("../README.md")]

mod app;
mod chunk_plan;
mod clock;
mod connection;
mod control;
mod creator;
mod delivery;
mod fake;
mod fate;
mod fault;
mod log;
mod names;
mod patch;
mod post;
mod rate_window;
mod report;
mod settings;
mod tiktok;
mod tokens;
mod webhook;
mod wire;
mod world;

pub use app::{App, REDIRECT_URI_LENGTH_MAX, RedirectUriError};
pub use chunk_plan::{
    CHUNK_BYTES_MAX, CHUNK_BYTES_MIN, CHUNK_COUNT_MAX, ChunkPlan, ChunkPlanError, LAST_CHUNK_BYTES_MAX,
    VIDEO_BYTES_MAX,
};
pub use control::{Control, ControlError};
pub use creator::{Consent, Creator};
pub use fake::{Start, StartError, TikTokFake};
pub use fate::{Fate, MissingPostIdShape, Outcome, PostIdShape};
pub use fault::{Effect, Endpoint, Fault, FaultAction};
pub use report::{Counters, Delivery, PostReport, ReceivedChunk, Report, RequestRecord, Violation};
pub use settings::{Settings, WebhookSettings};
pub use tokens::TokenPair;
pub use webhook::{Event, SIGNATURE_HEADER, signature};
