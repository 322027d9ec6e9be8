// Completes a post that waits for its options, or changes what was chosen for one that waits for its time.

import { ProblemError, request } from "./api.js";
import { ChoicesForm } from "./choices-form.js";
import { byId, control, hover, say } from "./dom.js";
import { fieldValue } from "./when-rules.js";

const form = byId("completing", HTMLFormElement);
const publish = byId("publish", HTMLButtonElement);
const cover = control(form, "cover_ms", HTMLInputElement);
const fields = new ChoicesForm(form);

/**
 * What was said of the post so far. A level that the account no longer offers, and what it does not allow, stay unchosen.
 * @param {Record<string, any>} said
 */
function fill(said) {
  fields.caption.value = said["caption"] ?? "";
  const offered = [...fields.privacy.options].some((option) => option.value === said["privacy_level"]);
  if (offered) fields.privacy.value = said["privacy_level"];
  for (const name of ["allow_comment", "allow_duet", "allow_stitch", "your_brand", "branded_content", "ai_generated"]) {
    const box = control(form, name, HTMLInputElement);
    box.checked = said[name] === true && !box.disabled;
  }
  control(form, "disclose", HTMLInputElement).checked = said["your_brand"] === true || said["branded_content"] === true;
  cover.value = said["cover_ms"] === undefined ? "" : String(said["cover_ms"]);
  const at = new Date(said["publish_at"] ?? "");
  if (at.getTime() > Date.now()) {
    byId("when-later", HTMLInputElement).checked = true;
    fields.publishAt.value = fieldValue(at);
  }
}

function weigh() {
  const missing = [...fields.missing, ...(cover.validity.valid ? [] : ["The cover is a number of milliseconds, or nothing."])];
  publish.disabled = missing.length > 0;
  hover(publish, missing.join(" "));
  say(byId("publish-reason", HTMLElement), missing.join(" "));
  say(publish, fields.later.isLater ? "Schedule" : "Publish");
}

async function send() {
  weigh();
  if (publish.disabled) return;
  const post = encodeURIComponent(form.dataset.post ?? "");
  const failed = byId("publish-failed", HTMLElement);
  failed.hidden = true;
  publish.disabled = true;
  try {
    const coverMs = cover.value === "" ? null : Number(cover.value);
    await request("PUT", `/api/v1/posts/${post}/options`, fields.options(coverMs));
    location.assign(`/posts/${post}`);
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    failed.hidden = false;
    say(failed, [problem.message, ...problem.errors.map(({ field, detail }) => `${field}: ${detail}`)].join(" "));
    weigh();
  }
}

fill(JSON.parse(form.dataset.said ?? "{}"));
fields.addEventListener("draw", weigh);
publish.addEventListener("click", () => void send());
fields.begin();

// A page that comes back from the browser's memory shows what TikTok said of the account some time ago.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
