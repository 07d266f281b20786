// Ballots: one large picture with its answers in sight, two beside each other, or all in one's own order; with keys.

import { el, freshId } from "./elements.js";
import { drawAllMedia } from "./media.js";
import { t } from "./words.js";

const KEYS = { approve: "a", pass: "p" };
const SIDES = ["ArrowLeft", "ArrowRight"];
const SIGNS = { ArrowLeft: "←", ArrowRight: "→" };
const DIGITS = 9; // the candidates that a digit can place
const ORDERED = ["place", "unplace"];
const QUEUED = ["approve", "grade"];
const LIST = "ballot:";

/** Tell whether a message asks for a vote on what it shows. */
export function isBallot(message) {
  return has(message, ...QUEUED, "prefer", ...ORDERED) || message.selects.some((one) => one.id.startsWith(LIST));
}

/** Draw what is voted on, then the answers; the parts of its text are paragraphs in a fixed order. */
export function drawBallot(message, buttons, selects) {
  const parts = message.text.split("\n\n");
  if (selects.length) return drawList(message, parts, selects[0]);
  const drawn = [...buttons.children];
  if (has(message, "prefer")) return drawPair(message, parts, buttons, drawn);
  return has(message, ...ORDERED) ? drawOrder(message, parts, buttons, drawn) : drawEntry(message, parts, buttons, drawn);
}

/** Draw one entry of a queue: it is approved, or gets a grade. */
function drawEntry(message, parts, buttons, drawn) {
  const grades = drawn.filter((one) => verb(one) === "grade");
  const left = parts.length > 2 ? parts.pop() : "";
  const question = grades.length ? el("p", { class: "question text", id: freshId() }, parts.pop()) : null;
  const heading = parts.length > 1 ? parts.shift() : "";
  const [title, ...by] = parts.shift().split("\n");
  for (const one of drawn) addKey(one, KEYS[verb(one)]);
  for (const one of grades) addKey(one, one.textContent);
  const words = [
    heading ? el("p", { class: "quiet text" }, heading) : null,
    ...drawAllMedia(message),
    el("h2", { dir: "auto" }, title),
    by.length ? el("p", { class: "quiet text", dir: "auto" }, by.join("\n")) : null,
    parts.length ? el("p", { class: "text", dir: "auto" }, parts.join("\n\n")) : null,
  ];
  const answers = grades.length ? [question, gradesAndRest(grades, question, buttons)] : [buttons];
  if (!grades.length) buttons.classList.toggle("three", drawn.length > 2);
  return [el("div", { class: "ballot" }, ...words), ...answersOf(...answers, left), receipt(message)];
}

function gradesAndRest(grades, question, buttons) {
  const scale = el("div", { class: "buttons grades", role: "group", "aria-labelledby": question.id }, ...grades);
  buttons.classList.add("rest");
  return el("div", { class: "graded" }, scale, buttons);
}

/** Draw two entries beside each other, each above its answer. */
function drawPair(message, parts, buttons, drawn) {
  const [heading, ...both] = parts;
  const left = both.pop();
  const sides = drawn.filter((one) => verb(one) === "prefer").slice(0, 2);
  for (const one of sides) one.replaceChildren(el("span", { class: "short" }, one.textContent)); // its title stands above it whole
  sides.forEach((one, n) => addKey(one, SIDES[n]));
  for (const one of drawn) if (one.dataset.button.endsWith(":pass")) addKey(one, KEYS.pass);
  const columns = both.map((text, n) => {
    const [title, ...more] = text.split("\n");
    const files = filesOf(message, sides[n]);
    const words = more.length ? el("p", { class: "text", dir: "auto" }, more.join("\n")) : null;
    return el("div", { class: "side" }, ...files, el("h2", { dir: "auto" }, title), words);
  });
  const choice = el("div", { class: "buttons" }, ...sides);
  buttons.classList.add("rest");
  const shown = [el("p", { class: "quiet text" }, heading), el("div", { class: "pair" }, ...columns)];
  return [el("div", { class: "ballot" }, ...shown), ...answersOf(choice, buttons, left), receipt(message)];
}

/** Draw all that can be ranked, each with the button that gives it the next place or takes it back. */
function drawOrder(message, parts, buttons, drawn) {
  const placing = drawn.filter((one) => ORDERED.includes(verb(one)));
  const heading = parts.shift();
  const rows = placing.map((one, n) => {
    const [, ...more] = (parts.shift() ?? "").split("\n");
    if (n < DIGITS) addKey(one, String(n + 1));
    one.setAttribute("aria-pressed", String(verb(one) === "unplace"));
    const words = more.length ? el("p", { class: "quiet text", dir: "auto" }, more.join("\n")) : null;
    return el("li", {}, ...filesOf(message, one), one, words);
  });
  const [order, ...end] = parts;
  const list = el("ul", { class: "order" }, ...rows);
  const words = el("p", { class: "quiet text" }, end.join("\n\n"));
  buttons.classList.add("rest");
  const said = el("div", { class: "answers" }, ...soFar(order ?? "", placing), buttons);
  return [el("p", { class: "quiet text" }, heading), list, said, words];
}

/** Draw all that can be approved, each with its box. */
function drawList(message, parts, form) {
  const heading = parts.shift();
  form.querySelectorAll(".pick").forEach((pick, n) => {
    const { value, label } = message.selects[0].options[n];
    const isToldOf = parts[0]?.split("\n")[0].endsWith(label);
    const [, ...more] = isToldOf ? parts.shift().split("\n") : [];
    const words = more.length ? el("p", { class: "quiet text", dir: "auto" }, more.join("\n")) : null;
    const files = drawAllMedia({ pictures: [], media: message.media.filter((one) => one.of === value) });
    const row = el("div", { class: "choice" });
    pick.replaceWith(row);
    row.append(...[...files, pick, words].filter(Boolean));
  });
  form.append(el("div", { class: "answers" }, ...form.querySelectorAll(":scope > .wrong, :scope > [type=submit]")));
  const words = el("p", { class: "quiet text" }, parts.join("\n\n"));
  return [el("p", { class: "quiet text" }, heading), form, words];
}

/** Draw the order so far, in sight while more is put into it: each place is pressed to take it back. */
function soFar(order, placing) {
  const [said, ...places] = order.split("\n");
  const id = freshId();
  const words = el("p", { class: "quiet text", id, dir: "auto" }, said);
  if (!places.length) return [words];
  const chips = places.map((place) => {
    const row = placing.find((one) => one.firstChild.textContent === place);
    return el("button", { type: "button", class: "place", dir: "auto", "data-button": row?.dataset.button, onclick: () => row?.click() }, place);
  });
  const strip = el("div", { class: "places", role: "group", "aria-labelledby": id }, ...chips);
  requestAnimationFrame(() => (strip.scrollLeft = strip.scrollWidth)); // the last one is in sight
  return [words, strip];
}

/** Tell whether a ballot is so long that it stays where it is when it is answered. */
export function staysPut(drawn) {
  return Boolean(drawn?.querySelector(".order, .choice"));
}

/** Let keys answer the ballot that is in view, while nobody is typing. */
export function listenForKeys(scroller) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, audio, video, dialog, [contenteditable]")) return;
    const wanted = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const all = [...scroller.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === wanted);
    all.filter((one) => !one.disabled && isInView(one.closest(".order") ?? one, scroller)).at(-1)?.click();
  });
}

function addKey(button, key) {
  if (!key) return;
  const sign = SIGNS[key] ?? key.toUpperCase();
  button.dataset.key = key;
  button.setAttribute("aria-keyshortcuts", key.length === 1 ? sign : key);
  if (button.textContent !== sign) button.append(el("kbd", { "aria-hidden": "true" }, sign));
}

/** Draw the answers, which stay in sight with how far one is, and below them until when they can be changed. */
function answersOf(...shown) {
  const lines = shown.pop().split("\n");
  const until = lines.pop();
  const left = lines.length ? el("p", { class: "quiet text" }, lines.join("\n")) : null;
  return [el("div", { class: "answers" }, ...shown, left), until ? el("p", { class: "quiet text" }, until) : null];
}

function receipt(message) {
  if (!message.receipt || message.text.includes(message.receipt)) return null;
  return el("p", { class: "quiet" }, t("Your receipt:"), " ", el("code", {}, message.receipt));
}

/** Draw the files of the entry that a button is about. */
function filesOf(message, button) {
  const entry = button?.dataset.button.split(":").at(-1);
  return drawAllMedia({ pictures: [], media: message.media.filter((one) => one.of === entry) });
}

function isInView(element, scroller) {
  const [one, all] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return one.bottom > all.top && one.top < all.bottom;
}

function has(message, ...verbs) {
  return message.buttons.some((one) => verbs.includes(one.id.split(":")[0]));
}

function verb(button) {
  return button.dataset.button.split(":")[0];
}
