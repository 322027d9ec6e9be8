// Posts several videos as a table says: checks everything first, asks for consent once, then sends two at a time.

import { ProblemError, request } from "./api.js";
import { countRows, isBranded, isGood, plan, summary, whyNot } from "./batch-plan.js";
import { describe, fill, show } from "./batch-rows.js";
import { sendRow, watch } from "./batch-send.js";

/** @typedef {import("./batch-plan.js").Planned} Planned */

/** Videos on their way at once. Each is sent in several parts at once already. */
const VIDEOS_AT_ONCE = 2;

const form = element("batch", HTMLFormElement);
const start = element("start", HTMLButtonElement);
const leaveOut = element("leave-out", HTMLInputElement);
const consent = element("consent", HTMLInputElement);

/** @type {Planned[]} */
let rows = [];
let started = false;

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T | null} Null where no account is connected, so that there is nothing to send.
 */
function element(id, type) {
  const found = document.getElementById(id);
  return found instanceof type ? found : null;
}

async function check() {
  const videos = element("videos", HTMLInputElement)?.files ?? [];
  const [table] = element("csv", HTMLInputElement)?.files ?? [];
  const button = element("check", HTMLButtonElement);
  const error = document.getElementById("check-error");
  if (!table || !button || !error || started) return;
  error.textContent = "";
  button.disabled = true;
  try {
    const account = element("account", HTMLSelectElement)?.value;
    const query = new URLSearchParams(account ? { account } : {});
    query.set("music_usage_confirmed", "true");
    const body = new Blob([await table.arrayBuffer()], { type: "text/csv" });
    const checked = await request("POST", `/api/v1/batch/check?${query}`, body);
    const planned = plan(checked.rows, [...videos]);
    rows = planned.rows;
    found(planned.spare);
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    const details = problem.errors.map(({ field, detail }) => `${field}: ${detail}`);
    error.textContent = details.length > 0 ? details.join("; ") : problem.message;
  } finally {
    button.disabled = false;
  }
}

/** @param {string[]} spare */
function found(spare) {
  const bad = rows.filter((row) => !isGood(row)).length;
  fill(rows);
  show("checked", true);
  show("leave-out-choice", bad > 0);
  show("branded-policy", isBranded(rows));
  describe("bad-count", countRows(bad));
  describe("summary", summary(rows, spare));
  if (leaveOut) leaveOut.checked = false;
  if (consent) consent.checked = false;
  weigh();
  document.getElementById("checked-title")?.focus();
}

/** The button says why it does nothing, and stays where a keyboard finds it. */
function weigh() {
  if (!start || started) return;
  const reason = whyNot(rows, { leaveOut: leaveOut?.checked ?? false, consent: consent?.checked ?? false });
  const good = rows.filter(isGood).length;
  start.setAttribute("aria-disabled", String(reason !== null));
  start.title = reason ?? "";
  start.textContent = good === 1 ? "Post 1 video" : `Post ${good} videos`;
  describe("start-reason", reason ?? "");
}

async function send() {
  if (!start || started || start.getAttribute("aria-disabled") === "true") return;
  started = true;
  start.setAttribute("aria-disabled", "true");
  for (const field of document.querySelectorAll("#batch input, #batch select, #batch button, #leave-out, #consent")) {
    field.setAttribute("disabled", "");
  }
  addEventListener("beforeunload", warn);
  const waiting = rows.filter(isGood);
  const all = waiting.length;
  let ended = 0;
  const senders = Array.from({ length: VIDEOS_AT_ONCE }, async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      await sendRow(row);
      ended += 1;
      describe("start-reason", `${ended} of ${all} videos are through.`);
    }
  });
  await Promise.all(senders);
  removeEventListener("beforeunload", warn);
  await watch();
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  event.preventDefault();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void check();
});
form?.addEventListener("change", () => {
  // What was checked is no longer what was chosen.
  if (!started) show("checked", false);
});
leaveOut?.addEventListener("change", weigh);
consent?.addEventListener("change", weigh);
start?.addEventListener("click", () => void send());
