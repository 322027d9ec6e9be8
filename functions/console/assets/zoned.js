// Moments in a time zone: pure, so that days on which clocks change can be tried.

/**
 * A day and a time of day as a clock on the wall shows them.
 * @typedef {{date: string, time: string}} Wall `YYYY-MM-DD` and `HH:MM`.
 */

/**
 * What the clocks of a zone show at a moment.
 * @param {Date} moment
 * @param {string} zone IANA name.
 * @returns {Wall}
 */
export function wallOf(moment, zone) {
  const part = parts(moment, zone, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return { date: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

/**
 * The moment at which the clocks of a zone show this. Where they show it twice, the first; where they skip it, as long
 * after the skip as it would have been into it.
 * @param {Wall} wall
 * @param {string} zone
 * @returns {Date}
 */
export function momentOf({ date, time }, zone) {
  const utc = Date.parse(`${date}T${time}:00Z`);
  const candidates = [utc - 24 * 3_600_000, utc + 24 * 3_600_000]
    .map((near) => new Date(utc - offsetMs(new Date(near), zone)))
    .sort((one, other) => one.getTime() - other.getTime());
  const shown = candidates.find((moment) => {
    const wall = wallOf(moment, zone);
    return wall.date === date && wall.time === time;
  });
  return shown ?? /** @type {Date} */ (candidates.at(-1));
}

/**
 * A moment in words, as the server writes it: `Mon 23 Nov 2026, 07:21`.
 * @param {Date} moment
 * @param {string} zone
 */
export function words(moment, zone) {
  const part = parts(moment, zone, { weekday: "short", day: "numeric", month: "2-digit", year: "numeric" });
  const month = MONTHS[Number(part("month")) - 1];
  return `${part("weekday")} ${Number(part("day"))} ${month} ${part("year")}, ${wallOf(moment, zone).time}`;
}

// Browsers write one of them "Sept".
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * How far a zone's clocks are ahead of UTC at a moment, in milliseconds.
 * @param {Date} moment
 * @param {string} zone
 */
function offsetMs(moment, zone) {
  const { date, time } = wallOf(moment, zone);
  const minute = Math.floor(moment.getTime() / 60_000) * 60_000;
  return Date.parse(`${date}T${time}:00Z`) - minute;
}

/**
 * @param {Date} moment
 * @param {string} zone
 * @param {Intl.DateTimeFormatOptions} which
 * @returns {(type: string) => string}
 */
function parts(moment, zone, which) {
  const found = new Intl.DateTimeFormat("en-GB", { ...which, timeZone: zone }).formatToParts(moment);
  return (type) => found.find((part) => part.type === type)?.value ?? "";
}
