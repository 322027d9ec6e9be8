// Times as a person enters them, in the zone of their browser: pure.

/**
 * The moment that a `datetime-local` field names.
 * @param {string} value Such as `2026-11-24T09:30`; empty while it is incomplete.
 * @returns {Date | null}
 */
export function moment(value) {
  const at = new Date(value);
  return value === "" || Number.isNaN(at.getTime()) ? null : at;
}

/**
 * Why a post cannot go out at this time; null where it can.
 * @param {string} value Of the field.
 * @param {Date} now
 * @returns {string | null}
 */
export function timeRefused(value, now) {
  const at = moment(value);
  if (at === null) return "Choose the day and the time.";
  return at.getTime() <= now.getTime() ? "The chosen time has passed. Choose a later one." : null;
}

/**
 * A moment as a `datetime-local` field takes it, to the minute.
 * @param {Date} at
 */
export function fieldValue(at) {
  const two = (/** @type {number} */ part) => `${part}`.padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/**
 * A moment in full, with its zone's offset, so that nobody need guess which one is meant.
 * @param {Date} at
 * @param {string} [zone] The browser's own where absent.
 */
export function inWords(at, zone) {
  return new Intl.DateTimeFormat(undefined, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit",
    timeZoneName: "short", ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** The name of the browser's zone, such as `Europe/Berlin`. */
export function zoneName() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
