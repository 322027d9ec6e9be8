// Finding what a page is made of, with the types that scripts rely on.

/**
 * The one element with this id, of the class that is expected.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} #${id}`);
}

/**
 * The control of a form that has this name.
 * @template {Element} T
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {new () => T} type
 * @returns {T}
 */
export function control(form, name, type) {
  const found = form.querySelector(`[name="${name}"]`);
  if (found instanceof type) return found;
  throw new Error(`the form has no ${type.name} named ${name}`);
}

/**
 * Sets text only where it differs, so that nothing is read out twice.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A hover text, or none.
 * @param {Element} element
 * @param {string | null} text
 */
export function hover(element, text) {
  if (text === null || text === "") element.removeAttribute("title");
  else element.setAttribute("title", text);
}
