// The video that was chosen: what is known of it, its preview and its cover.

import { byId, control, hover, say } from "./dom.js";
import { still } from "./thumbnail.js";
import { bytes, duration, videoRefused } from "./video-rules.js";

/** The longest side of the cover's still on the page, in pixels. */
const COVER_SIDE = 360;

/** How finely the cover can be chosen, in milliseconds: the slider's step. */
const COVER_STEP_MS = 100;

/** Asks to be told by an event `change` whenever anything about the video has become known. */
export class ChosenVideo extends EventTarget {
  /** @type {File | null} */
  file = null;
  /** @type {number | null} Length in seconds, once the browser has told it. */
  #seconds = null;
  /** Whether the browser has still to say what it makes of the file. */
  #reading = false;
  /** Whether the frame that the video seeks is asked for by the slider. */
  #seeking = false;
  /** @type {string | null} */
  #address = null;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    super();
    this.limits = {
      bytesMax: Number(form.dataset.bytesMax),
      secondsMax: form.dataset.secondsMax ? Number(form.dataset.secondsMax) : null,
      extensions: (form.dataset.extensions ?? "").split(" "),
    };
    this.input = control(form, "video", HTMLInputElement);
    this.preview = byId("preview", HTMLVideoElement);
    this.slider = control(form, "cover_ms", HTMLInputElement);
    this.canvas = byId("cover", HTMLCanvasElement);
    this.input.addEventListener("change", () => this.#choose());
    this.preview.addEventListener("loadedmetadata", () => this.#measure());
    this.preview.addEventListener("durationchange", () => this.#measure());
    this.preview.addEventListener("loadeddata", () => this.#seek());
    this.preview.addEventListener("error", () => this.#unseen());
    this.preview.addEventListener("seeked", () => this.#sought());
    this.slider.addEventListener("input", () => this.#seek());
  }

  /** Why there is nothing to publish yet; null where the video may go out. */
  get refused() {
    if (this.file === null) return "Choose a video.";
    if (this.#reading) return "The video is being read.";
    return videoRefused({ name: this.file.name, size: this.file.size, seconds: this.#seconds }, this.limits);
  }

  /** The frame to show first, in milliseconds; null where the browser cannot show the video. */
  get coverMs() {
    return this.#shown ? Number(this.slider.value) : null;
  }

  /** Where the frame can be taken from that stands for the post on the dashboard. */
  get coverStill() {
    return this.#shown ? this.canvas : null;
  }

  get #shown() {
    return this.#seconds !== null && !this.preview.hidden;
  }

  #choose() {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.file = this.input.files?.[0] ?? null;
    this.#seconds = null;
    this.#reading = this.file !== null;
    this.#address = this.file && URL.createObjectURL(this.file);
    this.preview.hidden = this.file === null;
    byId("cover-field", HTMLElement).hidden = true;
    if (this.#address) this.preview.src = this.#address;
    else this.preview.removeAttribute("src");
    this.#changed();
  }

  /** Some recordings say how long they are only once they have been read to the end; what is endless is not known. */
  #measure() {
    const { duration } = this.preview;
    if (!Number.isFinite(duration) || duration === 0) return this.#measured(null);
    this.slider.max = String(Math.max(0, Math.floor((duration * 1000 - 1) / COVER_STEP_MS) * COVER_STEP_MS));
    if (this.#seconds === null) this.slider.value = "0";
    byId("cover-field", HTMLElement).hidden = false;
    this.#measured(duration);
  }

  /** @param {number | null} seconds */
  #measured(seconds) {
    this.#reading = false;
    this.#seconds = seconds;
    this.#changed();
  }

  /** The browser cannot show this kind of video. TikTok may well take it, and it is measured again before it is sent. */
  #unseen() {
    if (this.file === null) return;
    this.preview.hidden = true;
    byId("cover-field", HTMLElement).hidden = true;
    this.#measured(null);
  }

  /** Shows the frame that the slider stands at. */
  #seek() {
    const ms = Number(this.slider.value);
    this.preview.pause();
    this.#seeking = true;
    this.preview.currentTime = ms / 1000;
    const shown = `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1000).toFixed(1).padStart(4, "0")}`;
    say(byId("cover-time", HTMLOutputElement), shown);
    this.slider.setAttribute("aria-valuetext", shown);
  }

  #sought() {
    if (!this.#seeking) return;
    this.#seeking = false;
    still(this.preview, this.canvas, COVER_SIDE);
    this.#changed();
  }

  #changed() {
    const refused = this.file === null ? null : this.refused;
    const known = this.#reading || this.file === null ? "" : this.#words(this.file);
    say(byId("video-facts", HTMLElement), known);
    say(byId("video-refused", HTMLElement), this.#reading ? "" : refused ?? "");
    this.input.setAttribute("aria-invalid", String(!this.#reading && refused !== null));
    hover(this.input, refused);
    this.dispatchEvent(new Event("change"));
  }

  /** @param {File} file */
  #words(file) {
    const facts = `${file.name}, ${bytes(file.size)}`;
    if (this.#seconds !== null) return `${facts}, ${duration(this.#seconds)}`;
    return `${facts}. Your browser cannot show this video; its length is checked after the upload.`;
  }
}
