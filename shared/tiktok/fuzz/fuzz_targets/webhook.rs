//! Any bytes at all, as a request to the webhook: whoever knows its URL can send them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::time::Duration;
use tiktok::webhook::{WebhookEvent, verify};

fuzz_target!(|request: &[u8]| {
    // The signature's header is whatever stands before the first line break, the body what follows.
    let end = request.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (header, body) = request.split_at(end);
    if let Ok(header) = std::str::from_utf8(header) {
        let believed = verify(header, body, &"client-secret".into(), 1_700_000_000, Duration::from_secs(262_800));
        assert!(believed.is_err(), "a signature was made without the secret");
    }
    if let Ok(event) = WebhookEvent::parse(body.strip_prefix(b"\n").unwrap_or(body)) {
        assert!(!event.kind.name().contains("publicaly") || matches!(event.kind, tiktok::webhook::EventKind::Other(_)));
        // What is logged of it must not panic either.
        let _ = format!("{event:?}");
    }
});
