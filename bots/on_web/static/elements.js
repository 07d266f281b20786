// Making elements; whatever a person typed goes in as text, never as markup.

/** Make an element with attributes, properties that begin with "on", and children: elements or texts. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

/** Show what is wrong in an element that is there for it; nothing hides it. */
export function tell(where, text) {
  where.textContent = text ?? "";
  where.hidden = !text;
}

let last = 0;

/** Return an id that no other element has. */
export function freshId() {
  last += 1;
  return `e${last}`;
}
