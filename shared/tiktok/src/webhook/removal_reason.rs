//! Why an app may no longer act for a creator.

/// Why an authorization ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalReason {
    /// 0, absent, or a number that is not in TikTok's documents.
    Unknown,
    /// 1: the creator disconnected the app.
    UserDisconnected,
    /// 2: the account is deleted.
    AccountDeleted,
    /// 3: the creator's age was changed.
    AgeChanged,
    /// 4: the account is banned.
    Banned,
    /// 5: this app revoked it.
    RevokedByApp,
}

impl RemovalReason {
    pub(super) fn read(reason: &str) -> Self {
        match reason {
            "1" => Self::UserDisconnected,
            "2" => Self::AccountDeleted,
            "3" => Self::AgeChanged,
            "4" => Self::Banned,
            "5" => Self::RevokedByApp,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_number_has_its_reason() {
        let rows = [
            ("0", RemovalReason::Unknown),
            ("1", RemovalReason::UserDisconnected),
            ("2", RemovalReason::AccountDeleted),
            ("3", RemovalReason::AgeChanged),
            ("4", RemovalReason::Banned),
            ("5", RemovalReason::RevokedByApp),
            ("99", RemovalReason::Unknown),
            ("", RemovalReason::Unknown),
        ];
        for (number, reason) in rows {
            assert_eq!(RemovalReason::read(number), reason, "{number}");
        }
    }
}
