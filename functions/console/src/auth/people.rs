//! Who is an operator, and who a creator: rules over what the issuer says of somebody.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::str::FromStr;
use thiserror::Error;

/// What stands in a setting for no people at all.
const NOBODY: &str = "none";

/// What somebody's rights follow from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// The e-mail address, in lower case. Only one that the issuer has verified is here: anybody can claim any other.
    pub(crate) email: Option<String>,
    /// The groups, so far as the rules name them.
    pub(crate) groups: BTreeSet<String>,
}

/// Some people, by rules: a comma list of e-mail addresses, `@domain` for all of a domain, `group:NAME` for those whom the
/// issuer counts among a group, `*` for whomever the issuer lets in, or `none`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    everybody: bool,
    emails: BTreeSet<String>,
    domains: BTreeSet<String>,
    groups: BTreeSet<String>,
}

/// A rule that says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is neither an e-mail address nor @domain nor group:NAME nor * nor none")]
pub struct PeopleError(String);

impl People {
    /// Whether it is anybody who can sign in.
    pub(crate) fn are_everybody(&self) -> bool {
        self.everybody
    }

    pub(crate) fn include(&self, facts: &Facts) -> bool {
        let email = facts.email.as_deref();
        let domain = email.and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain);
        self.everybody
            || email.is_some_and(|email| self.emails.contains(email))
            || domain.is_some_and(|domain| self.domains.contains(domain))
            || !self.groups.is_disjoint(&facts.groups)
    }

    /// Whether a rule names this group. The others are not worth a place in a cookie.
    pub(crate) fn name_group(&self, group: &str) -> bool {
        self.groups.contains(group)
    }
}

impl FromStr for People {
    type Err = PeopleError;

    fn from_str(text: &str) -> Result<Self, PeopleError> {
        let mut people = Self::default();
        for rule in text.split(',').map(str::trim).filter(|rule| !rule.is_empty() && *rule != NOBODY) {
            let wrong = || PeopleError(rule.to_owned());
            if rule == "*" {
                people.everybody = true;
            } else if let Some(group) = rule.strip_prefix("group:") {
                people.groups.insert(some(group).ok_or_else(wrong)?.to_owned());
            } else {
                let (user, domain) = rule.rsplit_once('@').ok_or_else(wrong)?;
                some(domain).ok_or_else(wrong)?;
                if user.is_empty() {
                    people.domains.insert(domain.to_lowercase());
                } else {
                    people.emails.insert(rule.to_lowercase());
                }
            }
        }
        Ok(people)
    }
}

fn some(name: &str) -> Option<&str> {
    Some(name.trim()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(email: Option<&str>, groups: &[&str]) -> Facts {
        let groups = groups.iter().map(|&group| group.to_owned()).collect();
        Facts { email: email.map(str::to_owned), groups }
    }

    #[test]
    fn people_are_known_by_address_domain_or_group() {
        let people: People = "Ann@Example.com, @studio.example,group:Video Team".parse().unwrap();
        for facts in [
            of(Some("ann@example.com"), &[]),
            of(Some("anybody@studio.example"), &[]),
            of(None, &["Other", "Video Team"]),
        ] {
            assert!(people.include(&facts), "{facts:?}");
        }
        for facts in [
            of(None, &[]),
            of(Some("bob@example.com"), &[]),
            of(Some("ann@example.com.evil.example"), &[]),
            of(Some("x@evil.example@sub.studio.example"), &[]),
            of(Some("x@notstudio.example"), &["video team"]),
        ] {
            assert!(!people.include(&facts), "{facts:?}");
        }
    }

    #[test]
    fn a_star_is_everybody_and_none_is_nobody() {
        assert!("*".parse::<People>().unwrap().include(&of(None, &[])));
        assert!(!"none".parse::<People>().unwrap().include(&of(Some("none"), &["none"])));
    }

    #[test]
    fn a_rule_that_says_nothing_is_named() {
        for wrong in ["ann", "group:", "ann@", "@", "group: "] {
            let error = format!("ok@example.com,{wrong}").parse::<People>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{}`", wrong.trim())), "{error}");
        }
    }
}
