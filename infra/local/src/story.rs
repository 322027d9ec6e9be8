//! The whole story of a post, from its audit trail alone.

use std::fmt::Write;

use local::{Event, Post};

/// What is known of the post, then each event in order: when, who saw it, what happened, the state it led to, what was
/// decided, and below it what identifies it to TikTok.
pub(crate) fn story(post: &Post) -> String {
    let mut text = format!("{} is {}\n\n", post.key, post.state);
    let size = post.size.map(|size| format!("{size} bytes"));
    for (name, value) in [
        ("id", Some(&post.id)),
        ("version", post.version_id.as_ref()),
        ("size", size.as_ref()),
        ("account", Some(&post.account)),
        ("privacy level", post.privacy_level.as_ref()),
        ("publish id", post.publish_id.as_ref()),
        ("post id", post.post_id.as_ref()),
        ("reason", post.reason.as_ref()),
    ] {
        if let Some(value) = value {
            write(&mut text, format_args!("  {name:<14} {value}"));
        }
    }
    text.push('\n');
    for event in &post.history {
        let Event { at, source, event: name, state, detail, .. } = event;
        write(&mut text, format_args!("  {at:<30} {source:<14} {name:<24} {state:<13} {detail}"));
        let identity = identity(event);
        if !identity.is_empty() {
            write(&mut text, format_args!("  {:<30} {}", "", identity.join(", ")));
        }
    }
    text
}

/// What identifies the event to TikTok's support.
fn identity(event: &Event) -> Vec<String> {
    let http_status = event.http_status.map(|status| format!("HTTP {status}"));
    let named = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    let publish_id = named("publish id", &event.publish_id);
    let post_id = named("post id", &event.post_id);
    [publish_id, post_id, http_status, named("log id", &event.log_id)].into_iter().flatten().collect()
}

fn write(text: &mut String, line: std::fmt::Arguments<'_>) {
    // A string takes all that is written to it.
    let _ = writeln!(text, "{}", line.to_string().trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_tells_every_event_in_order_and_what_identifies_it() {
        let post: Post = serde_json::from_str(
            r#"{"id":"abc","key":"alice/clip.mp4","state":"published","size":5,"account":"open-id","post_id":"7","history":[
                {"at":"2026-11-23T10:00:00Z","source":"publish","event":"received","state":"held","detail":"a video of 5 bytes"},
                {"at":"2026-11-23T10:00:09Z","source":"webhook","event":"status_reported","state":"published","detail":"published",
                 "publish_id":"v_pub~1","post_id":"7","log_id":"L1","http_status":200}]}"#,
        )
        .unwrap();
        let story = story(&post);
        let lines: Vec<&str> = story.lines().collect();
        assert_eq!(lines[0], "alice/clip.mp4 is published");
        let received = lines.iter().position(|line| line.contains("received")).unwrap();
        let reported = lines.iter().position(|line| line.contains("status_reported")).unwrap();
        assert!(received < reported && lines[reported].contains("webhook"), "{story}");
        assert_eq!(lines[reported + 1].trim(), "publish id v_pub~1, post id 7, HTTP 200, log id L1");
    }
}
