//! Any bytes at all, as a file: the probe ends within its limits, and never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use media::limits::{READ_LENGTH_MAX, READS_MAX};
use media::{Probe, ProbeStep, check, sniff};

fuzz_target!(|file: &[u8]| {
    let size = file.len() as u64;
    let _ = sniff(file);
    let mut probe = Probe::new(size, None);
    for _ in 0..=READS_MAX {
        match probe.next() {
            ProbeStep::Read { offset, length } => {
                assert!((1..=READ_LENGTH_MAX).contains(&length));
                let (start, end) = (offset as usize, (offset + length) as usize);
                probe.feed(offset, &file[start..end]);
            }
            ProbeStep::Done(outcome) => {
                // The words for the creator must not panic either, whatever the numbers are.
                for problem in outcome.iter().flat_map(|facts| check(facts, size, None)) {
                    let _ = format!("{problem}; {}", problem.advice());
                }
                return;
            }
        }
    }
    panic!("the probe asked for more than {READS_MAX} reads");
});
