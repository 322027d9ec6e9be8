//! The metrics by name.

/// Something that is measured. `docs/logging.md` says of each when, and which question it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// Posts that were published.
    PostsPublished,
    /// Posts that failed.
    PostsFailed,
    /// Posts of which TikTok has not said for too long what became of them.
    PostsUnconfirmed,
    /// Posts that came to wait for a person.
    PostsHeld,
    /// Posts that were called off.
    PostsCancelled,
    /// From the moment at which a post could go out to the moment at which TikTok called it published, in seconds.
    SecondsToPublished,
    /// Size of a video whose upload is complete, in bytes.
    UploadBytes,
    /// From the answered init to TikTok's word that all bytes are in, in seconds.
    UploadSeconds,
    /// Chunks that were sent once more.
    ChunkRetries,
    /// Pairs of tokens that were exchanged for new ones.
    TokensExchanged,
    /// Pairs of tokens that another run had exchanged already.
    TokensAdopted,
    /// Refreshes that failed.
    TokenRefreshesFailed,
    /// Questions about posts that TikTok answered.
    Polls,
    /// Questions about posts that were not answered.
    PollsFailed,
    /// Calls that had to wait, for our own budget of them or because TikTok said so.
    RateWaits,
    /// Posts that are due for `publish`.
    PostsDue,
    /// For how long the oldest of them has been due, in seconds; 0 where none is.
    OldestDuePostAge,
    /// Creators who connected their account.
    AccountsConnected,
    /// Connections that ended without an account.
    ConnectionsRefused,
    /// Notices of TikTok's that were believed, whether they said anything new or not.
    NoticesTaken,
    /// Notices that were believed and say nothing that anybody here knows.
    NoticesIgnored,
    /// Requests that were not believed, or could not be carried out.
    NoticesRefused,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 22] = [
        Self::PostsPublished,
        Self::PostsFailed,
        Self::PostsUnconfirmed,
        Self::PostsHeld,
        Self::PostsCancelled,
        Self::SecondsToPublished,
        Self::UploadBytes,
        Self::UploadSeconds,
        Self::ChunkRetries,
        Self::TokensExchanged,
        Self::TokensAdopted,
        Self::TokenRefreshesFailed,
        Self::Polls,
        Self::PollsFailed,
        Self::RateWaits,
        Self::PostsDue,
        Self::OldestDuePostAge,
        Self::AccountsConnected,
        Self::ConnectionsRefused,
        Self::NoticesTaken,
        Self::NoticesIgnored,
        Self::NoticesRefused,
    ];

    /// Its name in CloudWatch. Alarms and dashboards rely on it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PostsPublished => "PostsPublished",
            Self::PostsFailed => "PostsFailed",
            Self::PostsUnconfirmed => "PostsUnconfirmed",
            Self::PostsHeld => "PostsHeld",
            Self::PostsCancelled => "PostsCancelled",
            Self::SecondsToPublished => "SecondsToPublished",
            Self::UploadBytes => "UploadBytes",
            Self::UploadSeconds => "UploadSeconds",
            Self::ChunkRetries => "ChunkRetries",
            Self::TokensExchanged => "TokensExchanged",
            Self::TokensAdopted => "TokensAdopted",
            Self::TokenRefreshesFailed => "TokenRefreshesFailed",
            Self::Polls => "Polls",
            Self::PollsFailed => "PollsFailed",
            Self::RateWaits => "RateWaits",
            Self::PostsDue => "PostsDue",
            Self::OldestDuePostAge => "OldestDuePostAge",
            Self::AccountsConnected => "AccountsConnected",
            Self::ConnectionsRefused => "ConnectionsRefused",
            Self::NoticesTaken => "NoticesTaken",
            Self::NoticesIgnored => "NoticesIgnored",
            Self::NoticesRefused => "NoticesRefused",
        }
    }

    /// Its unit, by the names that CloudWatch knows.
    pub fn unit(self) -> &'static str {
        match self {
            Self::PostsPublished
            | Self::PostsFailed
            | Self::PostsUnconfirmed
            | Self::PostsHeld
            | Self::PostsCancelled
            | Self::ChunkRetries
            | Self::TokensExchanged
            | Self::TokensAdopted
            | Self::TokenRefreshesFailed
            | Self::Polls
            | Self::PollsFailed
            | Self::RateWaits
            | Self::PostsDue
            | Self::AccountsConnected
            | Self::ConnectionsRefused
            | Self::NoticesTaken
            | Self::NoticesIgnored
            | Self::NoticesRefused => "Count",
            Self::SecondsToPublished | Self::UploadSeconds | Self::OldestDuePostAge => "Seconds",
            Self::UploadBytes => "Bytes",
        }
    }
}
