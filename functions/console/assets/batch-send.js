// One row's way from the browser to TikTok, as its last cell tells it.

import { request } from "./api.js";
import { result } from "./batch-rows.js";
import { outcome } from "./outcome-words.js";
import { patiently } from "./patience.js";
import { thumbnail } from "./thumbnail.js";
import { Upload } from "./upload.js";

/** @typedef {import("./batch-plan.js").Planned} Planned */

/** How long a video may take to show a frame, in milliseconds. */
const FRAME_MS_MAX = 10_000;

/** From one question about a post to the next one about another, in milliseconds. */
const QUESTION_MS = 1_000;

/** States in which nothing happens by itself. */
const ENDED = ["published", "failed", "cancelled", "unconfirmed", "held"];

/** @type {Map<Planned, any>} The posts that were made, by their rows. */
const posts = new Map();

/** @param {Planned} row */
export async function sendRow(row) {
  const { video, account, options } = row;
  if (!video || !account || !options) return;
  const upload = new Upload(video, account.open_id);
  showUpload(row, upload);
  try {
    const stored = await upload.done;
    tell(row, "Uploaded");
    // The same upload is the same post, however often it is asked for.
    const post = await patiently(() => request("POST", "/api/v1/posts", { upload: stored, options: { ...options, music_usage_confirmed: true } }));
    upload.settled();
    made(row, post);
    await leaveFrame(post.id, video, options["cover_ms"] ?? 0);
  } catch (problem) {
    failed(row, problem);
  }
}

/** Tells of each post what becomes of it, one question at a time, until all have come to rest. */
export async function watch() {
  for (let moving = unsettled(); moving.length > 0; moving = unsettled()) {
    for (const [row, post] of moving) {
      await new Promise((resolve) => setTimeout(resolve, QUESTION_MS));
      if (document.hidden) continue;
      const answer = await request("GET", `/api/v1/posts/${encodeURIComponent(post.id)}`).catch(() => post);
      made(row, answer);
    }
  }
}

/** A scheduled post rests until its time. */
function unsettled() {
  const scheduled = (/** @type {any} */ post) => post.state === "queued" && Date.parse(post.scheduled_at ?? "") > Date.now() + 60_000;
  return [...posts].filter(([, post]) => !ENDED.includes(post.state) && !scheduled(post));
}

/**
 * @param {Planned} row
 * @param {Upload} upload
 */
function showUpload(row, upload) {
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `Upload of ${row.file}`);
  const pause = button("Pause", () => (upload.state === "paused" ? upload.resume() : upload.pause()));
  const words = document.createElement("span");
  words.textContent = "Uploading";
  result(row).replaceChildren(words, bar, pause);
  upload.addEventListener("progress", (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { sent, total } = event.detail;
    bar.value = Math.floor((100 * sent) / Math.max(1, total));
    words.textContent = `Uploading ${bar.value} %`;
  });
  upload.addEventListener("state", () => {
    pause.textContent = upload.state === "paused" ? "Resume" : "Pause";
    if (upload.state === "waiting") words.textContent = "Waiting for the connection";
    if (upload.state === "paused") words.textContent = "Paused";
  });
}

/**
 * @param {Planned} row
 * @param {string} text
 */
function tell(row, text) {
  result(row).replaceChildren(text);
}

/**
 * @param {Planned} row
 * @param {any} post
 */
function made(row, post) {
  posts.set(row, post);
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.dataset["state"] = post.state;
  chip.textContent = outcome(post, String, Date.now()).name;
  const link = document.createElement("a");
  link.href = `/posts/${encodeURIComponent(post.id)}`;
  link.textContent = "Open the post";
  const cell = result(row);
  cell.dataset["post"] = post.id;
  cell.dataset["state"] = post.state;
  cell.replaceChildren(chip, " ", link);
}

/**
 * @param {Planned} row
 * @param {unknown} problem
 */
function failed(row, problem) {
  const words = document.createElement("p");
  words.className = "error";
  words.textContent = problem instanceof Error ? problem.message : "It could not be uploaded";
  const cell = result(row);
  cell.dataset["state"] = "not-uploaded";
  cell.replaceChildren(words, button("Try again", () => void sendRow(row).then(watch)));
}

/**
 * @param {string} text
 * @param {() => void} act
 */
function button(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

/**
 * Leaves the cover frame for the dashboard. A post without one is as good.
 * @param {string} id
 * @param {File} file
 * @param {number} coverMs
 */
async function leaveFrame(id, file, coverMs) {
  const address = URL.createObjectURL(file);
  const video = document.createElement("video");
  try {
    video.muted = true;
    video.preload = "auto";
    video.src = address;
    video.currentTime = coverMs / 1_000;
    await Promise.race([
      new Promise((resolve, reject) => {
        video.onseeked = resolve;
        video.onerror = reject;
      }),
      new Promise((_, reject) => setTimeout(reject, FRAME_MS_MAX)),
    ]);
    const frame = await thumbnail(video);
    if (frame) await request("PUT", `/api/v1/posts/${encodeURIComponent(id)}/thumbnail`, frame);
  } catch {
    // The browser cannot show every video that TikTok takes.
  } finally {
    URL.revokeObjectURL(address);
  }
}
