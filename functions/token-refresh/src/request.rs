//! What a run is asked to do: the schedule's event, or a line that a person sends.

use serde::Deserialize;
use serde_json::Value;

/// What a run is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Request {
    /// Refresh what is due.
    Refresh,
    /// End an account's connection.
    Disconnect {
        /// Its username or `open_id`.
        account: String,
    },
}

/// What a person may send. A word that means nothing is refused, so that nobody believes it was obeyed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    disconnect: String,
}

impl Request {
    /// Reads an event. AWS's own events name their `source`; of those only the schedule's come here. An empty object asks
    /// for a refresh between two runs of the schedule.
    pub(crate) fn read(event: Value) -> Result<Self, serde_json::Error> {
        let is_from_aws = event["source"].as_str().is_some_and(|source| source.starts_with("aws."));
        if is_from_aws || event.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(Self::Refresh);
        }
        let Asked { disconnect } = serde_json::from_value(event)?;
        Ok(Self::Disconnect { account: disconnect })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_schedule_and_an_empty_event_ask_for_a_refresh() {
        let scheduled = json!({
            "version": "0", "id": "4d3…", "detail-type": "Scheduled Event", "source": "aws.scheduler", "detail": "{}",
        });
        for event in [scheduled, json!({ "source": "aws.events" }), json!({})] {
            assert_eq!(Request::read(event).unwrap(), Request::Refresh);
        }
    }

    #[test]
    fn a_person_names_the_account_to_disconnect() {
        let asked = Request::read(json!({ "disconnect": "alice" })).unwrap();
        assert_eq!(asked, Request::Disconnect { account: "alice".to_owned() });
    }

    #[test]
    fn anything_else_is_refused_by_its_name() {
        let unknown = Request::read(json!({ "disconnect": "alice", "dry_run": true })).unwrap_err();
        assert!(unknown.to_string().contains("unknown field `dry_run`"), "{unknown}");
        let misspelt = Request::read(json!({ "disconect": "alice" })).unwrap_err();
        assert!(misspelt.to_string().contains("expected `disconnect`"), "{misspelt}");
        for event in
            [json!(null), json!("alice"), json!({ "disconnect": 7 }), json!({ "source": "me" }), json!([])]
        {
            assert!(Request::read(event.clone()).is_err(), "{event}");
        }
    }
}
