// How the preview's own elements are made. Whatever comes from the author's files goes in as text, never as HTML.

/** An element with its text and attributes, put at the end of `parent`. */
export function add(parent, name, text = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

/** A place in a file: a link into the author's editor where there is one. */
export function place(parent, words, href, attributes = { class: "place" }) {
  return href ? add(parent, "a", words, { ...attributes, href }) : add(parent, "span", words, attributes);
}

/** `1 error`, `2 errors` */
export function count(n, word) {
  return n + " " + word + (n === 1 ? "" : "s");
}
