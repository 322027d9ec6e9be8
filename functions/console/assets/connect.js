// Leads to TikTok, where a creator grants the app its rights.

import { ProblemError, request } from "./api.js";

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("#connect, .connect") : null;
  if (button instanceof HTMLButtonElement) void connect(button);
});

/** @param {HTMLButtonElement} button */
async function connect(button) {
  const error = document.getElementById("connect-error");
  if (error) error.textContent = "";
  button.disabled = true;
  try {
    const { url } = await request("POST", "/api/v1/accounts/connect");
    location.assign(url);
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    if (error) error.textContent = problem.message;
  } finally {
    button.disabled = false;
  }
}
