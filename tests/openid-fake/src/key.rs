//! The key that signs ID tokens.

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A key of the provider.
pub(crate) struct Key {
    pair: KeyPair,
    /// Its name, by which clients find it.
    pub(crate) id: String,
}

impl Key {
    pub(crate) fn random() -> Result<Self, Unspecified> {
        let pair = KeyPair::generate(KeySize::Rsa2048)?;
        let digest = Sha256::digest(pair.public_key().modulus().big_endian_without_leading_zero());
        Ok(Self { pair, id: BASE64_URL_SAFE_NO_PAD.encode(&digest[..9]) })
    }

    /// As the provider publishes it.
    pub(crate) fn published(&self) -> Value {
        let key = self.pair.public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.id,
            "n": BASE64_URL_SAFE_NO_PAD.encode(key.modulus().big_endian_without_leading_zero()),
            "e": BASE64_URL_SAFE_NO_PAD.encode(key.exponent().big_endian_without_leading_zero()),
        })
    }

    /// What everybody knows of it.
    pub(crate) fn public_bytes(&self) -> &[u8] {
        self.pair.public_key().modulus().big_endian_without_leading_zero()
    }

    /// The RS256 signature of a text.
    pub(crate) fn sign(&self, text: &str) -> Result<Vec<u8>, Unspecified> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)?;
        Ok(signature)
    }
}
