//! Whether a notice is TikTok's.

use std::time::Duration;

use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// How far ahead of ours TikTok's clock may run before a signature counts as dated in the future.
const CLOCK_SKEW_MAX: Duration = Duration::from_secs(300);

/// Why a notice is not believed. An unsigned or wrongly signed notice deserves a 401 and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The header is not of the form `t=<unix seconds>,s=<hex>`.
    #[error("the signature header is malformed")]
    Malformed,
    /// Someone else signed it, or the body was changed, or the app's secret is not the one TikTok has.
    #[error("the signature does not match")]
    Mismatch,
    /// Correctly signed, but longer ago than the caller accepts.
    #[error("the signature is too old")]
    TooOld,
    /// Correctly signed, at a time that has not come yet. One of the two clocks is wrong.
    #[error("the signature is dated in the future")]
    InFuture,
}

/// Checks the `TikTok-Signature` header against the body as it arrived, byte for byte.
///
/// The comparison takes the same time wherever the signatures differ. TikTok repeats a notice for 72 hours and does not
/// say whether it signs it anew, so an `age_max` below that may lose notices.
///
/// # Errors
/// Whatever makes the notice unbelievable.
pub fn verify(
    header: &str,
    body: &[u8],
    client_secret: &SecretString,
    now_unix_s: i64,
    age_max: Duration,
) -> Result<(), SignatureError> {
    let (signed_at, signature) = parse(header).ok_or(SignatureError::Malformed)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(client_secret.expose_secret().as_bytes())
        .expect("hmac takes keys of any length");
    mac.update(signed_at.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(&signature).map_err(|_| SignatureError::Mismatch)?;

    let signed_at: i64 = signed_at.parse().map_err(|_| SignatureError::Malformed)?;
    let age_s = i128::from(now_unix_s) - i128::from(signed_at);
    if age_s > i128::from(age_max.as_secs()) {
        Err(SignatureError::TooOld)
    } else if age_s < -i128::from(CLOCK_SKEW_MAX.as_secs()) {
        Err(SignatureError::InFuture)
    } else {
        Ok(())
    }
}

/// The time exactly as it was written, since that text is what is signed, and the signature.
fn parse(header: &str) -> Option<(&str, Vec<u8>)> {
    let field = |name: &str| {
        let fields = header.split(',').filter_map(|field| field.trim().split_once('='));
        fields.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
    };
    Some((field("t")?, hex::decode(field("s")?).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AGE_MAX: Duration = Duration::from_secs(73 * 3_600);
    const SIGNED_AT: i64 = 1_633_174_587;
    const BODY: &[u8] = br#"{"event":"post.publish.complete"}"#;

    /// Computed with another implementation: `printf '1633174587.%s' "$BODY" | openssl dgst -sha256 -hmac "$SECRET"`.
    const HEADER: &str = "t=1633174587,s=09372dd4d35509938d00e08717c3af32f99309692ecd9e508237e762a9149df3";

    fn check(header: &str, body: &[u8], secret: &str, now: i64) -> Result<(), SignatureError> {
        verify(header, body, &secret.into(), now, AGE_MAX)
    }

    #[test]
    fn a_signature_made_elsewhere_is_accepted() {
        assert_eq!(check(HEADER, BODY, "client-secret", SIGNED_AT), Ok(()));
        let swapped =
            HEADER.split_once(',').map(|(t, s)| format!("{} , {t}", s.to_uppercase().replace("S=", "s=")));
        assert_eq!(check(&swapped.unwrap(), BODY, "client-secret", SIGNED_AT), Ok(()));
    }

    #[test]
    fn any_change_of_body_time_or_secret_is_noticed() {
        let mismatch = Err(SignatureError::Mismatch);
        assert_eq!(check(HEADER, b"{}", "client-secret", SIGNED_AT), mismatch);
        assert_eq!(check(HEADER, BODY, "another-secret", SIGNED_AT), mismatch);
        assert_eq!(check(&HEADER.replace("t=1", "t=2"), BODY, "client-secret", SIGNED_AT), mismatch);
        assert_eq!(check(&HEADER[..HEADER.len() - 2], BODY, "client-secret", SIGNED_AT), mismatch);
    }

    #[test]
    fn age_is_bounded_both_ways() {
        let at = |now| check(HEADER, BODY, "client-secret", now);
        assert_eq!(at(SIGNED_AT + 73 * 3_600), Ok(()));
        assert_eq!(at(SIGNED_AT + 73 * 3_600 + 1), Err(SignatureError::TooOld));
        assert_eq!(at(SIGNED_AT - 300), Ok(()));
        assert_eq!(at(SIGNED_AT - 301), Err(SignatureError::InFuture));
        assert_eq!(at(i64::MAX), Err(SignatureError::TooOld));
        assert_eq!(at(i64::MIN), Err(SignatureError::InFuture));
    }

    #[test]
    fn a_header_of_another_form_is_malformed() {
        for header in ["", "t=1", "s=00", "t=1;s=00", "t=1,s=xyz", "t=1,s=0"] {
            assert_eq!(check(header, BODY, "client-secret", 1), Err(SignatureError::Malformed), "{header}");
        }
    }

    proptest! {
        #[test]
        fn no_made_up_header_is_believed(header: String, body: Vec<u8>, now: i64) {
            prop_assert!(check(&header, &body, "client-secret", now).is_err());
        }
    }
}
