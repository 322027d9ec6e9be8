// The posting page: reads what has been chosen, lets the rules decide, and shows what they say.

import { byId, control, hover, say } from "./dom.js";
import { edit } from "./posting-caption.js";
import * as rules from "./posting-rules.js";
import { Publication } from "./posting-publish.js";
import { ChosenVideo } from "./posting-video.js";
import { fieldValue, inWords, moment, timeRefused, zoneName } from "./when-rules.js";

const form = byId("posting", HTMLFormElement);
const account = form.dataset.account ?? "";
const caption = control(form, "caption", HTMLTextAreaElement);
const privacy = control(form, "privacy_level", HTMLSelectElement);
const publishAt = control(form, "publish_at", HTMLInputElement);
const publish = byId("publish", HTMLButtonElement);
const video = new ChosenVideo(form);

/** @param {string} name */
const checked = (name) => control(form, name, HTMLInputElement).checked;

/** @returns {rules.Choices} */
function choices() {
  return {
    caption: caption.value,
    privacyLevel: privacy.value,
    allowComment: checked("allow_comment"),
    allowDuet: checked("allow_duet"),
    allowStitch: checked("allow_stitch"),
    disclose: checked("disclose"),
    yourBrand: checked("your_brand"),
    brandedContent: checked("branded_content"),
    aiGenerated: checked("ai_generated"),
    coverMs: video.coverMs,
  };
}

/** The time that was chosen; null for now, and while it is not complete. */
function later() {
  const isLater = form.querySelector("[name=when]:checked")?.getAttribute("value") === "later";
  return { isLater, refused: isLater ? timeRefused(publishAt.value, new Date()) : null, at: moment(publishAt.value) };
}

function draw() {
  const chosen = choices();
  drawDisclosure(chosen);
  drawAudience(chosen);
  drawTime();
  byId("declares-branded-content", HTMLElement).hidden = !rules.declaresBrandedContent(chosen);
  const { isLater, refused } = later();
  const captionUnitsMax = Number(caption.dataset.unitsMax);
  const missing = [video.refused, ...rules.obstacles(chosen, captionUnitsMax), refused].filter((one) => one !== null);
  publish.disabled = missing.length > 0;
  hover(publish, missing.join(" "));
  say(byId("publish-reason", HTMLElement), missing.join(" "));
  say(publish, isLater ? "Schedule" : "Publish");
}

/** @param {rules.Choices} chosen */
function drawDisclosure(chosen) {
  byId("brands", HTMLElement).hidden = !chosen.disclose;
  const branded = control(form, "branded_content", HTMLInputElement);
  const barred = rules.brandedContentBarred(chosen);
  branded.disabled = barred !== null && !branded.checked;
  hover(branded, barred);
  hover(branded.parentElement ?? branded, barred);
  say(byId("branded_content-barred", HTMLElement), barred ?? "");
  const notice = byId("branding-notice", HTMLElement);
  say(notice, rules.brandingNotice(chosen) ?? "");
  notice.hidden = notice.textContent === "";
  say(byId("disclosure-missing", HTMLElement), rules.disclosureMissing(chosen) ?? "");
}

/** @param {rules.Choices} chosen */
function drawAudience(chosen) {
  /** @type {string[]} */
  const reasons = [];
  for (const option of privacy.options) {
    if (option.value === "") continue;
    const barred = rules.privacyLevelBarred(option.value, chosen);
    option.disabled = barred !== null;
    hover(option, barred);
    if (barred !== null) reasons.push(`“${option.text}” cannot be chosen. ${barred}`);
  }
  hover(privacy, reasons.join(" "));
  say(byId("privacy-hint", HTMLElement), reasons.join(" "));
}

function drawTime() {
  const { isLater, refused, at } = later();
  byId("later", HTMLElement).hidden = !isLater;
  const hint = byId("publish-at-hint", HTMLElement);
  const tooEarly = at !== null && refused !== null;
  say(hint, tooEarly ? refused : at ? inWords(at) : "");
  hint.classList.toggle("error", tooEarly);
  publishAt.setAttribute("aria-invalid", String(tooEarly));
}

/** With the switch off nothing is chosen under it, so that nothing is when it is put on again. */
function clearDisclosure() {
  if (checked("disclose")) return;
  for (const name of ["your_brand", "branded_content"]) control(form, name, HTMLInputElement).checked = false;
}

function begin() {
  say(byId("zone", HTMLElement), ` (${zoneName()})`);
  publishAt.min = fieldValue(new Date());
  edit(caption, account);
  control(form, "disclose", HTMLInputElement).addEventListener("change", clearDisclosure);
  form.addEventListener("input", draw);
  form.addEventListener("change", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
  video.addEventListener("change", draw);
  // A time that was right when it was chosen passes while the page is open.
  setInterval(draw, 15_000);
  draw();
}

const publication = new Publication(account);

publish.addEventListener("click", () => {
  draw();
  if (publish.disabled || video.file === null) return;
  const { isLater, at } = later();
  const options = rules.options(choices(), isLater && at ? at.toISOString() : null);
  publication.begin(video.file, options, video.coverStill);
});

// A page that comes back from the browser's memory shows what TikTok said of the account some time ago.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

begin();
