// Posts that are still to go out are dragged to another day or hour. The keyboard has a button on each instead.

import { ProblemError, request } from "./api.js";
import { target, whyNot } from "./calendar-move.js";
import { tell } from "./deeds.js";
import { words } from "./zoned.js";

const calendar = document.getElementById("calendar");
const zone = calendar?.dataset["daysZone"] ?? "UTC";

/** @type {HTMLElement | null} */
let dragged = null;

calendar?.addEventListener("dragstart", (event) => {
  const entry = event.target instanceof Element ? event.target.closest(".entry") : null;
  if (!(entry instanceof HTMLElement) || !entry.draggable || !event.dataTransfer) return;
  dragged = entry;
  entry.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", entry.dataset["post"] ?? "");
});

calendar?.addEventListener("dragover", (event) => {
  const place = placeOf(event.target);
  if (!dragged || !place) return;
  event.preventDefault();
  mark(place);
});

calendar?.addEventListener("dragleave", (event) => {
  if (event.target === calendar) mark(null);
});

calendar?.addEventListener("drop", (event) => {
  const place = placeOf(event.target);
  if (!dragged || !place) return;
  event.preventDefault();
  void move(dragged, place);
});

calendar?.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
});

/**
 * The hour that something lies in, or the day.
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function placeOf(target) {
  const place = target instanceof Element ? target.closest("[data-hour]") ?? target.closest("[data-day]") : null;
  return place instanceof HTMLElement ? place : null;
}

/** @param {HTMLElement | null} place */
function mark(place) {
  for (const marked of document.querySelectorAll(".over")) if (marked !== place) marked.classList.remove("over");
  place?.classList.add("over");
}

/**
 * @param {HTMLElement} entry
 * @param {HTMLElement} place
 */
async function move(entry, place) {
  const day = place.closest("[data-day]")?.getAttribute("data-day");
  const at = new Date(entry.querySelector("time")?.dateTime ?? "");
  if (!day || Number.isNaN(at.getTime())) return;
  const hour = place.dataset["hour"];
  const to = target(at, { day, hour: hour === undefined ? null : Number(hour) }, zone);
  const reason = whyNot(at, to, new Date());
  if (reason) return tell(reason);
  const title = entry.querySelector("a")?.textContent ?? "The post";
  try {
    await request("POST", `/api/v1/posts/${encodeURIComponent(entry.dataset["post"] ?? "")}/reschedule`, { publish_at: to.toISOString() });
    tell(`${title} goes out ${words(to, zone)}.`);
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    tell(problem.message);
  }
  document.dispatchEvent(new CustomEvent("reeldrop:done"));
}
