// Gives a post another time, from the dialog that asks for it.

import { deed } from "./deeds.js";
import { zone } from "./times.js";
import { momentOf, wallOf } from "./zoned.js";

const dialog = document.getElementById("reschedule-dialog");
const input = document.getElementById("reschedule-at");

if (dialog instanceof HTMLDialogElement && input instanceof HTMLInputElement) {
  let post = "";
  for (const name of dialog.querySelectorAll("[data-zone-name]")) name.textContent = zone;

  dialog.addEventListener("reeldrop:opens", (event) => {
    const button = event instanceof CustomEvent ? event.detail : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const entry = button.closest("[data-post]");
    post = entry?.getAttribute("data-post") ?? "";
    input.min = local(new Date());
    const at = Date.parse(button.dataset["at"] ?? entry?.querySelector("time")?.dateTime ?? "");
    input.value = local(new Date(Math.max(at || 0, Date.now() + 3_600_000)));
  });

  dialog.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !(event instanceof SubmitEvent)) return;
    event.preventDefault();
    const now = event.submitter instanceof HTMLButtonElement && event.submitter.value === "now";
    const [date = "", time = ""] = input.value.split("T");
    const publish_at = now ? null : momentOf({ date, time: time.slice(0, 5) }, zone).toISOString();
    void deed(form, "POST", `/api/v1/posts/${encodeURIComponent(post)}/reschedule`, { publish_at });
  });
}

/** @param {Date} moment */
function local(moment) {
  const { date, time } = wallOf(moment, zone);
  return `${date}T${time}`;
}
