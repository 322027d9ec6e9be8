//! What can be wrong with an ID token.

/// What is wrong with the next ID token. A client that believes one of these can be cheated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// It was made for another sign-in.
    OtherNonce,
    /// It was made for another client.
    OtherAudience,
    /// It comes from another issuer.
    OtherIssuer,
    /// It was good until a while ago.
    Expired,
    /// It names a key of the issuer, and is signed with another.
    OtherKey,
    /// It says that it needs no signature.
    Unsigned,
    /// It is signed with what everybody knows, the public key.
    SignedWithThePublicKey,
    /// It is missing.
    NoToken,
}

impl Lie {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::OtherNonce,
        Self::OtherAudience,
        Self::OtherIssuer,
        Self::Expired,
        Self::OtherKey,
        Self::Unsigned,
        Self::SignedWithThePublicKey,
        Self::NoToken,
    ];
}
