// Small drawn signs; none is the only bearer of a meaning.

const PATHS = {
  lock: "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  menu: "M2 4h12M2 8h12M2 12h12",
  side: "M2 3h12v10H2zM10 3v10",
  clip: "M13 7.5 8 12.5a3 3 0 0 1-4.3-4.3l5.5-5.4a2 2 0 0 1 2.8 2.8l-5.4 5.4a1 1 0 0 1-1.4-1.4L10 5",
  send: "M2.5 8h10M8.5 4l4 4-4 4",
  close: "M4 4l8 8M12 4l-8 8",
  back: "M10 3 5 8l5 5",
  next: "M6 3l5 5-5 5",
  down: "M8 3v10M4 9l4 4 4-4",
  main: "M6 2 5 14M11 2l-1 12M2.5 5.5h11M2 10.5h11",
  desk: "M2 6h12M3 6v7M13 6v7M5 6V3h6v3M3 9h10",
  me: "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
};

/** Draw a sign. */
export function icon(name) {
  const sign = svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" });
  sign.append(svg("path", { d: PATHS[name] ?? PATHS.file }));
  return sign;
}

/** Make an SVG element with attributes. */
export function svg(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
