use std::time::Duration;

use super::element::{Element, Elements, id};
use crate::reader::{Reader, Stop};

/// Nanoseconds per tick where the file states none (RFC 9559, section 5.1.2.9).
const TIMESTAMP_SCALE_DEFAULT: u64 = 1_000_000;

/// The segment's length; unknown in a live recording, which is written before its end is known.
pub(crate) fn duration(reader: &Reader<'_>, info: &Element) -> Result<Option<Duration>, Stop> {
    let (mut scale, mut ticks) = (TIMESTAMP_SCALE_DEFAULT, None);
    let mut fields = Elements::inside(reader, info);
    while let Some(field) = fields.next()? {
        match field.id {
            id::TIMESTAMP_SCALE => scale = field.unsigned(reader)?.unwrap_or(TIMESTAMP_SCALE_DEFAULT),
            id::DURATION => ticks = field.float(reader)?.filter(|ticks| *ticks > 0.0),
            _ => {}
        }
    }
    Ok(ticks.and_then(|ticks| seconds(ticks, scale)))
}

/// A product that is not a number or too large for a duration is unknown.
#[expect(clippy::cast_precision_loss, reason = "a scale beyond 53 bits is not a scale")]
fn seconds(ticks: f64, nanoseconds_per_tick: u64) -> Option<Duration> {
    Duration::try_from_secs_f64(ticks * nanoseconds_per_tick as f64 / 1e9).ok()
}
