//! Who is signed in, as the cookie says it.

use super::lock::Lock;
use super::people::Facts;
use crate::settings::Settings;
use crate::viewer::{Role, Viewer};
use adapters::ConsoleSecret;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long somebody stays signed in: a working day.
pub(crate) const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(8);

/// What a session's cookie holds. It names facts and no rights, so that a change of the rules holds for sessions that run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Session {
    id: String,
    identity: String,
    name: String,
    facts: Facts,
    /// In seconds since 1970.
    until_s: i64,
}

/// Somebody of whom the issuer has told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Names the person for ever: a digest of the issuer and its subject, in hexadecimal.
    pub(crate) identity: String,
    /// The name to show.
    pub(crate) name: String,
    /// What their rights follow from.
    pub(crate) facts: Facts,
}

impl Session {
    /// A new one, whose id nobody could know before.
    pub(crate) fn begin(person: Person, now: Timestamp) -> Self {
        let Person { identity, name, facts } = person;
        let id = hex::encode(runtime::random_bytes::<16>());
        Self { id, identity, name, facts, until_s: (now + SESSION_LIFE).as_second() }
    }

    /// Reads a cookie. One that is forged or over is none.
    pub(crate) fn read(cookie: &str, secret: &ConsoleSecret, now: Timestamp) -> Option<Self> {
        let session: Self = Lock::of_sessions(secret).open(cookie)?;
        (now.as_second() < session.until_s).then_some(session)
    }

    /// The cookie's value.
    pub(crate) fn sealed(&self, secret: &ConsoleSecret) -> Result<String, serde_json::Error> {
        Lock::of_sessions(secret).seal(self)
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The viewer that it stands for, where the rules know one.
    pub(crate) fn viewer(self, settings: &Settings, secret: &ConsoleSecret) -> Option<Viewer> {
        let role = role(&self.facts, settings)?;
        let csrf_token = Lock::of_changes(secret).proof(&self.id);
        let until = Timestamp::from_second(self.until_s).ok()?;
        Some(Viewer { identity: self.identity, name: self.name, role, csrf_token, session: self.id, until })
    }
}

/// What somebody may do, if anything.
pub(crate) fn role(facts: &Facts, settings: &Settings) -> Option<Role> {
    if settings.operators.include(facts) {
        Some(Role::Operator)
    } else if settings.creators.include(facts) {
        Some(Role::Creator)
    } else {
        None
    }
}
