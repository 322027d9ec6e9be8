//! Which alerts were sent lately, so that the same one does not come again and again.

use crate::alert::AlertKind;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// After an alert the next one of its kind is withheld for this long: long enough not to bury a mailbox, short enough
/// that what goes on is told again the same day.
pub const QUIET: SignedDuration = SignedDuration::from_hours(6);

/// A run that has taken the right to send an alert and then says nothing for this long has crashed before it sent it.
const SENDING_MAX: SignedDuration = SignedDuration::from_mins(2);

/// The last alert of each kind. It lies in the record of the account that the alerts are about, and is saved by
/// conditional writes, so that of many runs at one moment one sends. Kinds go by their names, so that one which only a
/// newer version knows is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertLog(BTreeMap<String, LastAlert>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct LastAlert {
    at: Timestamp,
    /// Whether it is on its way and not known to have been sent.
    #[serde(default)]
    sending: bool,
}

impl AlertLog {
    /// Whether no alert was ever sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the right to send an alert of this kind. It must be followed by [`sent`](Self::sent) or
    /// [`not_sent`](Self::not_sent).
    ///
    /// # Errors
    /// The moment until which alerts of this kind are withheld.
    pub fn take(&mut self, kind: AlertKind, now: Timestamp) -> Result<(), Timestamp> {
        if let Some(last) = self.0.get(kind.name()) {
            let quiet_until = last.at + if last.sending { SENDING_MAX } else { QUIET };
            if now < quiet_until {
                return Err(quiet_until);
            }
        }
        self.0.insert(kind.name().to_owned(), LastAlert { at: now, sending: true });
        Ok(())
    }

    /// The alert has been sent.
    pub fn sent(&mut self, kind: AlertKind) {
        if let Some(last) = self.0.get_mut(kind.name()) {
            last.sending = false;
        }
    }

    /// The alert could not be sent: the next one may be.
    pub fn not_sent(&mut self, kind: AlertKind) {
        self.0.remove(kind.name());
    }
}
