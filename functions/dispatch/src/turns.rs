//! Which of the posts that are due are hinted at in this run.

use adapters::posts::DuePost;
use std::collections::HashMap;

/// How many hints a run may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// In all.
    pub hints_max: usize,
    /// For the posts of one account.
    pub hints_per_account_max: usize,
}

/// A post whose turn has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// How many posts of the same account go before it in this run.
    pub ahead: usize,
    /// The post.
    pub post: DuePost,
}

/// Lets the accounts take turns: first the oldest post of each, then the second oldest of each, and so on. Within a turn
/// whoever has waited longest goes first. So an account with thousands of posts takes no turn from one with a single
/// post, and no place is left empty while anything is due that may still be chosen.
///
/// `due` comes the oldest first.
pub fn take_turns(due: Vec<DuePost>, bounds: Bounds) -> Vec<Turn> {
    let mut turns: HashMap<String, usize> = HashMap::new();
    let mut chosen: Vec<Turn> = due
        .into_iter()
        .filter_map(|post| {
            let turn = turns.entry(post.account.clone()).or_default();
            let ahead = *turn;
            *turn += 1;
            (ahead < bounds.hints_per_account_max).then_some(Turn { ahead, post })
        })
        .collect();
    // A stable sort: what was older stays before what was younger.
    chosen.sort_by_key(|turn| turn.ahead);
    chosen.truncate(bounds.hints_max);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PostId;
    use jiff::Timestamp;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn post(account: u8, number: usize, at_s: i64) -> DuePost {
        DuePost {
            id: PostId::new(number.to_string()),
            account: format!("account {account}"),
            at: Timestamp::from_second(at_s).unwrap(),
        }
    }

    /// Posts of a few accounts with very unequal shares, the oldest first.
    fn any_due() -> impl Strategy<Value = Vec<DuePost>> {
        let account = prop_oneof![8 => Just(0_u8), 1 => 1_u8..12];
        prop::collection::vec((account, 0_i64..500), 0..300).prop_map(|entries| {
            let numbered = entries.into_iter().enumerate();
            let mut due: Vec<DuePost> =
                numbered.map(|(number, (account, at_s))| post(account, number, at_s)).collect();
            due.sort_by_key(|post| post.at);
            due
        })
    }

    fn any_bounds() -> impl Strategy<Value = Bounds> {
        (0_usize..60, 0_usize..6)
            .prop_map(|(hints_max, hints_per_account_max)| Bounds { hints_max, hints_per_account_max })
    }

    fn by_account(posts: &[DuePost]) -> BTreeMap<&str, Vec<&DuePost>> {
        let mut shares: BTreeMap<&str, Vec<&DuePost>> = BTreeMap::new();
        for post in posts {
            shares.entry(&post.account).or_default().push(post);
        }
        shares
    }

    fn chosen(due: Vec<DuePost>, bounds: Bounds) -> Vec<DuePost> {
        take_turns(due, bounds).into_iter().map(|turn| turn.post).collect()
    }

    proptest! {
        #[test]
        fn no_bound_is_exceeded_and_no_place_is_left_empty(due in any_due(), bounds in any_bounds()) {
            let shares = by_account(&due);
            let may_be_chosen: usize =
                shares.values().map(|share| share.len().min(bounds.hints_per_account_max)).sum();
            let chosen = chosen(due.clone(), bounds);
            prop_assert_eq!(chosen.len(), may_be_chosen.min(bounds.hints_max));
            for share in by_account(&chosen).values() {
                prop_assert!(share.len() <= bounds.hints_per_account_max);
            }
        }

        #[test]
        fn inside_an_account_the_oldest_go_first(due in any_due(), bounds in any_bounds()) {
            let shares = by_account(&due);
            let chosen = chosen(due.clone(), bounds);
            for (account, share) in by_account(&chosen) {
                prop_assert_eq!(&share[..], &shares[account][..share.len()]);
            }
        }

        #[test]
        fn nobody_gets_another_hint_before_everybody_had_that_many(due in any_due(), bounds in any_bounds()) {
            let shares = by_account(&due);
            let chosen = chosen(due.clone(), bounds);
            let chosen = by_account(&chosen);
            let got = |account: &str| chosen.get(account).map_or(0, Vec::len);
            let most = shares.keys().map(|account| got(account)).max().unwrap_or(0);
            for (account, share) in &shares {
                prop_assert!(got(account) + 1 >= most || got(account) == share.len());
            }
        }
    }

    #[test]
    fn a_turn_says_how_many_of_its_account_go_before_it() {
        let due = vec![post(0, 0, 0), post(0, 1, 1), post(1, 2, 2), post(0, 3, 3)];
        let turns = take_turns(due, Bounds { hints_max: 500, hints_per_account_max: 3 });
        let ahead: Vec<(&str, usize)> =
            turns.iter().map(|turn| (turn.post.account.as_str(), turn.ahead)).collect();
        assert_eq!(ahead, [("account 0", 0), ("account 1", 0), ("account 0", 1), ("account 0", 2)]);
    }

    #[test]
    fn one_post_is_hinted_at_beside_ten_thousand_of_another_account() {
        let mut due: Vec<DuePost> = (0..10_000).map(|number| post(0, number, 0)).collect();
        due.push(post(1, 10_000, 1));
        let chosen = chosen(due, Bounds { hints_max: 500, hints_per_account_max: 3 });
        let accounts: Vec<&str> = chosen.iter().map(|post| post.account.as_str()).collect();
        assert_eq!(accounts, ["account 0", "account 1", "account 0", "account 0"]);
    }
}
