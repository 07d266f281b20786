// Who this tab is: in practice mode each tab may be somebody else, and says so in all that it asks for.

const as = document.body.dataset.as;

/** The person whom the page was made for; what is kept in the browser is kept for them. */
export const me = document.body.dataset.me ?? "";

/** What tells the server that a call comes from its own page, and from whose. */
export const OWN_PAGE = { "X-Prosument": as || "1" };

/** Return where this tab finds something that is asked for without headers, such as a picture. */
export function address(path) {
  if (!as) return path;
  return `${path}${path.includes("?") ? "&" : "?"}as=${encodeURIComponent(as)}`;
}

/** Return what the browser kept for this person under a name, and whatever else in its place. */
export function kept(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`${me}:${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keep something for this person, over reloads; nothing and empty lists are not kept. */
export function keep(name, value) {
  try {
    if (value == null || value.length === 0) localStorage.removeItem(`${me}:${name}`);
    else localStorage.setItem(`${me}:${name}`, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing; the page works all the same
  }
}
