//! What a test can do to this TikTok, as methods and under `/_control/`.

mod operations;
mod routes;

pub use operations::{Control, ControlError};
pub(crate) use routes::router;
