//! Turns of the questions that wait for one account's budget.

use domain::budget::STATUS;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The last turn that one run gave out for each account.
///
/// Without turns, all questions beyond the budget would be asked again at the moment at which one of them may be, and all
/// but that one would be put off once more: twenty waiting posts would be read and saved two hundred times.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<String, Timestamp>>);

impl Turns {
    /// The next turn of an account whose budget grants one call at `earliest`.
    pub(crate) fn next(&self, account: &str, earliest: Timestamp) -> Timestamp {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = last.get(account).map_or(earliest, |last| earliest.max(*last + STATUS.period));
        last.insert(account.to_owned(), turn);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_of_one_account_wait_for_as_long_as_the_budget_makes_them() {
        let (turns, now) = (Turns::default(), Timestamp::UNIX_EPOCH);
        let given: Vec<Timestamp> = (0..3).map(|_| turns.next("alice", now)).collect();
        assert_eq!(given, [now, now + STATUS.period, now + STATUS.period * 2]);
        assert_eq!(turns.next("bob", now), now);
        let later = now + STATUS.period * 100;
        assert_eq!(turns.next("alice", later), later, "turns that are over hold nobody up");
    }
}
