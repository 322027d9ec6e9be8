// Remembers uploads that have begun, so that one goes on after the page was left or the browser was closed. Only names of
// the upload are kept, never the video: the same file must be chosen again.

/**
 * @typedef {{key: string, upload_id: string, part_size: number}} Begun
 */

const PREFIX = "reeldrop.upload:";

/** For how long an upload is worth going on with, in milliseconds: storage gives up unfinished ones after some days. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * @param {string} account
 * @param {File} file
 */
function place(account, file) {
  return `${PREFIX}${account}/${file.name}/${file.size}/${file.lastModified}`;
}

/**
 * The upload of the same file to the same account that has begun already.
 * @param {string} account
 * @param {File} file
 * @returns {Begun | null}
 */
export function recall(account, file) {
  try {
    const { at, ...begun } = JSON.parse(localStorage.getItem(place(account, file)) ?? "{}");
    return Date.now() - at < KEPT_MS ? begun : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} account
 * @param {File} file
 * @param {Begun} begun
 */
export function remember(account, file, begun) {
  try {
    localStorage.setItem(place(account, file), JSON.stringify({ ...begun, at: Date.now() }));
  } catch {
    // Without storage an upload cannot go on after a reload; everything else works.
  }
}

/**
 * @param {string} account
 * @param {File} file
 */
export function forget(account, file) {
  try {
    localStorage.removeItem(place(account, file));
  } catch {
    // What could not be kept need not be forgotten.
  }
}

/** Forgets what is too old to go on with, of any account. */
export function tidy() {
  try {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const { at } = JSON.parse(localStorage.getItem(name) ?? "{}");
      if (!(Date.now() - at < KEPT_MS)) localStorage.removeItem(name);
    }
  } catch {
    // As above.
  }
}
