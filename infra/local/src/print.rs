//! What the commands print: errors on standard error, everything else on standard output.

use std::fmt::Display;
use std::io::Write;

use jiff::Timestamp;
use local::{Deployment, Error, Event, OPERATOR, Post};
use serde_json::Value;

use crate::cli;
use crate::story::story;

/// An error, in one sentence.
pub(crate) fn error(error: &Error) {
    let _ = writeln!(std::io::stderr(), "\ncargo local: {}", error.sentence());
}

/// What happened to a post, with the seconds since it was first seen.
pub(crate) fn timeline(post: &Post) {
    line(format_args!("\n{} is {}", post.key, post.state));
    for (name, value) in
        [("reason", &post.reason), ("privacy level", &post.privacy_level), ("post id", &post.post_id)]
    {
        if let Some(value) = value {
            line(format_args!("  {name:<14} {value}"));
        }
    }
    let begun = post.history.first().and_then(time);
    for event in &post.history {
        let since = begun.zip(time(event)).map(|(begun, at)| at.duration_since(begun).as_secs_f64());
        let since = since.map_or_else(|| event.at.clone(), |seconds| format!("+{seconds:.1} s"));
        let Event { state, event, detail, .. } = event;
        line(format_args!("  {since:>10}  {state:<13} {event:<24} {detail}").to_string().trim_end());
    }
    line("");
}

/// All that is known of some posts, for people or as JSON.
pub(crate) fn stories(posts: &[Post], json: bool) {
    if json {
        return self::posts(posts, json);
    }
    for post in posts {
        line(story(post));
    }
}

/// The posts, as a table or as JSON.
pub(crate) fn posts(posts: &[Post], json: bool) {
    if json {
        line(serde_json::to_string_pretty(posts).unwrap_or_default());
        return;
    }
    if posts.is_empty() {
        line("no posts yet");
    }
    for post in posts {
        let created = post.created_at.get(..19).unwrap_or(&post.created_at);
        let reason = post.reason.as_deref().unwrap_or_default();
        line(format_args!("{created}  {:<13} {}  {reason}", post.state, post.key).to_string().trim_end());
    }
}

/// What became of a connection that was ended, and how it is made again.
pub(crate) fn disconnected(answer: &Value, connect_link: &str) {
    let open_id = answer["disconnected"].as_str().unwrap_or_default();
    let name = answer["username"].as_str().map_or_else(|| open_id.to_owned(), |name| format!("@{name}"));
    line(format_args!("{name} is disconnected: nothing is posted for the account any more"));
    line(format_args!("  open_id        {open_id}"));
    line(format_args!("  connect again  {connect_link}"));
}

/// As many as the longest command of the invitation has.
const COMMAND_CHARS: usize = 26;

/// What can be done with a deployment that stays up.
pub(crate) fn invitation(deployment: &Deployment) -> Result<(), Error> {
    let bucket = deployment.output("UploadsBucket")?;
    let endpoint = deployment.endpoint();
    let port = named(deployment.port());
    let width = COMMAND_CHARS + port.len();
    line("Reeldrop is up. In another terminal:\n");
    for (command, purpose) in [
        ("post FILE --caption \"…\"", "post a video of your own"),
        ("posts [KEY]", "see what became of all of them, or the whole story of one"),
        ("logs [FUNCTION] --follow", "see what the functions do"),
        ("disconnect ACCOUNT", "end a creator's connection"),
    ] {
        line(format_args!("  cargo local {:<width$} {purpose}", format!("{command}{port}")));
    }
    line("\n  AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 \\");
    line(format_args!("    aws s3 cp FILE s3://{bucket}/reeldrop_demo/ --endpoint-url {endpoint} \\"));
    line("    --metadata privacy-level=SELF_ONLY,music-usage-confirmed=true\n");
    line(format_args!("  the console        {}", deployment.console_link(OPERATOR)?));
    line(format_args!("  connect a creator  {}", deployment.connect_link()));
    line(format_args!("  redirect URI       {}", deployment.output("RedirectUri")?));
    if let Ok(fake) = deployment.fake() {
        line(format_args!(
            "  the fake TikTok    {0}  (what it received: {0}/_control/report)",
            fake.base_url()
        ));
    }
    line(format_args!("  AWS                {endpoint}"));
    line(format_args!("  log                {}\n", deployment.log().display()));
    line("Ctrl-C ends everything.");
    Ok(())
}

/// How the other commands are told of a port that is not the usual one.
fn named(port: u16) -> String {
    if port == cli::PORT { String::new() } else { format!(" --port {port}") }
}

fn time(event: &Event) -> Option<Timestamp> {
    event.at.parse().ok()
}

fn line(text: impl Display) {
    // Nobody reads any more: there is nothing left to tell.
    let _ = writeln!(std::io::stdout(), "{text}");
}
