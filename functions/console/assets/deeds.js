// Does what a dialog asks about: a form with `data-method` and `data-address` is a call of the API.

import { ProblemError, request } from "./api.js";

/**
 * Calls the API for a form, tells what went wrong beside its buttons, and closes its dialog when it is done.
 * @param {HTMLFormElement} form
 * @param {string} method
 * @param {string} address
 * @param {unknown} [body]
 * @returns {Promise<boolean>} Whether it was done.
 */
export async function deed(form, method, address, body) {
  const buttons = [...form.querySelectorAll("button")];
  const error = form.querySelector("[role=alert]");
  for (const button of buttons) button.disabled = true;
  try {
    await request(method, address, body);
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    if (error) error.textContent = [problem.message, ...problem.errors.map((field) => field.detail)].join(" ");
    return false;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
  form.closest("dialog")?.close();
  tell(form.dataset["done"] ?? "Done.");
  document.dispatchEvent(new CustomEvent("reeldrop:done"));
  return true;
}

/**
 * Says something where a screen reader hears it.
 * @param {string} words
 */
export function tell(words) {
  const message = document.getElementById("message");
  if (message) message.textContent = words;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const { method, address } = form.dataset;
  if (!method || !address) return;
  event.preventDefault();
  void deed(form, method, address);
});
