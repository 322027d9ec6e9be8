// The caption's counter, and hashtags that the account has used before.

import { request } from "./api.js";
import { suggestions, withHashtag } from "./caption-rules.js";
import { byId, say } from "./dom.js";
import { captionTooLong } from "./posting-rules.js";

/**
 * @param {HTMLTextAreaElement} caption
 * @param {string} account
 */
export function edit(caption, account) {
  /** @type {string[]} */
  let known = [];
  const offered = byId("hashtags", HTMLElement);
  const draw = () => {
    count(caption);
    const [before, behind] = halves(caption);
    offer(offered, suggestions(before, known, behind), (tag) => add(caption, tag));
  };
  caption.addEventListener("input", draw);
  draw();
  hashtags(account).then((told) => {
    known = told;
    draw();
  });
}

/**
 * Writes a hashtag where somebody is writing now, which may be elsewhere than when it was offered.
 * @param {HTMLTextAreaElement} caption
 * @param {string} tag
 */
function add(caption, tag) {
  const [before, behind] = halves(caption);
  const begun = withHashtag(before, tag);
  caption.value = begun + behind.trimStart();
  caption.focus();
  caption.setSelectionRange(begun.length, begun.length);
  caption.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLTextAreaElement} caption */
function count(caption) {
  const max = Number(caption.dataset.unitsMax);
  const tooLong = captionTooLong(caption.value, max);
  const counter = byId("caption-count", HTMLElement);
  say(counter, `${caption.value.length} of ${max}${tooLong ? `. ${tooLong}` : ""}`);
  counter.classList.toggle("error", tooLong !== null);
  caption.setAttribute("aria-invalid", String(tooLong !== null));
}

/**
 * What stands before and behind the place where somebody is writing.
 * @param {HTMLTextAreaElement} caption
 * @returns {[string, string]}
 */
function halves({ value, selectionEnd }) {
  return [value.slice(0, selectionEnd), value.slice(selectionEnd)];
}

/**
 * @param {HTMLElement} place
 * @param {string[]} tags
 * @param {(tag: string) => void} onChoice
 */
function offer(place, tags, onChoice) {
  if (place.textContent === tags.join("")) return;
  place.hidden = tags.length === 0;
  place.replaceChildren(...tags.map((tag) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small";
    button.textContent = tag;
    button.addEventListener("click", () => onChoice(tag));
    return button;
  }));
}

/**
 * The account's own hashtags, best first. A post needs none, so nothing is said where they cannot be told.
 * @param {string} account
 * @returns {Promise<string[]>}
 */
async function hashtags(account) {
  try {
    const { hashtags } = await request("GET", `/api/v1/accounts/${encodeURIComponent(account)}/hashtags`);
    return hashtags.map((/** @type {{tag: string}} */ used) => used.tag);
  } catch {
    return [];
  }
}
