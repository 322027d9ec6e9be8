// The posting page: a video, what is chosen about it, and the button that publishes it.

import { ChoicesForm } from "./choices-form.js";
import { byId, hover, say } from "./dom.js";
import { Publication } from "./posting-publish.js";
import { ChosenVideo } from "./posting-video.js";

const form = byId("posting", HTMLFormElement);
const publish = byId("publish", HTMLButtonElement);
const video = new ChosenVideo(form);
const fields = new ChoicesForm(form);
const publication = new Publication(form.dataset.account ?? "");

function weigh() {
  const missing = [video.refused, ...fields.missing].filter((one) => one !== null);
  publish.disabled = missing.length > 0;
  hover(publish, missing.join(" "));
  say(byId("publish-reason", HTMLElement), missing.join(" "));
  say(publish, fields.later.isLater ? "Schedule" : "Publish");
}

publish.addEventListener("click", () => {
  fields.draw();
  if (publish.disabled || video.file === null) return;
  publication.begin(video.file, fields.options(video.coverMs), video.coverStill);
});

// A page that comes back from the browser's memory shows what TikTok said of the account some time ago.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

video.addEventListener("change", weigh);
fields.addEventListener("draw", weigh);
fields.begin();
