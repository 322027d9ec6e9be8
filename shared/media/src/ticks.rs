use std::time::Duration;

const NANOSECONDS_PER_SECOND: u64 = 1_000_000_000;

/// `ticks` of `1 / per_second` as a duration; `None` where the clock does not tick.
pub(crate) fn duration(ticks: u64, per_second: u32) -> Option<Duration> {
    let per_second = u64::from(per_second);
    let seconds = ticks.checked_div(per_second)?;
    let nanoseconds =
        ticks.checked_rem(per_second)?.checked_mul(NANOSECONDS_PER_SECOND)?.checked_div(per_second)?;
    Some(Duration::new(seconds, u32::try_from(nanoseconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_does_not_tick_has_no_duration() {
        assert_eq!(duration(1, 0), None);
    }

    #[test]
    fn ticks_become_seconds_without_rounding_up() {
        assert_eq!(duration(72_072, 24_000), Some(Duration::from_millis(3_003)));
        assert_eq!(duration(u64::MAX, u32::MAX), Some(Duration::new(4_294_967_297, 0)));
    }
}
