// Where a post goes that is put on another day or hour: pure.

import { momentOf, wallOf } from "./zoned.js";

/**
 * The moment that is meant by a place in the calendar. Within its own hour a post stays where it is; on another day it
 * keeps its time of day; in another hour it goes to its beginning.
 * @param {Date} at When the post is to go out now.
 * @param {{day: string, hour: number | null}} place
 * @param {string} zone
 */
export function target(at, { day, hour }, zone) {
  const { time } = wallOf(at, zone);
  const keeps = hour === null || Number(time.slice(0, 2)) === hour;
  return momentOf({ date: day, time: keeps ? time : `${String(hour).padStart(2, "0")}:00` }, zone);
}

/**
 * Why a post cannot go there, or null.
 * @param {Date} at When it is to go out now.
 * @param {Date} to
 * @param {Date} now
 */
export function whyNot(at, to, now) {
  if (to.getTime() === at.getTime()) return "It stays where it is.";
  return to <= now ? "That time is past." : null;
}
