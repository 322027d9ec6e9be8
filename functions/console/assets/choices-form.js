// The fields of a posting page but its video: reads what has been chosen, lets the rules decide, and shows what they say.

import { byId, control, hover, say } from "./dom.js";
import { edit } from "./posting-caption.js";
import * as rules from "./posting-rules.js";
import { fieldValue, inWords, moment, timeRefused, zoneName } from "./when-rules.js";

/** Sends an event `draw` whenever something has been chosen, and now and then, since a chosen time passes. */
export class ChoicesForm extends EventTarget {
  /** How often the time is looked at, in milliseconds. */
  static #EVERY_MS = 15_000;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    super();
    this.form = form;
    this.caption = control(form, "caption", HTMLTextAreaElement);
    this.privacy = control(form, "privacy_level", HTMLSelectElement);
    this.publishAt = control(form, "publish_at", HTMLInputElement);
  }

  /** Once the fields say what they are to say at first. */
  begin() {
    say(byId("zone", HTMLElement), ` (${zoneName()})`);
    this.publishAt.min = fieldValue(new Date());
    edit(this.caption, this.form.dataset.account ?? "");
    this.#field("disclose").addEventListener("change", () => this.#clearDisclosure());
    this.form.addEventListener("input", () => this.draw());
    this.form.addEventListener("change", () => this.draw());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    setInterval(() => this.draw(), ChoicesForm.#EVERY_MS);
    this.draw();
  }

  /**
   * @param {number | null} coverMs
   * @returns {rules.Choices}
   */
  choices(coverMs) {
    return {
      caption: this.caption.value,
      privacyLevel: this.privacy.value,
      allowComment: this.#field("allow_comment").checked,
      allowDuet: this.#field("allow_duet").checked,
      allowStitch: this.#field("allow_stitch").checked,
      disclose: this.#field("disclose").checked,
      yourBrand: this.#field("your_brand").checked,
      brandedContent: this.#field("branded_content").checked,
      aiGenerated: this.#field("ai_generated").checked,
      coverMs,
    };
  }

  /** The time that was chosen; null for now, and while it is not complete. */
  get later() {
    const isLater = this.form.querySelector("[name=when]:checked")?.getAttribute("value") === "later";
    const { value } = this.publishAt;
    return { isLater, refused: isLater ? timeRefused(value, new Date()) : null, at: moment(value) };
  }

  /**
   * The choices as the API takes them.
   * @param {number | null} coverMs
   */
  options(coverMs) {
    const { isLater, at } = this.later;
    return rules.options(this.choices(coverMs), isLater && at ? at.toISOString() : null);
  }

  /** Everything that keeps the choices from being taken, each as a sentence. */
  get missing() {
    const captionUnitsMax = Number(this.caption.dataset.unitsMax);
    const missing = [...rules.obstacles(this.choices(null), captionUnitsMax), this.later.refused];
    return missing.filter((one) => one !== null);
  }

  draw() {
    const chosen = this.choices(null);
    this.#drawDisclosure(chosen);
    this.#drawAudience(chosen);
    this.#drawTime();
    byId("declares-branded-content", HTMLElement).hidden = !rules.declaresBrandedContent(chosen);
    this.dispatchEvent(new Event("draw"));
  }

  /** @param {rules.Choices} chosen */
  #drawDisclosure(chosen) {
    byId("brands", HTMLElement).hidden = !chosen.disclose;
    const branded = this.#field("branded_content");
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
  #drawAudience(chosen) {
    /** @type {string[]} */
    const reasons = [];
    for (const option of this.privacy.options) {
      if (option.value === "") continue;
      const barred = rules.privacyLevelBarred(option.value, chosen);
      option.disabled = barred !== null;
      hover(option, barred);
      if (barred !== null) reasons.push(`“${option.text}” cannot be chosen. ${barred}`);
    }
    hover(this.privacy, reasons.join(" "));
    say(byId("privacy-hint", HTMLElement), reasons.join(" "));
  }

  #drawTime() {
    const { isLater, refused, at } = this.later;
    byId("later", HTMLElement).hidden = !isLater;
    const hint = byId("publish-at-hint", HTMLElement);
    const tooEarly = at !== null && refused !== null;
    say(hint, tooEarly ? refused : at ? inWords(at) : "");
    hint.classList.toggle("error", tooEarly);
    this.publishAt.setAttribute("aria-invalid", String(tooEarly));
  }

  /** With the switch off nothing is chosen under it, so that nothing is when it is put on again. */
  #clearDisclosure() {
    if (this.#field("disclose").checked) return;
    for (const name of ["your_brand", "branded_content"]) this.#field(name).checked = false;
  }

  /** @param {string} name */
  #field(name) {
    return control(this.form, name, HTMLInputElement);
  }
}
