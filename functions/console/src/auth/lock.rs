//! What makes a cookie believable: it is signed, for one purpose, with the console's own key.

use adapters::ConsoleSecret;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

/// A signing key for one purpose. What was signed for one purpose is nothing for another.
pub(crate) struct Lock(Hmac<Sha256>);

impl Lock {
    /// The key of a session's cookie.
    pub(crate) fn of_sessions(secret: &ConsoleSecret) -> Self {
        Self::derived(secret, "session")
    }

    /// The key of the cookie of somebody who is about to sign in.
    pub(crate) fn of_attempts(secret: &ConsoleSecret) -> Self {
        Self::derived(secret, "sign-in attempt")
    }

    /// The key of the tokens that changes must carry.
    pub(crate) fn of_changes(secret: &ConsoleSecret) -> Self {
        Self::derived(secret, "change")
    }

    fn derived(secret: &ConsoleSecret, purpose: &str) -> Self {
        let key = keyed(secret.session_key.expose_secret().as_bytes()).chain_update(purpose).finalize();
        Self(keyed(&key.into_bytes()))
    }

    /// The text that proves `content`.
    pub(crate) fn proof(&self, content: &str) -> String {
        hex::encode(self.0.clone().chain_update(content).finalize().into_bytes())
    }

    /// Whether a text proves `content`. It takes as long whatever the text is.
    pub(crate) fn proves(&self, proof: &str, content: &str) -> bool {
        hex::decode(proof)
            .is_ok_and(|proof| self.0.clone().chain_update(content).verify_slice(&proof).is_ok())
    }

    /// A value with its proof, as a cookie takes it. Anybody can read it, and nobody can make one.
    pub(crate) fn seal<T: Serialize>(&self, value: &T) -> Result<String, serde_json::Error> {
        let content = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(value)?);
        let proof = self.proof(&content);
        Ok(format!("{content}.{proof}"))
    }

    /// The value of a cookie that this key has sealed.
    pub(crate) fn open<T: DeserializeOwned>(&self, sealed: &str) -> Option<T> {
        let (content, proof) = sealed.split_once('.')?;
        if !self.proves(proof, content) {
            return None;
        }
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(content).ok()?).ok()
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(key: &str) -> ConsoleSecret {
        ConsoleSecret { session_key: key.into(), client_secret: None }
    }

    #[test]
    fn what_was_sealed_is_opened_by_the_same_key_for_the_same_purpose_only() {
        let (ours, other) = (secret("0123456789"), secret("0123456788"));
        let sealed = Lock::of_sessions(&ours).seal(&["alice"]).unwrap();
        assert_eq!(Lock::of_sessions(&ours).open(&sealed), Some(["alice".to_owned()]));
        assert_eq!(Lock::of_sessions(&other).open::<[String; 1]>(&sealed), None);
        assert_eq!(Lock::of_attempts(&ours).open::<[String; 1]>(&sealed), None);
    }

    #[test]
    fn a_changed_or_cut_cookie_is_none() {
        let lock = Lock::of_sessions(&secret("0123456789"));
        let sealed = lock.seal(&["alice"]).unwrap();
        let (content, proof) = sealed.split_once('.').unwrap();
        let forged = BASE64_URL_SAFE_NO_PAD.encode(br#"["mallory"]"#);
        for wrong in [
            String::new(),
            content.to_owned(),
            format!("{content}."),
            format!("{forged}.{proof}"),
            format!("{content}.{}", &proof[..62]),
            format!("{content}.{}", "0".repeat(64)),
        ] {
            assert_eq!(lock.open::<[String; 1]>(&wrong), None, "{wrong}");
        }
    }
}
