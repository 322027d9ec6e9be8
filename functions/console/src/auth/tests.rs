//! Signing in against a strict issuer, and what nobody gets past.

mod browser;
mod changes;
mod issuer_lies;
mod rights;
mod sessions;
mod signing_in;
mod world;
