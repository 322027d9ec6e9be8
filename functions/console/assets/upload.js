// A video on its way from the browser straight into storage, in parts: it can be paused, a broken connection is waited
// for, and after a reload the same file goes on where it stopped.

import { ProblemError, request } from "./api.js";
import { pauseMs } from "./backoff.js";
import { PutError, put } from "./put.js";
import { forget, recall, remember, tidy } from "./upload-memory.js";
import { contentType, missing, partsOf, storedBytes } from "./upload-plan.js";

/** @typedef {import("./upload-plan.js").Part} Part */
/** @typedef {import("./upload-memory.js").Begun} Begun */

/**
 * - `sending`: bytes go out;
 * - `waiting`: the connection is broken, and another try is due;
 * - `paused`: by a person, or because too many tries failed; `resume()` goes on;
 * - `ended`: `done` is settled.
 * @typedef {"sending" | "waiting" | "paused" | "ended"} UploadState
 */

/** How many parts are on their way at once. */
const PARTS_AT_ONCE = 3;

/**
 * After how many failures in a row, of all parts together, an upload pauses itself: some minutes of silence. While the
 * browser knows that it is offline, none is counted.
 */
const FAILURES_MAX = 36;

/**
 * One upload. Whoever makes a post of it says so by `settled()`, or the same file would be taken for an upload to go on
 * with.
 *
 * Sends events `progress` (detail `{sent, total}`, in bytes) and `state` (detail an {@link UploadState}).
 */
export class Upload extends EventTarget {
  /** @type {Map<number, number>} Bytes sent of the parts on their way. */
  #moving = new Map();
  #stored = 0;
  #failures = 0;
  /** Ended by `pause()`; another one comes with `resume()`. */
  #turn = new AbortController();
  #givenUp = new AbortController();
  /** @type {Begun | null} */
  #begun = null;
  /** @type {() => void} */
  #wake = () => {};
  /** @type {UploadState} */
  #state = "sending";

  /**
   * Begins at once.
   * @param {File} file
   * @param {string} account The `open_id` of the account that it is for.
   */
  constructor(file, account) {
    super();
    this.file = file;
    this.account = account;
    /**
     * All bytes are in storage. Rejected where the API or storage refuses for good, and by `abandon()`.
     * @type {Promise<{key: string, upload_id: string}>}
     */
    this.done = this.#run();
    const wake = () => this.#wake();
    window.addEventListener("online", wake);
    this.done.catch(() => {}).then(() => {
      window.removeEventListener("online", wake);
      this.#enter("ended");
    });
  }

  get state() {
    return this.#state;
  }

  /** Bytes that are in storage or have been sent. */
  get sent() {
    return [...this.#moving.values()].reduce((sum, sent) => sum + sent, this.#stored);
  }

  pause() {
    if (this.#state === "ended") return;
    this.#turn.abort(new Paused());
    this.#enter("paused");
  }

  resume() {
    if (this.#state !== "paused") return;
    this.#failures = 0;
    this.#turn = new AbortController();
    this.#enter("sending");
    this.#wake();
  }

  /** Gives the upload up and frees what storage holds of it. */
  async abandon() {
    this.#givenUp.abort(new Abandoned());
    this.#turn.abort(new Abandoned());
    this.#wake();
    await this.done.catch(() => {});
    this.settled();
    if (this.#begun) {
      const { key, upload_id } = this.#begun;
      await request("POST", "/api/v1/uploads/abort", { key, upload_id });
    }
  }

  /** Forgets that the upload had begun: a post has been made of it. */
  settled() {
    forget(this.account, this.file);
  }

  async #run() {
    tidy();
    const { begun, left } = await this.#patiently(() => this.#begin());
    const senders = Array.from({ length: PARTS_AT_ONCE }, async () => {
      for (let part = left.shift(); part; part = left.shift()) await this.#send(begun, part);
    });
    try {
      await Promise.all(senders);
    } catch (error) {
      this.#givenUp.abort(error);
      this.#turn.abort(error);
      throw error;
    }
    return { key: begun.key, upload_id: begun.upload_id };
  }

  /** Goes on with an upload of the same file, or begins one. */
  async #begin() {
    const earlier = recall(this.account, this.file);
    if (earlier) {
      const { parts: stored } = await orGone(request("POST", "/api/v1/uploads/parts", names(earlier)), { parts: null });
      if (stored) return this.#plan(earlier, stored);
      forget(this.account, this.file);
    }
    const begun = await request("POST", "/api/v1/uploads", {
      account: this.account,
      file_name: this.file.name,
      size: this.file.size,
      content_type: contentType(this.file.name),
    });
    remember(this.account, this.file, begun);
    return this.#plan(begun, []);
  }

  /**
   * @param {Begun} begun
   * @param {{number: number, size: number}[]} stored
   */
  #plan(begun, stored) {
    this.#begun = begun;
    const parts = partsOf(this.file.size, begun.part_size);
    const left = missing(parts, stored);
    this.#stored = storedBytes(parts, left);
    this.#tell();
    return { begun, left };
  }

  /**
   * Each try asks for a fresh address, so that none runs out while an upload is paused.
   * @param {Begun} begun
   * @param {Part} part
   */
  async #send(begun, part) {
    await this.#patiently(async (signal) => {
      try {
        const body = { ...names(begun), parts: [part.number] };
        const { parts } = await request("POST", "/api/v1/uploads/part-urls", body, signal);
        await put(parts[0].url, this.file.slice(part.start, part.end), (sent) => this.#tell(part, sent), signal);
        this.#stored += part.end - part.start;
      } finally {
        this.#moving.delete(part.number);
        this.#tell();
      }
    });
  }

  /**
   * Tries until it succeeds, is refused for good, or the upload is given up.
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} attempt
   * @returns {Promise<T>}
   */
  async #patiently(attempt) {
    for (;;) {
      this.#givenUp.signal.throwIfAborted();
      if (this.#state === "paused") {
        await this.#woken();
        continue;
      }
      const turn = this.#turn;
      try {
        const result = await attempt(turn.signal);
        this.#failures = 0;
        if (this.#state === "waiting") this.#enter("sending");
        return result;
      } catch (error) {
        if (turn.signal.aborted) continue;
        if (!passing(error)) throw error;
        await this.#later();
      }
    }
  }

  /** Waits before the next try. */
  async #later() {
    if (navigator.onLine) this.#failures += 1;
    if (this.#failures >= FAILURES_MAX) return this.pause();
    this.#enter("waiting");
    const pause = new Promise((resolve) => setTimeout(resolve, pauseMs(Math.max(1, this.#failures), Math.random())));
    await Promise.race([pause, this.#woken()]);
  }

  /** Until somebody resumes, the line is back, or the upload is given up. */
  #woken() {
    return new Promise((resolve) => {
      const others = this.#wake;
      this.#wake = () => {
        this.#wake = () => {};
        others();
        resolve(undefined);
      };
    });
  }

  /**
   * @param {Part} [part]
   * @param {number} [sent]
   */
  #tell(part, sent = 0) {
    if (part) this.#moving.set(part.number, Math.min(sent, part.end - part.start));
    this.dispatchEvent(new CustomEvent("progress", { detail: { sent: this.sent, total: this.file.size } }));
  }

  /** @param {UploadState} state */
  #enter(state) {
    if (this.#state === state || this.#state === "ended") return;
    this.#state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}

class Paused extends Error {}

/** What `done` is rejected with by `abandon()`. */
export class Abandoned extends Error {}

/** @param {Begun} begun */
function names({ key, upload_id }) {
  return { key, upload_id };
}

/** @param {unknown} error */
function passing(error) {
  return (error instanceof ProblemError || error instanceof PutError) && error.passing;
}

/**
 * An upload that storage no longer knows is none to go on with.
 * @template T
 * @param {Promise<any>} answer
 * @param {T} gone
 */
async function orGone(answer, gone) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return gone;
    throw error;
  }
}
