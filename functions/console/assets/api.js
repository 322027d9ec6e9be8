// Calls of the console's own API, and the problems that it answers with.

/**
 * What is wrong with one field.
 * @typedef {{field: string, detail: string}} FieldProblem
 */

/** An answer that is not what was asked for (RFC 9457), or none at all: then the status is 0. */
export class ProblemError extends Error {
  /**
   * @param {number} status
   * @param {string} title
   * @param {string} [detail] What is wrong this time, and what to do.
   * @param {FieldProblem[]} [errors]
   */
  constructor(status, title, detail, errors = []) {
    super(detail ?? title);
    this.name = "ProblemError";
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
  }

  /** Whether the same call may well succeed later: it never arrived, or the other side is busy or broken. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * Calls the API, as somebody who is signed in.
 * @param {string} method
 * @param {string} path From the root: `/api/v1/posts`.
 * @param {unknown} [body] Goes as JSON; a Blob goes as it is, with its own type.
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} What the answer's JSON says, or null where it has no body.
 * @throws {ProblemError}
 */
export async function request(method, path, body, signal) {
  const response = await reached(path, { method, headers: headers(method, body), body: sent(body), signal: signal ?? null });
  if (response.ok) return response.status === 204 ? null : response.json();
  throw await problem(response);
}

/**
 * @param {string} path
 * @param {RequestInit} what
 */
async function reached(path, what) {
  try {
    return await fetch(path, { ...what, credentials: "same-origin", redirect: "error" });
  } catch (cause) {
    if (what.signal?.aborted) throw cause;
    throw new ProblemError(0, "The console cannot be reached", "The console cannot be reached. Check your connection and try again.");
  }
}

/**
 * @param {string} method
 * @param {unknown} body
 */
function headers(method, body) {
  /** @type {Record<string, string>} */
  const headers = { accept: "application/json, application/problem+json" };
  if (method !== "GET") headers["x-csrf-token"] = token();
  if (body instanceof Blob) headers["content-type"] = body.type;
  else if (body !== undefined) headers["content-type"] = "application/json";
  return headers;
}

/** @param {unknown} body */
function sent(body) {
  if (body === undefined) return null;
  return body instanceof Blob ? body : JSON.stringify(body);
}

/** What proves that a change comes from one of the console's own pages. */
function token() {
  return document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? "";
}

/** @param {Response} response */
async function problem(response) {
  if (response.headers.get("content-type")?.startsWith("application/problem+json")) {
    const told = await response.json();
    return new ProblemError(response.status, told.title, told.detail, told.errors);
  }
  return new ProblemError(response.status, `The console answered ${response.status}`);
}
