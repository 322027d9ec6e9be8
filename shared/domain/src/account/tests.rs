//! What becomes of an account as its tokens come and go.

use super::*;

fn grant(issued_at: i64) -> Grant {
    let at = |seconds| Timestamp::from_second(seconds).unwrap();
    Grant {
        scopes: vec!["video.publish".into()],
        issued_at: at(issued_at),
        access_expires_at: at(issued_at + 86_400),
        refresh_expires_at: at(issued_at + 31_536_000),
    }
}

#[test]
fn an_account_to_be_reconnected_stays_due_until_the_operator_was_told() {
    let now = Timestamp::UNIX_EPOCH;
    let mut account = Account::connected("id", &grant(0), now);
    account.require_reconnect("revoked", now);
    assert!(account.refresh_due_at.is_some());
    account.told_of_reconnect(None);
    assert_eq!(account.refresh_due_at, None);
    account.granted(&grant(100));
    account.told_of_reconnect(None);
    assert!(account.refresh_due_at.is_some(), "word of an older loss does not end a new connection");
}

#[test]
fn names_that_tiktok_does_not_tell_are_asked_for_soon_and_not_for_ever() {
    let mut account = Account::connected("id", &grant(0), Timestamp::UNIX_EPOCH);
    let due = account.refresh_due_at;
    let mut asked_soon = 0;
    for _ in 0..300 {
        account.refresh_due_at = due;
        account.names_unknown(Timestamp::UNIX_EPOCH);
        asked_soon += usize::from(account.refresh_due_at < due);
    }
    assert_eq!(asked_soon, usize::from(NAMES_ASKED_MAX) - 1);
}
