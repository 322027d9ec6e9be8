use super::*;
use crate::fixtures::isobmff::{ftyp, moov, mp4_box};
use crate::limits::READ_LENGTH_MAX;

fn file() -> Vec<u8> {
    [ftyp(b"isom"), mp4_box(b"mdat", &[0; 100_000]), moov()].concat()
}

fn wanted(probe: &Probe) -> (u64, u64) {
    match probe.next() {
        ProbeStep::Read { offset, length } => (offset, length),
        ProbeStep::Done(outcome) => panic!("done with {outcome:?}"),
    }
}

#[test]
fn an_empty_file_needs_no_read() {
    let empty = ProbeStep::Done(Err(ProbeError::NotAVideo { found: "empty".to_owned() }));
    assert_eq!(Probe::new(0, None).next(), empty);
}

#[test]
fn asking_twice_gives_the_same_answer() {
    let mut probe = Probe::new(file().len() as u64, Some("mp4"));
    assert_eq!(probe.next(), ProbeStep::Read { offset: 0, length: READ_LENGTH_MAX });
    assert_eq!(probe.next(), probe.next());
    probe.feed(0, &file()[..65_536]);
    let (offset, length) = wanted(&probe);
    assert_eq!(probe.next(), probe.next());
    probe.feed(offset, &file()[offset as usize..(offset + length) as usize]);
    assert!(matches!(probe.next(), ProbeStep::Done(Ok(_))));
    assert_eq!(probe.next(), probe.next());
}

#[test]
fn storage_may_give_less_than_was_asked_for() {
    let file = file();
    let mut probe = Probe::new(file.len() as u64, None);
    let outcome = loop {
        match probe.next() {
            ProbeStep::Read { offset, length } => {
                let end = offset + length.div_ceil(2);
                probe.feed(offset, &file[offset as usize..end as usize]);
            }
            ProbeStep::Done(outcome) => break outcome,
        }
    };
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn more_than_was_asked_for_is_not_kept() {
    let mut probe = Probe::new(200_000, None);
    probe.feed(0, &vec![b'x'; 1 << 20]);
    assert!(probe.ranges.rest_at(0).unwrap().len() as u64 <= READ_LENGTH_MAX);
}

#[test]
fn no_bytes_at_all_mean_that_the_file_has_ended() {
    let mut probe = Probe::new(200_000, None);
    probe.feed(0, &[]);
    assert_eq!(probe.next(), ProbeStep::Done(Err(ProbeError::Truncated)));
}

#[test]
fn a_caller_that_feeds_another_range_comes_to_an_end() {
    let mut probe = Probe::new(200_000, None);
    (0..READS_MAX).for_each(|_| probe.feed(7, b"elsewhere"));
    assert!(matches!(probe.next(), ProbeStep::Done(Err(ProbeError::LimitExceeded { .. }))));
}

#[test]
fn a_creators_bytes_are_not_in_the_debug_output() {
    let mut probe = Probe::new(20, None);
    probe.feed(0, b"a private diary, yes");
    assert_eq!(format!("{probe:?}"), "Probe { size: 20, reads: 1, .. }");
}
