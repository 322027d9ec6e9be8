// What a post's state means to somebody who has just published it: pure.

/**
 * @typedef {object} Post
 * @property {string} state
 * @property {string | null} [reason]
 * @property {string | null} [scheduled_at]
 * @property {number | null} [progress]
 * @property {string | null} [post_url]
 * @property {string | null} [privacy_level]
 */

/**
 * @typedef {{title: string, text: string, name: string}} Outcome `name` is the state in a word or two.
 */

/** A time that lies further off than this was chosen; a nearer one is that of the post's next turn. In milliseconds. */
const SOON_MS = 60_000;

/**
 * @param {Post} post
 * @param {(at: Date) => string} inWords
 * @param {number} now In milliseconds since 1970.
 * @returns {Outcome}
 */
export function outcome(post, inWords, now) {
  const reason = post.reason ?? "";
  switch (post.state) {
    case "held":
      return { name: "Held", title: "Waiting for you", text: reason };
    case "queued":
      return queued(post, reason, inWords, now);
    case "initializing":
      return { name: "Starting", title: "On its way to TikTok", text: "The upload to TikTok begins. You may leave this page." };
    case "uploading": {
      const percent = typeof post.progress === "number" ? `: ${post.progress} %` : "";
      return { name: "Uploading", title: "On its way to TikTok", text: `TikTok is receiving the video${percent}. You may leave this page.` };
    }
    case "processing":
      return { name: "Processing", title: "TikTok is processing the video", text: "TikTok has all of it. You may leave this page." };
    case "published":
      return { name: "Published", title: "Published", text: published(post) };
    case "failed":
      return { name: "Failed", title: "The video was not published", text: reason };
    case "unconfirmed":
      return { name: "Unconfirmed", title: "TikTok has not said what became of it", text: reason || "Look at the profile: the video may be there already. Reeldrop goes on asking." };
    case "cancelled":
      return { name: "Cancelled", title: "Cancelled", text: "The video was not published." };
    default:
      return { name: post.state, title: "On its way", text: reason };
  }
}

/**
 * @param {Post} post
 * @param {string} reason
 * @param {(at: Date) => string} inWords
 * @param {number} now
 * @returns {Outcome}
 */
function queued(post, reason, inWords, now) {
  const at = post.scheduled_at ? new Date(post.scheduled_at) : null;
  if (at === null || at.getTime() - now < SOON_MS) {
    const text = reason ? `It waits for a moment: ${reason}.` : "It is next in line.";
    return { name: "Queued", title: "On its way to TikTok", text: `${text} You may leave this page.` };
  }
  const text = reason || "You may leave this page. Until then the post can be changed or cancelled.";
  return { name: "Scheduled", title: `Goes out on ${inWords(at)}`, text };
}

/** @param {Post} post */
function published(post) {
  if (post.post_url) return "The video is on TikTok.";
  if (post.privacy_level === "SELF_ONLY") return "The video is on the profile, where only the creator sees it.";
  return "TikTok has taken the video. Its link appears here once TikTok has looked it over.";
}
