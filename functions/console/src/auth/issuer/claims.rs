//! What an ID token says beside the standard's claims: the groups that somebody belongs to.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims,
    IdTokenFields, StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};

/// The claims of an ID token.
pub(super) type Claims = IdTokenClaims<Groups, CoreGenderClaim>;

/// An OpenID Connect client whose addresses come from the issuer's own configuration.
pub(super) type Client = openidconnect::Client<
    Groups,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<
        IdTokenFields<
            Groups,
            EmptyExtraTokenFields,
            CoreGenderClaim,
            CoreJweContentEncryptionAlgorithm,
            CoreJwsSigningAlgorithm,
        >,
        CoreTokenType,
    >,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The claims that name groups. No standard has them: most issuers say `groups`, Cognito says `cognito:groups`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Groups {
    #[serde(default)]
    groups: OneOrMany,
    #[serde(default, rename = "cognito:groups")]
    cognito: OneOrMany,
}

/// Some issuers write a list of one as that one, and anything else is no group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<String>),
    One(String),
    Other(serde_json::Value),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    fn all(&self) -> &[String] {
        match self {
            Self::Many(names) => names,
            Self::One(name) => std::slice::from_ref(name),
            Self::Other(_) => &[],
        }
    }
}

impl Groups {
    pub(super) fn groups(&self) -> impl Iterator<Item = &String> {
        self.groups.all().iter().chain(self.cognito.all())
    }
}

impl AdditionalClaims for Groups {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_as_issuers_write_them() {
        for (claims, expected) in [
            (r#"{"groups":["a","b"]}"#, vec!["a", "b"]),
            (r#"{"groups":"a"}"#, vec!["a"]),
            (r#"{"cognito:groups":["c"],"sub":"1"}"#, vec!["c"]),
            (r#"{"groups":{"a":true}}"#, vec![]),
            ("{}", vec![]),
        ] {
            let groups: Groups = serde_json::from_str(claims).unwrap();
            assert_eq!(groups.groups().collect::<Vec<_>>(), expected, "{claims}");
        }
    }
}
