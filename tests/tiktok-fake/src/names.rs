//! Names as TikTok gives them: random, and with the characters that trip careless clients.

use std::iter::repeat_with;

use jiff::Timestamp;

/// An authorization code. `*` and `!` are in it on purpose: they arrive percent-encoded in the redirect.
pub(crate) fn code() -> String {
    format!("{}*1!{}.va", alphanumeric(48), digits(4))
}

/// An access token.
pub(crate) fn access_token() -> String {
    format!("act.{}!{}.va", alphanumeric(56), digits(4))
}

/// A refresh token.
pub(crate) fn refresh_token() -> String {
    format!("rft.{}!{}.va", alphanumeric(56), digits(4))
}

/// What identifies a creator to one app.
pub(crate) fn open_id() -> String {
    format!("-000{}", alphanumeric(32))
}

/// What identifies a creator to all the apps of one developer.
pub(crate) fn union_id() -> String {
    hyphenated()
}

/// A creator's name, where a test does not care.
pub(crate) fn username() -> String {
    format!("creator_{}", digits(8))
}

/// A publish id of a file upload: at most 64 characters, with `~` and `.` in it.
pub(crate) fn publish_id() -> String {
    format!("v_pub_file~v2-1.7{}", digits(18))
}

/// A post id: 19 digits, beyond what a double holds exactly, within an `i64`.
pub(crate) fn post_id() -> i64 {
    fastrand::i64(7_000_000_000_000_000_000..8_000_000_000_000_000_000)
}

/// What names an upload in its URL: its id, then the token that is its credential.
pub(crate) fn upload() -> (String, String) {
    (digits(19), hyphenated())
}

/// The id that TikTok's support asks for: the time, then what looks like a machine and a random part.
pub(crate) fn log_id(now: Timestamp) -> String {
    format!("{}{:020X}", now.strftime("%Y%m%d%H%M%S"), fastrand::u128(..1 << 80))
}

fn alphanumeric(length: usize) -> String {
    repeat_with(fastrand::alphanumeric).take(length).collect()
}

fn digits(length: usize) -> String {
    repeat_with(|| fastrand::digit(10)).take(length).collect()
}

fn hyphenated() -> String {
    let hex = format!("{:032x}", fastrand::u128(..));
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
