//! The video: choosing it, seeing it, and choosing its cover.

use domain::key::VIDEO_EXTENSIONS;
use maud::{Markup, html};

/// Nothing of a video leaves the browser here: the preview shows the file itself (point 5a).
pub(super) fn section(seconds_max: Option<u64>) -> Markup {
    let accept = VIDEO_EXTENSIONS.map(|extension| format!(".{extension}")).join(",");
    html! {
        section.card.stack.video aria-labelledby="video-title" {
            div.field {
                label #video-title for="video" { "Video" }
                input #video type="file" name="video" accept=(accept)
                    aria-describedby="video-hint video-facts video-refused";
                p.hint #video-hint {
                    "MP4, MOV, WebM or AVI, at most 4 GB, at least 3 seconds"
                    @if let Some(seconds) = seconds_max { ", at most " (duration(seconds)) " for this account" }
                    "."
                }
                p.hint #video-facts aria-live="polite" {}
                p.error #video-refused role="alert" {}
            }
            video #preview controls playsinline preload="auto" aria-label="Preview of the video" hidden {}
            (cover())
        }
    }
}

/// The cover is a frame of the video, found with a slider.
fn cover() -> Markup {
    html! {
        div.field #cover-field hidden {
            label for="cover-ms" { "Cover" }
            div.cover {
                canvas #cover width="72" height="128" role="img" aria-label="The frame that is the cover" {}
                div.field {
                    input #cover-ms type="range" name="cover_ms" min="0" max="0" step="100" value="0"
                        aria-describedby="cover-hint";
                    p.hint #cover-hint { "The frame at " output #cover-time for="cover-ms" { "0:00.0" } " is shown first." }
                }
            }
        }
    }
}

/// Whole minutes where they are whole, else minutes and seconds.
fn duration(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} seconds"),
        (1, 0) => "1 minute".to_owned(),
        (minutes, 0) => format!("{minutes} minutes"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
