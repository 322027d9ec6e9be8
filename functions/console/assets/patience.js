// Calls that are tried again while the line or the console fails for a moment.

import { ProblemError } from "./api.js";
import { pauseMs } from "./backoff.js";

/** How often a call is made before its failure counts: about half a minute of silence. */
const TRIES_MAX = 7;

/**
 * For calls that may be repeated without harm.
 * @template T
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
export async function patiently(call) {
  for (let failures = 1; ; failures += 1) {
    try {
      return await call();
    } catch (error) {
      if (failures === TRIES_MAX || !(error instanceof ProblemError && error.passing)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs(failures, Math.random())));
    }
  }
}
