// A ballot of the queue: one large picture, what it is, two answers of equal weight; keys A and P.

import { el } from "./elements.js";
import { drawAllMedia } from "./media.js";
import { t } from "./words.js";

const KEYS = { approve: "a", pass: "p" };

/** Tell whether a message asks to approve or pass an entry. */
export function isBallot(message) {
  return message.buttons.some((one) => one.id.startsWith("approve:"));
}

/** Draw the entry first, then the words, then the answers; the parts of its text are paragraphs in a fixed order. */
export function drawBallot(message, buttons) {
  const parts = message.text.split("\n\n");
  const left = parts.length > 2 ? parts.pop() : "";
  const heading = parts.length > 1 ? parts.shift() : "";
  const [title, ...by] = parts.shift().split("\n");
  const more = message.buttons.filter((one) => !(verb(one.id) in KEYS)).length;
  for (const button of buttons.children) addKey(button);
  const receipt = message.receipt ? el("p", { class: "quiet" }, t("Your receipt:"), " ", el("code", {}, message.receipt)) : null;
  const words = [
    heading ? el("p", { class: "quiet text" }, heading) : null,
    ...drawAllMedia(message),
    el("h2", { dir: "auto" }, title),
    by.length ? el("p", { class: "quiet text", dir: "auto" }, by.join("\n")) : null,
    parts.length ? el("p", { class: "text", dir: "auto" }, parts.join("\n\n")) : null,
  ];
  buttons.classList.toggle("three", more > 0);
  return [el("div", { class: "ballot" }, ...words, receipt), el("div", { class: "answers" }, buttons, left ? el("p", { class: "quiet text" }, left) : null)];
}

/** Let A and P answer the ballot that is in view, while nobody is typing. */
export function listenForKeys(scroller) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    const wanted = Object.keys(KEYS).find((one) => KEYS[one] === event.key.toLowerCase());
    if (!wanted) return;
    const shown = [...scroller.querySelectorAll(`[data-button^="${wanted}:"]`)].filter((one) => !one.disabled && isInView(one, scroller));
    shown.at(-1)?.click();
  });
}

function addKey(button) {
  const key = KEYS[verb(button.dataset.button)];
  if (!key) return;
  button.setAttribute("aria-keyshortcuts", key.toUpperCase());
  button.append(el("kbd", { "aria-hidden": "true" }, key.toUpperCase()));
}

function isInView(element, scroller) {
  const [one, all] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return one.bottom > all.top && one.top < all.bottom;
}

function verb(id) {
  return id.split(":")[0];
}
