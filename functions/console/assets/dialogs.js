// Opens the dialog that a button names and closes it again. The browser keeps the keyboard inside it, lets Escape close
// it, and gives the focus back to the button.

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  if (button.dataset["dialog"]) open(button, button.dataset["dialog"]);
  if ("close" in button.dataset) button.closest("dialog")?.close();
});

/**
 * @param {HTMLButtonElement} button
 * @param {string} id
 */
function open(button, id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return;
  const form = dialog.querySelector("form");
  form?.reset();
  const error = dialog.querySelector("[role=alert]");
  if (error) error.textContent = "";
  if (form && button.dataset["address"]) form.dataset["address"] = button.dataset["address"];
  for (const name of dialog.querySelectorAll("[data-name]")) name.textContent = button.dataset["name"] ?? "";
  dialog.dispatchEvent(new CustomEvent("reeldrop:opens", { detail: button }));
  dialog.showModal();
  // A live page may have put another button where this one was.
  dialog.addEventListener("close", () => { if (!button.isConnected && button.id) document.getElementById(button.id)?.focus(); }, { once: true });
}
