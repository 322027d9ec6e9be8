//! One call under way, as the report will tell it.

use std::sync::Arc;

use serde_json::Value;

use crate::connection::Scissors;
use crate::fault::Endpoint;
use crate::tiktok::Tiktok;

/// One call under way. What handlers say here goes into the report at once, so it survives a lost connection.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) tiktok: Arc<Tiktok>,
    pub(super) endpoint: Option<Endpoint>,
    /// Names the record in the log.
    pub(super) number: u64,
    pub(super) scissors: Scissors,
    /// A fault: the connection ends after so many bytes of the body.
    pub(super) drop_after_bytes: Option<u64>,
}

impl Call {
    /// Something that matters of the request. Never a credential.
    pub(super) fn note(&self, name: &str, value: impl Into<Value>) {
        if let Some(record) = self.tiktok.log().request(self.number) {
            record.fields.insert(name.to_owned(), value.into());
        }
    }

    /// TikTok's code of the refusal.
    pub(super) fn refused(&self, error_code: &str) {
        if let Some(record) = self.tiktok.log().request(self.number) {
            record.error_code = Some(error_code.to_owned());
        }
    }

    /// The answer that leaves for the client.
    pub(super) fn answered(&self, http_status: u16) {
        if let Some(record) = self.tiktok.log().request(self.number) {
            record.http_status = Some(http_status);
        }
    }

    /// The client did what it must never do.
    pub(super) fn violated(&self, what: &str) {
        let now = self.tiktok.clock.now();
        self.tiktok.log().add_violation(now, self.endpoint, what);
    }
}
