//! What a newer version has stored beside what this one knows.

use super::Item;
use serde_json::Value;
use std::fmt;

/// The parts of an item that this version does not know, with their surroundings. Nobody here acts on them; they are
/// written back where they were, for the version that does.
///
/// An attribute that this version gives up, or that goes with the map it lay in, is gone. An attribute is kept whatever
/// becomes of the others: one that would be wrong then raises the schema.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// The attributes that hold anything unknown, as they were found.
    found: Item,
    /// The same attributes as this version has understood them.
    understood: Item,
}

impl Unknown {
    /// What of an item is not in `understood`, which is what this version has made of it.
    pub(super) fn of(mut found: Item, mut understood: Item) -> Self {
        found.retain(|name, found| !understood.get(name).is_some_and(|value| covers(value, found)));
        understood.retain(|name, _| found.contains_key(name));
        Self { found, understood }
    }

    /// The item with everything unknown in its place.
    pub(super) fn put_back(&self, written: Item) -> Item {
        put_back(written, &self.understood, &self.found)
    }
}

/// Shows names alone: nobody knows what a newer version keeps secret.
impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.found.keys()).finish()
    }
}

/// Whether all of `found` is in what was understood, which may have defaults beside it.
fn covers(understood: &Value, found: &Value) -> bool {
    match (understood, found) {
        (Value::Object(understood), Value::Object(found)) => {
            found.iter().all(|(name, found)| understood.get(name).is_some_and(|value| covers(value, found)))
        }
        (Value::Array(understood), Value::Array(found)) => {
            understood.len() == found.len()
                && understood.iter().zip(found).all(|(understood, found)| covers(understood, found))
        }
        (understood, found) => understood == found,
    }
}

fn put_back(mut written: Item, understood: &Item, found: &Item) -> Item {
    for (name, found) in found {
        match (written.remove(name), understood.get(name)) {
            (Some(value), Some(understood)) => {
                written.insert(name.clone(), merged(value, understood, found));
            }
            (Some(value), None) => {
                written.insert(name.clone(), value);
            }
            (None, None) => {
                written.insert(name.clone(), found.clone());
            }
            // This version knew it, and has given it up.
            (None, Some(_)) => {}
        }
    }
    written
}

fn merged(written: Value, understood: &Value, found: &Value) -> Value {
    if written == *understood {
        return found.clone();
    }
    match (written, understood, found) {
        (Value::Object(written), Value::Object(understood), Value::Object(found)) => {
            Value::Object(put_back(written, understood, found))
        }
        (Value::Array(written), Value::Array(understood), Value::Array(found)) => {
            Value::Array(entries(written, understood, found))
        }
        (written, _, _) => written,
    }
}

/// Entries that are still there, as they were found. They keep their order, whichever of them have made way.
fn entries(mut written: Vec<Value>, understood: &[Value], found: &[Value]) -> Vec<Value> {
    let mut before = understood.iter().zip(found);
    for entry in &mut written {
        let mut rest = before.clone();
        if let Some((_, found)) = rest.find(|(understood, _)| *understood == entry) {
            entry.clone_from(found);
            before = rest;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What is written where `found` was understood as `understood`, and that has become `written`.
    fn kept(found: Value, understood: Value, written: Value) -> Value {
        let item = |value: Value| value.as_object().unwrap().clone();
        Value::Object(Unknown::of(item(found), item(understood)).put_back(item(written)))
    }

    #[test]
    fn what_is_understood_needs_no_keeping_and_may_gain_defaults() {
        let found = json!({ "a": 1, "b": { "c": [{ "d": 2 }] } });
        let read = json!({ "a": 1, "b": { "c": [{ "d": 2, "new": 3 }], "new": 4 }, "new": 5 });
        let item = |value: &Value| value.as_object().unwrap().clone();
        assert_eq!(Unknown::of(item(&found), item(&read)), Unknown::default());
        assert_eq!(kept(found, read.clone(), read.clone()), read);
    }

    #[test]
    fn unknown_attributes_stay_whatever_becomes_of_the_others() {
        let found = json!({ "a": 1, "new": [{ "x": null }], "map": { "b": 2, "new": 3 } });
        let understood = json!({ "a": 1, "map": { "b": 2 } });
        assert_eq!(kept(found.clone(), understood.clone(), understood.clone()), found);
        let written = json!({ "a": 5, "map": { "b": 6, "c": 7 } });
        let expected = json!({ "a": 5, "new": [{ "x": null }], "map": { "b": 6, "c": 7, "new": 3 } });
        assert_eq!(kept(found, understood, written), expected);
    }

    #[test]
    fn what_this_version_gives_up_is_gone_with_what_lay_in_it() {
        let found = json!({ "lease": { "owner": "a run", "new": 1 } });
        assert_eq!(kept(found, json!({ "lease": { "owner": "a run" } }), json!({})), json!({}));
    }

    #[test]
    fn an_attribute_that_this_version_comes_to_write_is_its_own() {
        assert_eq!(kept(json!({ "a": "theirs" }), json!({}), json!({ "a": "ours" })), json!({ "a": "ours" }));
    }

    #[test]
    fn entries_keep_what_was_in_them_when_others_make_way_and_come() {
        let found =
            json!({ "list": [{ "n": 1, "new": "a" }, { "n": 2, "new": "b" }, { "n": 3, "new": "c" }] });
        let understood = json!({ "list": [{ "n": 1 }, { "n": 2 }, { "n": 3 }] });
        let written = json!({ "list": [{ "n": 1 }, { "n": 3 }, { "n": 4 }] });
        let expected = json!({ "list": [{ "n": 1, "new": "a" }, { "n": 3, "new": "c" }, { "n": 4 }] });
        assert_eq!(kept(found, understood, written), expected);
    }

    #[test]
    fn what_is_unknown_may_be_secret_and_is_not_shown() {
        let Value::Object(found) = json!({ "token": "hush" }) else { unreachable!() };
        assert_eq!(format!("{:?}", Unknown::of(found, Item::new())), r#"{"token"}"#);
    }
}
