//! How long to wait before a call is repeated.

use std::time::Duration;

/// Exponential backoff with full jitter: a random part of `base · 2^attempt`, at most `max`.
///
/// `random` is uniform in `0.0..1.0`; `attempt` counts from 0.
pub fn full_jitter(base: Duration, max: Duration, attempt: u32, random: f64) -> Duration {
    let ceiling = base.saturating_mul(2_u32.saturating_pow(attempt)).min(max);
    ceiling.mul_f64(random.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_doubles_up_to_its_maximum() {
        let (base, max) = (Duration::from_millis(200), Duration::from_secs(5));
        let ceilings: Vec<u128> =
            (0..7).map(|attempt| full_jitter(base, max, attempt, 1.0).as_millis()).collect();
        assert_eq!(ceilings, [200, 400, 800, 1600, 3200, 5000, 5000]);
        assert_eq!(full_jitter(base, max, 99, 0.0), Duration::ZERO);
    }
}
