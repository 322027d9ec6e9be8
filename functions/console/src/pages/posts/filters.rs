//! Which posts somebody wants to see: a form that works without a script, and an address that can be kept.

use crate::pages::roster::{self, Roster};
use crate::pages::standing;
use domain::State;
use maud::{Markup, html};
use serde::Deserialize;

/// The query of `/posts`. What is left open comes as empty text from a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Filters {
    /// The `open_id` of one account.
    pub(crate) account: Option<String>,
    /// The name of one state.
    pub(crate) state: Option<String>,
    /// Where the page before ended.
    pub(crate) cursor: Option<String>,
}

impl Filters {
    /// The same without what says nothing.
    pub(crate) fn tidied(self) -> Self {
        let said = |value: Option<String>| value.filter(|value| !value.is_empty());
        Self {
            account: said(self.account),
            state: self.state.filter(|state| State::NAMES.contains(&state.as_str())),
            cursor: said(self.cursor),
        }
    }

    /// Whether every post is wanted.
    pub(crate) fn are_open(&self) -> bool {
        self.account.is_none() && self.state.is_none()
    }

    /// The address of these posts from a cursor on; without one, from the newest.
    pub(crate) fn address(&self, cursor: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in
            [("account", self.account.as_deref()), ("state", self.state.as_deref()), ("cursor", cursor)]
        {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { "/posts".to_owned() } else { format!("/posts?{query}") }
    }

    pub(crate) fn form(&self, roster: &Roster) -> Markup {
        html! {
            form.filters method="get" action="/posts" role="search" aria-label="Filter the posts" {
                div.field {
                    label for="filter-account" { "Account" }
                    select id="filter-account" name="account" {
                        option value="" { "All accounts" }
                        @for account in roster.accounts() {
                            option value=(account.open_id) selected[self.account.as_ref() == Some(&account.open_id)] {
                                (roster::title(account))
                            }
                        }
                    }
                }
                div.field {
                    label for="filter-state" { "State" }
                    select id="filter-state" name="state" {
                        option value="" { "All states" }
                        @for name in State::NAMES {
                            option value=(name) selected[self.state.as_deref() == Some(name)] { (standing::word(name)) }
                        }
                    }
                }
                button type="submit" { "Filter" }
                @if !self.are_open() { a.button.quiet href="/posts" { "Show all" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Access;
    use crate::pages::samples;
    use adapters::posts::Whose;
    use std::collections::BTreeSet;

    fn filters(account: &str, state: &str) -> Filters {
        Filters { account: Some(account.to_owned()), state: Some(state.to_owned()), cursor: None }.tidied()
    }

    #[test]
    fn what_a_form_leaves_open_filters_nothing() {
        assert_eq!(filters("", ""), Filters::default());
        assert_eq!(filters("", "<script>"), Filters::default(), "a state that does not exist");
    }

    #[test]
    fn a_creator_who_wants_all_posts_gets_their_own() {
        let own = BTreeSet::from(["id-alice".to_owned()]);
        let account = Filters::default().account;
        assert_eq!(Access::Only(own.clone()).whose(account.as_deref()), Ok(Whose::Accounts(own)));
        assert_eq!(Access::All.whose(account.as_deref()), Ok(Whose::Everybody));
    }

    #[test]
    fn a_page_that_follows_keeps_the_filters() {
        let filters = filters("a&b", "failed");
        assert_eq!(filters.address(Some("next=1")), "/posts?account=a%26b&state=failed&cursor=next%3D1");
        assert_eq!(Filters::default().address(None), "/posts");
    }

    #[test]
    fn a_nickname_cannot_bring_markup_into_the_menu() {
        let roster = Roster::from(vec![samples::account("</option><script>alert(1)</script>")]);
        let form = filters("id-alice", "").form(&roster).into_string();
        assert!(!form.contains("<script>") && form.contains("&lt;script&gt;"), "{form}");
        assert!(form.contains(r#"<option value="id-alice" selected>"#), "{form}");
    }
}
