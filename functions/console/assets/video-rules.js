// Whether a video can be posted, as far as a browser can tell: pure.

import { extension } from "./upload-plan.js";

/**
 * What is known of a video that was chosen.
 * @typedef {object} VideoFacts
 * @property {string} name
 * @property {number} size In bytes.
 * @property {number | null} seconds Null where the browser cannot tell.
 */

/**
 * What the account and TikTok allow.
 * @typedef {object} VideoLimits
 * @property {number} bytesMax
 * @property {number | null} secondsMax Of this creator; null where TikTok does not say.
 * @property {string[]} extensions
 */

/** The shortest video that TikTok takes, in seconds (its media transfer guide). */
const SECONDS_MIN = 3;

/** How far a browser's duration may lie beside the container's, in seconds: a frame or two of sound at the end. */
const SECONDS_SLACK = 0.05;

/**
 * Why a video cannot be posted; null where nothing speaks against it.
 * @param {VideoFacts} video
 * @param {VideoLimits} limits
 * @returns {string | null}
 */
export function videoRefused({ name, size, seconds }, { bytesMax, secondsMax, extensions }) {
  if (!extensions.includes(extension(name))) {
    return `TikTok takes ${extensions.map((one) => one.toUpperCase()).join(", ")} files. Choose one of these.`;
  }
  if (size === 0) return "The file is empty. Choose another one.";
  if (size > bytesMax) return `The video has ${bytes(size)}, and TikTok takes at most ${bytes(bytesMax)}.`;
  if (seconds === null) return null;
  if (seconds < SECONDS_MIN - SECONDS_SLACK) {
    return `The video is ${duration(seconds)} long, and TikTok takes at least ${SECONDS_MIN} seconds.`;
  }
  if (secondsMax !== null && seconds > secondsMax + SECONDS_SLACK) {
    return `The video is ${duration(seconds)} long, and this account may post at most ${duration(secondsMax)}. Choose a shorter one.`;
  }
  return null;
}

/**
 * @param {number} seconds
 * @returns {string} Such as `1:05` or, where tenths matter, `2.4 seconds`.
 */
export function duration(seconds) {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} seconds`;
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, at) => (at === 0 ? `${part}` : `${part}`.padStart(2, "0"))).join(":");
}

/**
 * @param {number} count
 * @returns {string} Such as `12.3 MB`, in the units that file managers show.
 */
export function bytes(count) {
  const units = ["bytes", "kB", "MB", "GB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const digits = step === 0 || count / 1000 ** step >= 100 ? 0 : 1;
  return `${(count / 1000 ** step).toFixed(digits)} ${units[step]}`;
}
