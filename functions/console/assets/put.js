// One part of a video on its way to storage. XMLHttpRequest, because fetch does not tell how much has been sent.

/** A part that did not arrive. */
export class PutError extends Error {
  /** @param {number} status What storage answered; 0 where nothing came back. */
  constructor(status) {
    super(status === 0 ? "the connection broke" : `storage answered ${status}`);
    this.name = "PutError";
    this.status = status;
  }

  /** Whether a fresh address and another try may help: the address may have run out (403), or the line or storage fail. */
  get passing() {
    return this.status === 0 || this.status === 403 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** For how long a part may make no headway before it counts as lost, in milliseconds. */
const STALLED_MS = 30_000;

/**
 * @param {string} url Signed for this part alone.
 * @param {Blob} bytes
 * @param {(sent: number) => void} onSent Bytes of this part so far.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function put(url, bytes, onSent, signal) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let stalled;
    const moving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => call.abort(), STALLED_MS);
    };
    const stop = () => call.abort();
    call.open("PUT", url);
    call.upload.onprogress = (event) => {
      moving();
      onSent(event.loaded);
    };
    call.onload = () => (call.status >= 200 && call.status < 300 ? resolve() : reject(new PutError(call.status)));
    call.onerror = call.onabort = () => reject(signal.aborted ? signal.reason : new PutError(0));
    call.onloadend = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", stop);
    };
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", stop);
    moving();
    call.send(bytes);
  });
}
