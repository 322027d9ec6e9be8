//! PKCE as TikTok wants it.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// The secret that ties an authorization code to whoever asked for it.
#[derive(Clone, Debug)]
pub struct Pkce {
    verifier: SecretString,
}

impl Pkce {
    /// Makes a verifier from 32 random bytes, which the caller draws from a cryptographic source. It has 64 characters
    /// of the unreserved set; RFC 7636 asks for 43 to 128.
    #[must_use]
    pub fn from_random(random: &[u8; 32]) -> Self {
        Self { verifier: hex::encode(random).into() }
    }

    /// Takes up a verifier that was stored while the creator was away.
    #[must_use]
    pub fn from_verifier(verifier: SecretString) -> Self {
        Self { verifier }
    }

    /// What is stored until the creator comes back, and sent with the code.
    #[must_use]
    pub fn verifier(&self) -> &SecretString {
        &self.verifier
    }

    /// What goes into the authorize URL: the SHA-256 of the verifier in **hex**. RFC 7636 says base64url; TikTok does
    /// not follow it there.
    #[must_use]
    pub fn challenge(&self) -> String {
        hex::encode(Sha256::digest(self.verifier.expose_secret()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_hex_sha256_of_the_verifier() {
        // RFC 7636, appendix B, whose base64url challenge decodes to these bytes.
        let pkce = Pkce::from_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into());
        assert_eq!(pkce.challenge(), "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3");
    }

    #[test]
    fn a_verifier_has_an_allowed_length_and_survives_storing() {
        let pkce = Pkce::from_random(&[0xA5; 32]);
        let verifier = pkce.verifier().expose_secret();
        assert!((43..=128).contains(&verifier.len()));
        assert!(verifier.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(Pkce::from_verifier(verifier.into()).challenge(), pkce.challenge());
    }

    #[test]
    fn debug_output_hides_the_verifier() {
        assert!(!format!("{:?}", Pkce::from_random(&[0xA5; 32])).contains("a5"));
    }
}
