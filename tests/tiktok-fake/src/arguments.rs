//! The command line.

use clap::Parser;
use tiktok_fake::{App, Settings, Start};

/// A strict stand-in for TikTok on a loopback port.
///
/// It speaks TikTok's OAuth and Content Posting API on 127.0.0.1 and refuses whatever TikTok's documents refuse. Point a
/// client's API URL at the address that it prints, and its authorize URL at the same address followed by
/// /v2/auth/authorize/. Everything else is arranged over /_control/ while it runs: creators, faults, the clock, what
/// becomes of a post; GET /_control/report tells what happened. See the README for the table of routes.
#[derive(Debug, Parser)]
#[command(name = "tiktok-fake", version, after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The port on 127.0.0.1; 0 takes any free one, which the first line of output names
    #[arg(long, default_value_t = 4570)]
    port: u16,

    /// Creators consent at once: the authorize page answers with the redirect instead of being drawn
    #[arg(long)]
    auto_consent: bool,

    /// The life of an access token in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = Settings::default().access_seconds)]
    access_seconds: u64,

    /// From the last byte of a video to its outcome, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = Settings::default().fate.processing_seconds)]
    processing_seconds: u64,

    /// The app has not passed TikTok's audit: private accounts and SELF_ONLY alone, five creators a day
    #[arg(long)]
    unaudited: bool,

    /// Where creators may be sent back to; may be repeated, and PUT /_control/app replaces the list
    #[arg(long = "redirect-uri", value_name = "URI")]
    redirect_uris: Vec<String>,

    /// End when standard input closes, so that a killed parent leaves nothing running
    #[arg(long)]
    pub(crate) exit_with_parent: bool,
}

const EXAMPLES: &str = r#"The app's client key is fake-client-key, its secret fake-client-secret.
One creator is there: @reeldrop_demo.

Examples:
  tiktok-fake --auto-consent --redirect-uri http://127.0.0.1:8080/oauth/callback
  curl -s 127.0.0.1:4570/_control/report | jq '.posts[-1], .violations'
  curl -s 127.0.0.1:4570/_control/clock/advance --json '{"seconds": 7200}'
  curl -s 127.0.0.1:4570/_control/settings -X PATCH --json '{"daily_post_cap": 2}'
  curl -s 127.0.0.1:4570/_control/faults --json \
    '{"endpoint": "init", "action": {"type": "drop", "effect": "done"}}'"#;

impl Arguments {
    /// What the fake starts with.
    pub(crate) fn start(self) -> Start {
        let mut settings = Settings {
            auto_consent: self.auto_consent,
            access_seconds: self.access_seconds,
            audited: !self.unaudited,
            ..Settings::default()
        };
        settings.fate.processing_seconds = self.processing_seconds;
        Start {
            port: self.port,
            settings,
            app: App { redirect_uris: self.redirect_uris, ..App::default() },
            ..Start::default()
        }
    }
}
