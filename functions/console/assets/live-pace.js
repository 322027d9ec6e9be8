// How soon a post is worth asking for again: pure, so that the whole policy can be read here.

/**
 * What the pace depends on.
 * @typedef {{state: string, scheduled_at?: string | null, post_url?: string | null, privacy_level?: string | null}} Post
 */

/** While something moves, in milliseconds: at first, and once it takes long. */
const MOVING_MS = 2_000;
const MOVING_MS_LATER = 10_000;
/** When "later" begins, in milliseconds after the page was opened. */
const LATER_AFTER_MS = 5 * 60_000;
/** While nothing will happen soon by itself, in milliseconds. */
const RESTING_MS = 30_000;
/** For how long the link of a public post is waited for, in milliseconds: TikTok mostly has it within a minute. */
const LINK_AWAITED_MS = 15 * 60_000;

/**
 * @param {Post} post
 * @param {number} watchedMs For how long it has been watched.
 * @param {number} now In milliseconds since 1970.
 * @returns {number | null} Milliseconds until the next question; null where nothing will change any more.
 */
export function nextQuestionMs(post, watchedMs, now) {
  const moving = watchedMs < LATER_AFTER_MS ? MOVING_MS : MOVING_MS_LATER;
  switch (post.state) {
    case "initializing":
    case "uploading":
    case "processing":
      return moving;
    case "queued": {
      const due = post.scheduled_at ? Date.parse(post.scheduled_at) : now;
      return due - now > RESTING_MS ? RESTING_MS : moving;
    }
    case "held":
    case "unconfirmed":
      return RESTING_MS;
    case "published": {
      const linkIsComing = !post.post_url && post.privacy_level === "PUBLIC_TO_EVERYONE";
      return linkIsComing && watchedMs < LINK_AWAITED_MS ? moving : null;
    }
    case "failed":
    case "cancelled":
      return null;
    default:
      return RESTING_MS;
  }
}
