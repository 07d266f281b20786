// A person's sign: their initials on a colour made from their name, dark enough for white letters.

import { svg } from "./icons.js";

const ENOUGH = 4.5;
const SATURATION = 0.42;

/** Draw the sign of somebody; it is for the eye alone, the name stands beside it. */
export function avatar(name) {
  const drawn = svg("svg", { viewBox: "0 0 40 40", class: "avatar", "aria-hidden": "true" });
  const [r, g, b] = colourOf(name);
  const letters = svg("text", { x: 20, y: 20, dy: "0.35em", "text-anchor": "middle", fill: "#fff", "font-size": 15, "font-weight": 600 });
  letters.textContent = initials(name);
  drawn.append(svg("rect", { width: 40, height: 40, rx: 10, fill: `rgb(${r} ${g} ${b})` }), letters);
  return drawn;
}

/** Return the first letters of the first and the last word of a name, whatever they are written in. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...word][0] ?? "").join("").toLocaleUpperCase();
}

/** Return the lightest colour of a name's own hue on which white letters can be read. */
export function colourOf(name) {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)) % 9973;
  const hue = (hash * 137) % 360;
  for (let lightness = 0.5; ; lightness -= 0.02) {
    const colour = rgb(hue, lightness);
    if (1.05 / (luminance(colour) + 0.05) >= ENOUGH) return colour;
  }
}

function rgb(hue, lightness) {
  const reach = SATURATION * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

function luminance(colour) {
  const [r, g, b] = colour.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
