// What happens from the click on: the upload, the post, its thumbnail, and what becomes of it.

import { ProblemError, request } from "./api.js";
import { byId, say } from "./dom.js";
import { follow } from "./live.js";
import { outcome } from "./outcome-words.js";
import { patiently } from "./patience.js";
import { thumbnail } from "./thumbnail.js";
import { Abandoned, Upload } from "./upload.js";
import { bytes } from "./video-rules.js";
import { inWords } from "./when-rules.js";

/** What is said while an upload is in each of its states. */
const NOTES = {
  sending: "Keep this page open until the upload has ended.",
  waiting: "The connection is broken. The upload goes on by itself when it is back.",
  paused: "Paused. Nothing that was sent is lost.",
  ended: "",
};

export class Publication {
  /** @type {Upload | null} */
  #upload = null;
  /** @type {{file: File, upload: Upload} | null} A video that is in storage already, though no post was made of it. */
  #stored = null;

  /** @param {string} account */
  constructor(account) {
    this.account = account;
    byId("pause", HTMLButtonElement).addEventListener("click", () => this.#upload?.pause());
    byId("resume", HTMLButtonElement).addEventListener("click", () => this.#upload?.resume());
    byId("give-up", HTMLButtonElement).addEventListener("click", () => this.#upload?.abandon().catch(() => {}));
  }

  /**
   * @param {File} file
   * @param {object} options As the API takes them.
   * @param {HTMLCanvasElement | null} still The frame that stands for the post.
   */
  async begin(file, options, still) {
    this.#enter("sending");
    addEventListener("beforeunload", warn);
    const picture = still && thumbnail(still);
    try {
      const upload = await this.#send(file);
      const post = await this.#post(upload, options);
      removeEventListener("beforeunload", warn);
      this.#enter("outcome");
      this.#show(post);
      await this.#illustrate(post.id, await picture);
      await follow(post.id, (now) => this.#show(now));
    } catch (error) {
      this.#fail(error);
    } finally {
      removeEventListener("beforeunload", warn);
    }
  }

  /** @param {File} file */
  async #send(file) {
    if (this.#stored?.file === file) return this.#stored.upload;
    const upload = new Upload(file, this.account);
    this.#upload = upload;
    upload.addEventListener("progress", () => this.#measure(upload));
    upload.addEventListener("state", () => this.#measure(upload));
    this.#measure(upload);
    await upload.done;
    this.#stored = { file, upload };
    return upload;
  }

  /**
   * The API makes one post of one upload, however often it is asked to.
   * @param {Upload} upload
   * @param {object} options
   */
  async #post(upload, options) {
    say(byId("upload-note", HTMLElement), "Handing the video over.");
    const names = await upload.done;
    const post = await patiently(() => request("POST", "/api/v1/posts", { upload: names, options }));
    upload.settled();
    this.#stored = null;
    return post;
  }

  /**
   * A post without a picture is as good a post.
   * @param {string} id
   * @param {Blob | null} picture
   */
  async #illustrate(id, picture) {
    if (picture === null) return;
    const put = () => request("PUT", `/api/v1/posts/${encodeURIComponent(id)}/thumbnail`, picture);
    await patiently(put).catch(() => {});
  }

  /** @param {Upload} upload */
  #measure(upload) {
    const percent = Math.floor((100 * upload.sent) / upload.file.size);
    byId("upload-progress", HTMLProgressElement).value = percent;
    say(byId("upload-sent", HTMLElement), `${bytes(upload.sent)} of ${bytes(upload.file.size)}, ${percent} %`);
    say(byId("upload-note", HTMLElement), NOTES[upload.state]);
    byId("pause", HTMLElement).hidden = upload.state === "paused" || upload.state === "ended";
    byId("resume", HTMLElement).hidden = upload.state !== "paused";
    byId("give-up", HTMLElement).hidden = upload.state === "ended";
  }

  /** @param {any} post */
  #show(post) {
    const place = byId("outcome", HTMLElement);
    const { title, text, name } = outcome(post, (at) => inWords(at), Date.now());
    const chip = byId("outcome-state", HTMLElement);
    place.dataset.state = post.state;
    chip.dataset.state = post.state;
    say(chip, name);
    say(byId("outcome-title", HTMLElement), title);
    say(byId("outcome-text", HTMLElement), text);
    byId("processing-note", HTMLElement).hidden = ["failed", "cancelled"].includes(post.state) || Boolean(post.post_url);
    const link = byId("outcome-link", HTMLAnchorElement);
    link.hidden = !post.post_url;
    if (post.post_url) link.href = post.post_url;
    byId("outcome-post", HTMLAnchorElement).href = `/posts/${encodeURIComponent(post.id)}`;
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!byId("outcome", HTMLElement).hidden) {
      // The post is made; only the news of it have ended.
      say(byId("outcome-text", HTMLElement), `${words(error)} Open the post to see how it stands.`);
      return;
    }
    this.#enter("choosing");
    const failed = byId("publish-failed", HTMLElement);
    failed.hidden = error instanceof Abandoned;
    say(failed, failed.hidden ? "" : words(error));
  }

  /** @param {"choosing" | "sending" | "outcome"} phase */
  #enter(phase) {
    byId("choices", HTMLFieldSetElement).disabled = phase !== "choosing";
    byId("posting", HTMLElement).hidden = phase === "outcome";
    byId("publish-failed", HTMLElement).hidden = true;
    const sections = { choosing: null, sending: byId("sending", HTMLElement), outcome: byId("outcome", HTMLElement) };
    for (const section of [sections.sending, sections.outcome]) section.hidden = section !== sections[phase];
    sections[phase]?.focus();
  }
}

/**
 * The browser asks before the page is left.
 * @param {BeforeUnloadEvent} event
 */
function warn(event) {
  event.preventDefault();
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function words(error) {
  if (!(error instanceof ProblemError)) return "The upload failed. Choose the video again; it goes on where it stopped.";
  if (error.status === 401) return "You have been signed out. Sign in in another tab, then publish again: the upload goes on where it stopped.";
  const fields = error.errors.map(({ field, detail }) => `${field}: ${detail}`);
  return [error.message, ...fields].join(". ");
}
