//! TikTok on behalf of one creator: a fresh token, the rate budget, and what an answer means for a post.
//!
//! This is where TikTok's client, the stores and the domain meet. Every function that calls TikTok for a creator does
//! it through [`Gateway`], so that a rejected token is refreshed in one way, budgets are kept in one place, and an
//! error means the same everywhere.

mod advice;
mod alerts;
mod audit;
mod budget;
mod calls;
pub mod connection;
mod disconnect;
mod meaning;
mod measure;
mod names;
mod notice;
mod outcome;
mod page_info;
mod removal;
pub mod tokens;
mod wiring;
mod word;

pub use alerts::Told;
pub use budget::SubmitSlot;
pub use calls::{Gateway, GatewayError};
pub use connection::{ConnectionSettings, Connections};
pub use disconnect::DisconnectError;
pub use meaning::{Meaning, meaning};
pub use names::NamesError;
pub use notice::{Notice, notice};
pub use outcome::{UploadProgress, progress, report};
pub use page_info::PageInfo;
pub use removal::Removed;
pub use tokens::{Refreshed, TokenError, Tokens};
