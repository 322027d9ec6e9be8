/// How long the frames of a track last, gathered from runs of equal frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cadence {
    /// Frame length in ticks, and how many frames have it.
    lengths: Vec<(u32, u64)>,
    too_many_lengths: bool,
    ticks: u64,
}

/// How many different frame lengths are told apart; a track with more has no steady rate.
const LENGTHS_MAX: usize = 64;

/// How many frames may differ from the rest in a track that still counts as steady: cutting a video leaves an odd
/// first and last frame.
const ODD_FRAMES_MAX: u64 = 2;

/// How much longer or shorter than the usual frame another one may be, in percent, and still be equal to it but for
/// rounding: 60 frames per second in milliseconds are frames of 16 and 17.
const ROUNDING_PERCENT: u64 = 10;

impl Cadence {
    /// Adds `count` frames of `length` ticks each.
    pub(crate) fn add(&mut self, count: u32, length: u32) {
        let count = u64::from(count);
        self.ticks = self.ticks.saturating_add(count.saturating_mul(u64::from(length)));
        if let Some((_, frames)) = self.lengths.iter_mut().find(|(known, _)| *known == length) {
            *frames = frames.saturating_add(count);
        } else if self.lengths.len() < LENGTHS_MAX {
            self.lengths.push((length, count));
        } else {
            self.too_many_lengths = true;
        }
    }

    /// The length of all frames together, in ticks.
    pub(crate) fn ticks(&self) -> u64 {
        self.ticks
    }

    /// Frames per second where the frames are of one length, but for rounding and for a few odd ones.
    pub(crate) fn frame_rate(&self, ticks_per_second: u32) -> Option<f64> {
        if self.too_many_lengths {
            return None;
        }
        let (usual, _) = *self.lengths.iter().max_by_key(|(_, frames)| *frames)?;
        let (mut frames, mut ticks, mut odd_frames) = (0_u64, 0_u64, 0_u64);
        for (length, count) in &self.lengths {
            if is_equal_but_for_rounding(*length, usual) {
                frames = frames.checked_add(*count)?;
                ticks = ticks.checked_add(count.checked_mul(u64::from(*length))?)?;
            } else {
                odd_frames = odd_frames.checked_add(*count)?;
            }
        }
        let steady = odd_frames <= ODD_FRAMES_MAX && frames > 1 && ticks > 0 && ticks_per_second > 0;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are plenty for a number of frames")]
        steady.then(|| frames as f64 * f64::from(ticks_per_second) / ticks as f64)
    }
}

fn is_equal_but_for_rounding(length: u32, usual: u32) -> bool {
    let difference = u64::from(length.abs_diff(usual));
    difference <= 1 || difference.saturating_mul(100) <= u64::from(usual).saturating_mul(ROUNDING_PERCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(runs: &[(u32, u32)], ticks_per_second: u32) -> Option<f64> {
        let mut cadence = Cadence::default();
        runs.iter().for_each(|(count, length)| cadence.add(*count, *length));
        cadence.frame_rate(ticks_per_second)
    }

    #[test]
    fn equal_frames_have_an_exact_rate() {
        assert_eq!(rate(&[(72, 1001)], 24_000), Some(24_000.0 / 1001.0));
    }

    #[test]
    fn rounding_to_milliseconds_keeps_the_rate() {
        let sixty = rate(&[(40, 17), (20, 16)], 1000).unwrap();
        assert!((sixty - 60.0).abs() < 1e-9, "{sixty}");
    }

    #[test]
    fn an_odd_first_or_last_frame_does_not_count() {
        assert_eq!(rate(&[(1, 500), (90, 1000), (1, 4000)], 30_000), Some(30.0));
    }

    #[test]
    fn frames_of_different_length_have_no_rate() {
        assert_eq!(rate(&[(50, 1000), (50, 2000)], 30_000), None);
        let many: Vec<_> = (1..=100).map(|length| (1, length * 1000)).collect();
        assert_eq!(rate(&many, 30_000), None);
    }

    #[test]
    fn nothing_and_zero_have_no_rate() {
        assert_eq!(rate(&[], 30_000), None);
        assert_eq!(rate(&[(10, 0)], 30_000), None);
        assert_eq!(rate(&[(10, 1)], 0), None);
        assert_eq!(rate(&[(u32::MAX, u32::MAX), (u32::MAX, u32::MAX)], 1).map(f64::is_finite), None);
    }
}
