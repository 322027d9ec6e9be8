// Follows one post, so that a page shows what becomes of it.

import { ProblemError, request } from "./api.js";
import { pauseMs } from "./backoff.js";
import { nextQuestionMs } from "./live-pace.js";

/**
 * Asks for a post again and again while anything about it may change, and not while the page is hidden.
 * @param {string} id
 * @param {(post: any) => void} onPost With each answer, changed or not.
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>} Once nothing will change any more.
 */
export async function follow(id, onPost, signal) {
  const began = Date.now();
  let failures = 0;
  while (!signal?.aborted) {
    try {
      const post = await request("GET", `/api/v1/posts/${encodeURIComponent(id)}`, undefined, signal);
      failures = 0;
      onPost(post);
      const pause = nextQuestionMs(post, Date.now() - began, Date.now());
      if (pause === null) return;
      await rest(pause, signal);
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof ProblemError && error.passing)) throw error;
      failures += 1;
      await rest(1_000 + pauseMs(failures, Math.random()), signal);
    }
    await seen(signal);
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function rest(ms, signal) {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal?.addEventListener("abort", over);
  });
}

/**
 * Until somebody can see the page.
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function seen(signal) {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden && !signal?.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal?.addEventListener("abort", look, { once: true });
  });
}
