//! Asks TikTok who an access token belongs to, and what that creator may post just now.
//!
//! ```sh
//! TIKTOK_ACCESS_TOKEN=act.… cargo run -p tiktok --example whoami
//! ```

use std::error::Error;
use std::process::ExitCode;

use secrecy::SecretString;
use tiktok::{Endpoints, TikTok};

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stderr, reason = "this is a program for a terminal")]
async fn main() -> ExitCode {
    match print_creator().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "this is a program for a terminal")]
async fn print_creator() -> Result<(), Box<dyn Error>> {
    let token = access_token()?;
    let tiktok = TikTok::new(Endpoints::production())?;

    // Needs the scope user.info.basic, which a token for posting alone may lack.
    match tiktok.user_info(&token).await {
        Ok(profile) => println!("{} is {}", profile.data.open_id, profile.data.display_name),
        Err(error) => println!("no profile: {error}"),
    }
    let answer = tiktok.creator_info(&token).await?;
    let creator = answer.data;
    println!("{} (@{})", creator.nickname, creator.username);
    for level in &creator.privacy_level_options {
        println!("  may post as {}", level.as_str());
    }
    if let Some(longest) = creator.max_video_post_duration {
        println!("  videos up to {} s", longest.as_secs());
    }
    for (what, disabled) in [
        ("comments", creator.comment_disabled),
        ("duets", creator.duet_disabled),
        ("stitches", creator.stitch_disabled),
    ] {
        println!("  {what} {}", if disabled { "switched off by the creator" } else { "possible" });
    }
    println!("  log id {}", answer.log_id.as_deref().unwrap_or("none"));
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example program has its settings in the environment")]
fn access_token() -> Result<SecretString, &'static str> {
    std::env::var("TIKTOK_ACCESS_TOKEN").map(SecretString::from).map_err(|_| {
        "TIKTOK_ACCESS_TOKEN is not set.\n\
         It takes an access token (act.…) with the scope video.publish. TikTok gives one to an app that a creator\n\
         has connected to; a sandbox app and a test account of your own will do: https://developers.tiktok.com/apps"
    })
}
