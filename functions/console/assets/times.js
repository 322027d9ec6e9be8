// Tells the server the browser's time zone, and puts times right that were written before it knew.

import { words } from "./zoned.js";

/** A year, in seconds. */
const KEPT_SECONDS = 365 * 24 * 3_600;

/** The browser's zone, by its IANA name. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/**
 * @param {ParentNode} part Of the page.
 */
export function tellTimes(part) {
  for (const time of part.querySelectorAll("time[data-zone]")) {
    if (!(time instanceof HTMLTimeElement) || time.dataset["zone"] === zone) continue;
    time.textContent = words(new Date(time.dateTime), zone);
    time.dataset["zone"] = zone;
  }
}

const known = document.cookie.split("; ").includes(`zone=${zone}`);
if (!known) document.cookie = `zone=${zone}; path=/; max-age=${KEPT_SECONDS}; samesite=lax`;
tellTimes(document);

// The days themselves are the server's: a page of days is asked for again, once.
const days = document.querySelector("[data-days-zone]");
if (!known && days && days.getAttribute("data-days-zone") !== zone) location.reload();
