// The table of a batch on its page. What comes from a file is set as text, never as markup.

import { isGood } from "./batch-plan.js";
import { words } from "./zoned.js";
import { zone } from "./times.js";

/** @typedef {import("./batch-plan.js").Planned} Planned */

/** The columns of the page's table, and which of the CSV's each answers for. */
const COLUMNS = [
  { fields: ["file"], text: (/** @type {Planned} */ row) => row.file ?? "" },
  { fields: ["account"], text: (/** @type {Planned} */ row) => row.account?.nickname ?? row.account?.username ?? row.account?.open_id ?? "" },
  { fields: ["caption"], text: (/** @type {Planned} */ row) => row.options?.["caption"] ?? "" },
  { fields: ["privacy_level", "branded_content"], text: (/** @type {Planned} */ row) => PRIVACY[row.options?.["privacy_level"]] ?? "" },
  { fields: ["publish_at"], text: when },
];

/** @type {Record<string, string>} */
const PRIVACY = {
  PUBLIC_TO_EVERYONE: "Everyone",
  MUTUAL_FOLLOW_FRIENDS: "Friends",
  FOLLOWER_OF_CREATOR: "Followers",
  SELF_ONLY: "Only the creator",
};

/** @param {Planned} row */
function when(row) {
  if (!row.options) return "";
  const at = row.options["publish_at"];
  return at ? words(new Date(at), zone) : "At once";
}

/** @param {Planned[]} rows */
export function fill(rows) {
  document.getElementById("rows")?.replaceChildren(...rows.map(line));
}

/**
 * A row: under each of its cells what is wrong with it, and in the last one what belongs to no cell.
 * @param {Planned} row
 */
function line(row) {
  const line = document.createElement("tr");
  line.dataset["row"] = String(row.row);
  line.dataset["valid"] = String(isGood(row));
  const told = new Set(COLUMNS.flatMap((column) => column.fields));
  const cells = COLUMNS.map(({ fields, text }) => cell(text(row), row.errors.filter((error) => fields.includes(error.field)), fields[0]));
  const rest = row.errors.filter((error) => !told.has(error.field));
  const result = cell(isGood(row) ? "Can be posted" : "Cannot be posted", rest, "");
  result.dataset["result"] = "";
  line.append(cell(String(row.row), [], ""), ...cells, result);
  return line;
}

/**
 * @param {string} text
 * @param {{field: string, detail: string}[]} errors
 * @param {string | undefined} column The one whose name a reader need not be told again.
 */
function cell(text, errors, column) {
  const cell = document.createElement("td");
  cell.append(text);
  for (const { field, detail } of errors) {
    const error = document.createElement("p");
    error.className = "error";
    error.textContent = field === column ? detail : `${field}: ${detail}`;
    cell.append(error);
  }
  return cell;
}

/**
 * The cell that says what becomes of a row.
 * @param {Planned} row
 * @returns {HTMLElement}
 */
export function result(row) {
  const cell = document.querySelector(`#rows [data-row="${row.row}"] [data-result]`);
  if (!(cell instanceof HTMLElement)) throw new Error(`row ${row.row} is not on the page`);
  return cell;
}

/**
 * @param {string} id
 * @param {boolean} visible
 */
export function show(id, visible) {
  const part = document.getElementById(id);
  if (part) part.hidden = !visible;
}

/**
 * @param {string} id
 * @param {string} text
 */
export function describe(id, text) {
  const part = document.getElementById(id);
  if (part) part.textContent = text;
}
