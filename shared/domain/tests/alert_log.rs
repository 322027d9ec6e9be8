//! How often alerts come, whatever happens between them.

use domain::AlertKind;
use domain::alert::{AlertLog, QUIET};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// What becomes of a run that took the right to send.
#[derive(Debug, Clone, Copy)]
enum Sending {
    Sent,
    NotSent,
    Crashed,
}

fn occasions() -> impl Strategy<Value = Vec<(i64, Sending)>> {
    let sending = prop_oneof![Just(Sending::Sent), Just(Sending::NotSent), Just(Sending::Crashed)];
    prop::collection::vec((0..30_000_i64, sending), 1..200)
}

proptest! {
    #[test]
    fn nothing_is_told_twice_within_six_hours_and_nothing_is_kept_quiet_for_longer(occasions in occasions()) {
        let (mut log, mut now) = (AlertLog::default(), Timestamp::UNIX_EPOCH);
        let (mut sent_at, mut crashed_at): (Option<Timestamp>, Option<Timestamp>) = (None, None);
        for (pause, sending) in occasions {
            now += SignedDuration::from_secs(pause);
            let taken = log.take(AlertKind::RefreshFailing, now);
            let is_quiet = sent_at.is_some_and(|at| now < at + QUIET);
            let is_sending = crashed_at.is_some_and(|at| now < at + SignedDuration::from_mins(2));
            prop_assert_eq!(taken.is_err(), is_quiet || is_sending);
            match (taken, sending) {
                (Err(until), _) => prop_assert!(now < until && until <= now + QUIET),
                (Ok(()), Sending::Sent) => {
                    log.sent(AlertKind::RefreshFailing);
                    (sent_at, crashed_at) = (Some(now), None);
                }
                (Ok(()), Sending::NotSent) => {
                    log.not_sent(AlertKind::RefreshFailing);
                    (sent_at, crashed_at) = (None, None);
                }
                (Ok(()), Sending::Crashed) => (sent_at, crashed_at) = (None, Some(now)),
            }
        }
    }
}

#[test]
fn one_kind_keeps_no_other_quiet() {
    let mut log = AlertLog::default();
    for kind in AlertKind::ALL {
        assert_eq!(log.take(kind, Timestamp::UNIX_EPOCH), Ok(()), "{kind:?}");
        log.sent(kind);
        assert!(log.take(kind, Timestamp::UNIX_EPOCH).is_err(), "{kind:?}");
    }
}

#[test]
fn a_kind_is_stored_and_told_under_its_public_name() {
    for kind in AlertKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
    }
}

#[test]
fn the_operators_page_has_a_section_for_every_kind() {
    let page = include_str!("../../../docs/operations.md");
    for kind in AlertKind::ALL {
        let heading = format!("\n### `{}`\n", kind.name());
        assert!(page.contains(&heading), "docs/operations.md says nothing of {}", kind.name());
    }
}
