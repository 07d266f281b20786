// One message, drawn with everything that the interface says of it.

import { post } from "./calls.js";
import { el, freshId, tell } from "./elements.js";
import { drawForm } from "./form.js";
import { moment, t } from "./words.js";

/** Draw a message; `answered` is given what a press or a form answers. */
export function drawMessage(message, answered) {
  const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
  let busy = false; // not by `disabled`, which would take the focus away from whoever presses by keyboard
  const press = async (button, values) => {
    if (busy) return;
    busy = true;
    tell(wrong, null);
    try {
      answered(await post("/api/press", { message: message.id, button, values }));
    } catch (error) {
      tell(wrong, error.message);
    }
    busy = false;
  };
  const refused = message.refusal && !isQuestion(message);
  const classes = ["message", message.private && "private", refused && "refusal"].filter(Boolean).join(" ");
  const item = el(
    "li",
    { id: `m-${message.id}`, class: classes, tabindex: -1 },
    head(message),
    message.text ? el("p", { class: "text", dir: "auto" }, message.text) : null,
    ...message.pictures.map(picture),
    ...message.media.map(media),
    receipt(message),
    ...message.selects.map((one) => drawSelect(one, press)),
    buttons(message, press),
    message.form ? drawForm(message.form, answered) : null,
    wrong,
  );
  return item;
}

/** Tell whether a message only asks, by a form, for what a command still needs. */
function isQuestion(message) {
  return message.form && message.refusal.key === "needs_argument";
}

function head(message) {
  return el(
    "p",
    { class: "head" },
    el("strong", { dir: "auto" }, message.author.name),
    ...message.author.badges.map((one) => el("span", { class: "badge" }, badge(one))),
    el("time", { datetime: message.at, class: "quiet" }, moment(message.at)),
    message.edited ? el("span", { class: "quiet" }, t("edited")) : null,
    message.private ? el("span", { class: "lock" }, lock(), t("only you see this")) : null,
  );
}

function badge(words) {
  const [kind, year] = words.split(" ");
  return kind === "ambassador" ? t("ambassador") : t("ambassador until {year}", { year });
}

function lock() {
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  sign.setAttribute("viewBox", "0 0 16 16");
  sign.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M3 7h10v7H3zM5 7V5a3 3 0 0 1 6 0v2");
  sign.append(path);
  return sign;
}

function picture(one) {
  return media({ ...one, kind: "picture" });
}

function media(one) {
  if (one.kind === "picture") return el("img", { src: one.url, alt: one.alt, loading: "lazy" });
  if (one.kind === "video") return el("video", { src: one.url, controls: true, preload: "metadata", "aria-label": one.alt });
  if (one.kind === "audio") return el("audio", { src: one.url, controls: true, preload: "metadata", "aria-label": one.alt });
  return el("p", {}, el("a", { class: "act", href: one.url, download: true }, one.alt));
}

function receipt(message) {
  if (!message.receipt || message.text.includes(message.receipt)) return null;
  return el("p", { class: "quiet" }, t("Your receipt:"), " ", el("code", {}, message.receipt));
}

function buttons(message, press) {
  if (!message.buttons.length) return null;
  const drawn = message.buttons.map((one) =>
    el("button", { type: "button", class: one.style, disabled: one.disabled, "data-button": one.id, onclick: () => press(one.id, []) }, one.label),
  );
  return el("div", { class: "buttons" }, ...drawn);
}

function drawSelect(select, press) {
  const single = select.max === 1 && select.min === 1;
  const name = freshId();
  const boxes = select.options.map((one) => el("input", { type: single ? "radio" : "checkbox", name, value: one.value }));
  const rows = boxes.map((box, n) => el("label", { class: "pick" }, box, el("span", { dir: "auto" }, select.options[n].label)));
  const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
  const choose = el("button", { type: "submit", class: "primary", "data-button": select.id }, t("Choose"));
  const send = (event) => {
    event.preventDefault();
    const values = boxes.filter((box) => box.checked).map((box) => box.value);
    const fits = values.length >= select.min && values.length <= select.max;
    tell(wrong, fits ? null : t("Choose {min} to {max}.", { min: select.min, max: select.max }));
    if (fits) press(select.id, values);
  };
  return el("form", { class: "choose", onsubmit: send }, el("fieldset", {}, el("legend", {}, select.label), ...rows), wrong, choose);
}
