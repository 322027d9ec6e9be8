// How long to wait before a failed call is tried again.

/** The first pause, in milliseconds; each further one may be twice as long. */
export const PAUSE_MS_FIRST = 500;

/** The longest pause, in milliseconds. */
export const PAUSE_MS_MAX = 20_000;

/**
 * The pause before the next try: any length up to a bound that doubles ("full jitter"), so that what failed together
 * does not come back together.
 * @param {number} failures Failures in a row so far, at least 1.
 * @param {number} random From 0 to 1.
 */
export function pauseMs(failures, random) {
  return random * Math.min(PAUSE_MS_MAX, PAUSE_MS_FIRST * 2 ** (failures - 1));
}
