// Keeps what a page shows up to date: asks for the page again while something in it moves, and puts in place what has
// changed. The server writes each part once, so nothing is drawn twice and in two ways.

import { pauseMs, quickest } from "./refresh-pace.js";
import { tellTimes } from "./times.js";

let unchanged = 0;
let timer = 0;
/** @type {Promise<void> | null} */
let asking = null;

/** Asks for the page now, and puts in place what is new. */
export function refresh() {
  asking ??= ask().finally(() => {
    asking = null;
    wait();
  });
  return asking;
}

async function ask() {
  clearTimeout(timer);
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, credentials: "same-origin" });
    if (answer.redirected || answer.status === 401) return location.reload();
    if (!answer.ok) throw new Error(`${answer.status}`);
    const news = new DOMParser().parseFromString(await answer.text(), "text/html");
    tellTimes(news);
    unchanged = take(news) ? 0 : unchanged + 1;
  } catch {
    unchanged += 1;
  }
}

/**
 * @param {Document} news
 * @returns {boolean} Whether anything had changed.
 */
function take(news) {
  const focused = document.activeElement?.id;
  let changed = false;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = news.getElementById(part.id);
    if (!fresh) continue;
    const isNew = part.getAttribute("data-live") === "rows" ? takeRows(part, fresh) : takeWhole(part, fresh);
    changed = isNew || changed;
  }
  if (changed && focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  return changed;
}

/**
 * @param {Element} part
 * @param {Element} fresh
 */
function takeWhole(part, fresh) {
  part.setAttribute("data-pace", fresh.getAttribute("data-pace") ?? "still");
  if (version(part) === version(fresh)) return false;
  // The element itself stays, so that a screen reader goes on listening to it.
  for (const { name, value } of fresh.attributes) part.setAttribute(name, value);
  part.replaceChildren(...fresh.childNodes);
  return true;
}

/**
 * Rows that are as they were stay the elements that they are: their pictures and the reader's place are kept.
 * @param {Element} list
 * @param {Element} fresh
 */
function takeRows(list, fresh) {
  const old = new Map([...list.children].map((row) => [row.id, row]));
  const rows = [...fresh.children].map((row) => {
    const known = old.get(row.id);
    return known && version(known) === version(row) ? known : row;
  });
  list.setAttribute("data-pace", fresh.getAttribute("data-pace") ?? "still");
  const same = rows.length === list.children.length && rows.every((row, place) => row === list.children[place]);
  if (!same) list.replaceChildren(...rows);
  return !same;
}

/** @param {Element} part */
function version(part) {
  return part.getAttribute("data-version");
}

function wait() {
  clearTimeout(timer);
  if (document.hidden) return;
  const paces = [...document.querySelectorAll("[data-live]")].map((part) => part.getAttribute("data-pace") ?? "still");
  const pause = pauseMs(quickest(paces), unchanged);
  if (pause !== null) timer = window.setTimeout(refresh, pause);
}

document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : void refresh()));
document.addEventListener("reeldrop:done", () => {
  unchanged = 0;
  void refresh();
});
wait();
