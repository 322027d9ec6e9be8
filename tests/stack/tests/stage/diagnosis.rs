//! What helps whoever must find out why a fact does not hold.

use super::{Outcome, Scene};
use local::Post;
use std::fmt::Write;

/// How many of the functions' last lines are repeated.
const LOG_LINES_MAX: usize = 40;

impl Scene {
    /// The histories of this scene's posts, and the last that the functions had to say about them.
    pub(crate) async fn diagnosis(&self) -> String {
        let told = match self.tell().await {
            Ok(told) => told,
            Err(failed) => format!("no diagnosis: {}", failed.message().unwrap_or_default()),
        };
        format!("{told}\nAll that was logged: {}", self.stage.deployment.log().display())
    }

    async fn tell(&self) -> Outcome<String> {
        let posts = self.records().await?;
        let mut told: String = posts.iter().map(history).collect();
        let about = |line: &str| posts.iter().any(|post| line.contains(&post.id) || line.contains(&post.key));
        let mut lines = self.stage.logs().await?;
        lines.retain(|line| about(&line.message));
        lines.sort_by_key(|line| line.at_ms);
        for line in lines.iter().skip(lines.len().saturating_sub(LOG_LINES_MAX)) {
            let _ = writeln!(told, "{} {}", line.group, line.message);
        }
        Ok(told)
    }
}

fn history(post: &Post) -> String {
    let mut told =
        format!("\n{} {} is {}: {}\n", post.id, post.key, post.state, post.reason.as_deref().unwrap_or("-"));
    for event in &post.history {
        let _ = writeln!(told, "  {} {:<20} {:<13} {}", event.at, event.event, event.state, event.detail);
    }
    told
}
