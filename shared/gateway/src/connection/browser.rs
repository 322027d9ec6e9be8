//! What ties a connection to the browser that began it.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tiktok::Pkce;

/// How long a connection may take, in seconds: time to sign in to TikTok and read the consent page.
pub(super) const CONNECTION_LIFE_S: i64 = 600;

/// A secret that only the browser keeps, in a cookie. The table keeps its digest, and the PKCE verifier is derived
/// from it, so that nothing secret lies in the table.
#[derive(Debug, Clone)]
pub struct BrowserSecret(SecretString);

impl BrowserSecret {
    pub(super) fn random() -> Self {
        Self(hex::encode(runtime::random_bytes::<32>()).into())
    }

    /// Reads it from a `Cookie` header.
    pub(super) fn from_cookies(header: &str, https: bool) -> Option<Self> {
        let name = cookie_name(https);
        header
            .split(';')
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(found, value)| *found == name && !value.is_empty())
            .map(|(_, value)| Self(value.to_owned().into()))
    }

    /// The `Set-Cookie` header that gives it to the browser. `Lax`, because the creator comes back by a link.
    pub(super) fn set_cookie(&self, https: bool) -> String {
        format!(
            "{}={}; Path=/; Max-Age={CONNECTION_LIFE_S}; HttpOnly; SameSite=Lax{}",
            cookie_name(https),
            self.0.expose_secret(),
            if https { "; Secure" } else { "" }
        )
    }

    pub(super) fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.0.expose_secret()))
    }

    pub(super) fn has_digest(&self, digest: &str) -> bool {
        self.digest().as_bytes().ct_eq(digest.as_bytes()).into()
    }

    /// The verifier and its challenge.
    pub fn pkce(&self) -> Pkce {
        let derived = Sha256::digest(format!("pkce verifier of {}", self.0.expose_secret()));
        Pkce::from_random(&derived.into())
    }
}

/// The `Set-Cookie` header that takes the secret away again.
pub fn clear_cookie(https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", cookie_name(https))
}

/// With the `__Host-` prefix browsers accept the cookie only over https, from this very host.
fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-reeldrop-connect" } else { "reeldrop-connect" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_from_its_cookie() {
        for https in [true, false] {
            let secret = BrowserSecret::random();
            let header = secret.set_cookie(https);
            let cookie = header.split(';').next().unwrap();
            let read = BrowserSecret::from_cookies(&format!("other=1; {cookie}; more=2"), https).unwrap();
            assert!(read.has_digest(&secret.digest()));
            assert_eq!(read.pkce().challenge(), secret.pkce().challenge());
            assert_eq!(header.contains("; Secure"), https);
        }
    }

    #[test]
    fn another_browsers_secret_does_not_fit() {
        assert!(!BrowserSecret::random().has_digest(&BrowserSecret::random().digest()));
        assert!(BrowserSecret::from_cookies("reeldrop-connect=", false).is_none());
        assert!(BrowserSecret::from_cookies("reeldrop-connect=x", true).is_none());
    }

    #[test]
    fn the_digest_and_the_verifier_do_not_show_the_secret() {
        let secret = BrowserSecret::random();
        let shown = format!("{secret:?}");
        assert!(!shown.contains(secret.0.expose_secret()), "{shown}");
        assert_ne!(secret.pkce().verifier().expose_secret(), secret.0.expose_secret());
    }
}
