// Captions and their hashtags: pure.

/** How many suggestions are shown at once. */
const SUGGESTIONS_MAX = 8;

/**
 * The hashtags that a caption holds, in lower case, with their sign.
 * @param {string} caption
 * @returns {Set<string>}
 */
export function hashtagsIn(caption) {
  return new Set((caption.match(/#[\p{L}\p{M}\p{N}_]+/gu) ?? []).map((tag) => tag.toLowerCase()));
}

/**
 * Those of the account's hashtags that are worth offering now: none that the caption has already, and while somebody is
 * writing one, those that begin so.
 * @param {string} caption Up to where somebody is writing.
 * @param {string[]} known The account's own, best first, with their sign.
 * @param {string} [rest] What stands behind it.
 * @returns {string[]}
 */
export function suggestions(caption, known, rest = "") {
  const begun = begunHashtag(caption);
  const used = hashtagsIn(caption.slice(0, caption.length - begun.length) + " " + rest);
  const fitting = known.filter((tag) => !used.has(tag.toLowerCase()) && tag.toLowerCase().startsWith(begun.toLowerCase()));
  return fitting.slice(0, SUGGESTIONS_MAX);
}

/**
 * The caption with a hashtag added, in place of the one that somebody has begun to write.
 * @param {string} caption Up to where somebody is writing.
 * @param {string} tag
 * @returns {string}
 */
export function withHashtag(caption, tag) {
  const before = caption.slice(0, caption.length - begunHashtag(caption).length);
  const gap = before === "" || /\s$/u.test(before) ? "" : " ";
  return `${before}${gap}${tag} `;
}

/** @param {string} caption */
function begunHashtag(caption) {
  return caption.match(/#[\p{L}\p{M}\p{N}_]*$/u)?.[0] ?? "";
}
