// What a batch makes of a checked table and the files that were chosen: pure.

/**
 * A row as the API has checked it.
 * @typedef {object} Row
 * @property {number} row Line of the table.
 * @property {string} [file]
 * @property {{open_id: string, username?: string, nickname?: string}} [account]
 * @property {Record<string, any>} [options] Only where nothing is wrong.
 * @property {{field: string, detail: string}[]} errors
 */

/**
 * A row with the file that it names.
 * @typedef {Row & {video: File | null}} Planned
 */

/** The largest file that TikTok takes, in bytes: 4 GB. */
const FILE_BYTES_MAX = 4 * 1024 ** 3;

/**
 * Finds each row's file. A file that was not chosen, or cannot be taken, is wrong in its row.
 * @param {Row[]} rows
 * @param {File[]} files
 * @returns {{rows: Planned[], spare: string[]}} `spare`: chosen files that no row names.
 */
export function plan(rows, files) {
  const chosen = new Map(files.map((file) => [file.name, file]));
  const named = new Set(rows.map((row) => row.file));
  const planned = rows.map((row) => {
    const video = (row.file && chosen.get(row.file)) || null;
    const detail = row.file && wrongFile(row.file, video);
    return { ...row, video, errors: detail ? [...row.errors, { field: "file", detail }] : row.errors };
  });
  return { rows: planned, spare: files.map((file) => file.name).filter((name) => !named.has(name)) };
}

/**
 * @param {string} name
 * @param {File | null} video
 */
function wrongFile(name, video) {
  if (!video) return `${name} is not among the videos that were chosen`;
  if (video.size === 0) return `${name} is empty`;
  if (video.size > FILE_BYTES_MAX) return `${name} is larger than the 4 GB that TikTok takes`;
  return null;
}

/** @param {Row} row */
export function isGood(row) {
  return row.errors.length === 0;
}

/**
 * Whether the declaration must name the Branded Content Policy.
 * @param {Row[]} rows
 */
export function isBranded(rows) {
  return rows.some((row) => row.options?.["branded_content"] === true);
}

/**
 * Why nothing can be started now, or null.
 * @param {Row[]} rows
 * @param {{leaveOut: boolean, consent: boolean}} choice
 */
export function whyNot(rows, { leaveOut, consent }) {
  const good = rows.filter(isGood).length;
  const bad = rows.length - good;
  if (good === 0) return "No row can be posted. Correct the table and check it again.";
  if (bad > 0 && !leaveOut) return `${countRows(bad)} cannot be posted. Correct the table and check it again, or leave them out.`;
  if (!consent) return "Agree to the declaration first.";
  return null;
}

/**
 * What the check has found, in words.
 * @param {Row[]} rows
 * @param {string[]} spare
 */
export function summary(rows, spare) {
  const good = rows.filter(isGood).length;
  const found = `${good} of ${countRows(rows.length)} can be posted.`;
  if (spare.length === 0) return found;
  const which = spare.length > 3 ? `${spare.slice(0, 3).join(", ")} and ${spare.length - 3} more` : spare.join(", ");
  return `${found} No row names ${which}: not posted.`;
}

/** @param {number} count */
export function countRows(count) {
  return count === 1 ? "1 row" : `${count} rows`;
}
