//! The issuer: where people go to sign in, and who they are when they come back.

use super::attempt::Attempt;
use super::fetch::{Fetch, FetchError};
use super::kept::Kept;
use super::people::Facts;
use super::refusal::Refusal;
use super::session::Person;
use crate::settings::Settings;
use adapters::ConsoleSecret;
use claims::{Claims, Client};
use jiff::SignedDuration;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClientAuthMethod, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    IssuerUrl, LoginHint, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    SignatureVerificationError, TokenResponse,
};
use runtime::Clock;
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use url::Url;

mod claims;

/// How long the issuer's addresses and keys are kept. Issuers announce a new key days before they sign with it.
const METADATA_LIFE: SignedDuration = SignedDuration::from_hours(12);

/// How soon they are read again when a token names a key that is not among them, which anybody's rubbish may do.
const METADATA_LIFE_MIN: SignedDuration = SignedDuration::from_mins(1);

/// What the ID token may be signed with: keys that only the issuer has. Every issuer offers the first.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
];

/// Somebody who says who people are.
pub(crate) struct Issuer {
    url: IssuerUrl,
    client_id: ClientId,
    redirect_uri: RedirectUrl,
    fetch: Fetch,
    metadata: Kept<CoreProviderMetadata>,
    settings: Settings,
    clock: Clock,
}

impl Issuer {
    pub(crate) fn new(settings: &Settings, clock: Clock) -> Self {
        Self {
            url: settings.issuer.clone(),
            client_id: ClientId::new(settings.client_id.clone()),
            redirect_uri: settings.redirect_uri.clone(),
            fetch: Fetch::default(),
            metadata: Kept::default(),
            settings: settings.clone(),
            clock,
        }
    }

    pub(crate) fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The address at the issuer where somebody signs in. The hint names whom the browser expects to be.
    pub(crate) async fn sign_in_url(&self, attempt: &Attempt, hint: Option<String>) -> Result<Url, Refusal> {
        let metadata = self.metadata(METADATA_LIFE).await?;
        let client = self.client(&metadata, None);
        let (state, nonce) = (CsrfToken::new(attempt.state.clone()), Nonce::new(attempt.nonce.clone()));
        let verifier = PkceCodeVerifier::new(attempt.verifier.clone());
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(hint) = hint {
            request = request.set_login_hint(LoginHint::new(hint));
        }
        Ok(request.url().0)
    }

    /// Who has signed in there: exchanges the code, and believes the ID token only as far as it is signed for this very
    /// sign-in.
    pub(crate) async fn person(
        &self,
        code: String,
        attempt: &Attempt,
        secret: &ConsoleSecret,
    ) -> Result<Person, Refusal> {
        let metadata = self.metadata(METADATA_LIFE).await?;
        let client = self.client(&metadata, Some(secret));
        let verifier = PkceCodeVerifier::new(attempt.verifier.clone());
        let exchange = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| Refusal::issuer("it has no token endpoint", &error))?
            .set_pkce_verifier(verifier);
        let tokens = exchange.request_async(&self.fetch).await.map_err(|error| Refusal::exchange(&error))?;
        let Some(token) = tokens.id_token() else { return Err(Refusal::Unproven) };
        let nonce = Nonce::new(attempt.nonce.clone());
        let believed = match token.claims(&verifier_of(&client), &nonce) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let newer = self.metadata(METADATA_LIFE_MIN).await?;
                token.claims(&verifier_of(&self.client(&newer, Some(secret))), &nonce)
            }
            answer => answer,
        };
        Ok(self.known(believed.map_err(|error| Refusal::token(&error))?))
    }

    /// What the claims say of somebody.
    fn known(&self, claims: &Claims) -> Person {
        let subject = claims.subject().as_str();
        let digest = Sha256::new().chain_update(self.url.as_str()).chain_update([0]).chain_update(subject);
        let verified = claims.email_verified() == Some(true);
        let email = claims.email().filter(|_| verified).map(|email| email.to_lowercase());
        let known = |group: &&String| {
            self.settings.operators.name_group(group) || self.settings.creators.name_group(group)
        };
        let groups = claims.additional_claims().groups().filter(known).cloned().collect();
        let written = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        let user = claims.preferred_username().map(|name| name.to_string());
        let name = email.clone().or(written).or(user).unwrap_or_else(|| subject.to_owned());
        Person {
            identity: hex::encode(&digest.finalize()[..16]),
            name: name.chars().take(NAME_CHARS_MAX).collect(),
            facts: Facts { email, groups },
        }
    }

    fn client(&self, metadata: &CoreProviderMetadata, secret: Option<&ConsoleSecret>) -> Client {
        let secret = secret.and_then(|secret| secret.client_secret.as_ref());
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        // Where an issuer leaves the choice, the body: some of them take the other way only from clients set up for it.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let in_body =
            methods.is_some_and(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretPost));
        Client::from_provider_metadata(metadata.clone(), self.client_id.clone(), secret)
            .set_redirect_uri(self.redirect_uri.clone())
            .set_auth_type(if in_body { AuthType::RequestBody } else { AuthType::BasicAuth })
    }

    async fn metadata(&self, life: SignedDuration) -> Result<Arc<CoreProviderMetadata>, Refusal> {
        let read = || Box::pin(CoreProviderMetadata::discover_async(self.url.clone(), &self.fetch));
        let metadata = self.metadata.get(self.clock.now(), life, read).await;
        metadata.map_err(|error: DiscoveryError<FetchError>| {
            Refusal::issuer("its configuration cannot be read", &error)
        })
    }
}

/// More than a name needs, and few enough for a cookie.
const NAME_CHARS_MAX: usize = 254;

fn verifier_of(client: &Client) -> openidconnect::core::CoreIdTokenVerifier<'_> {
    client.id_token_verifier().set_allowed_algs(ALGORITHMS)
}
