// Says on every page how TikTok treats the app, while that is worth saying. What is known changes once in weeks, so it is
// asked for once a minute and not with each page.

import { request } from "./api.js";

/** How long an answer is kept, in milliseconds. */
const KEPT_MS = 60_000;

/** @param {string} state */
function show(state) {
  const banner = document.getElementById("audit-banner");
  for (const words of banner?.querySelectorAll("[data-audit]") ?? []) {
    const fits = words.getAttribute("data-audit") === state;
    words.toggleAttribute("hidden", !fits);
    if (fits) banner?.removeAttribute("hidden");
  }
}

async function audit() {
  const [kept, at] = (sessionStorage.getItem("audit") ?? "").split(" ");
  if (kept && Date.now() - Number(at) < KEPT_MS) return kept;
  const { state } = await request("GET", "/api/v1/audit");
  sessionStorage.setItem("audit", `${state} ${Date.now()}`);
  return state;
}

// A page is as good without it.
audit().then(show, () => {});
