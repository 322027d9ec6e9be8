// How soon a page is worth asking for again: pure.

/** @typedef {"fast" | "slow" | "still"} Pace */

/** While something moves, in milliseconds. */
const FAST_MS = 2_000;
/** While something may happen at any time. */
const SLOW_MS = 15_000;
/** The longest pause, where nothing has happened for long. */
const PAUSE_MS_MAX = 60_000;
/** Answers without news before the pauses grow. */
const PATIENCE = 30;

/**
 * @param {string} pace
 * @returns {Pace} What is said of no element, or said wrongly, is still.
 */
export function paceOf(pace) {
  return pace === "fast" || pace === "slow" ? pace : "still";
}

/**
 * The pace of a page is that of its quickest part.
 * @param {string[]} paces
 * @returns {Pace}
 */
export function quickest(paces) {
  if (paces.includes("fast")) return "fast";
  return paces.includes("slow") ? "slow" : "still";
}

/**
 * @param {Pace} pace
 * @param {number} unchanged Answers in a row that had no news, or failed.
 * @returns {number | null} Milliseconds until the next question; null where nothing will change by itself.
 */
export function pauseMs(pace, unchanged) {
  if (pace === "still") return null;
  const base = pace === "fast" ? FAST_MS : SLOW_MS;
  const grown = unchanged <= PATIENCE ? base : base * 2 ** Math.min(unchanged - PATIENCE, 10);
  return Math.min(grown, PAUSE_MS_MAX);
}
