// One message, drawn with everything that the interface says of it.

import { avatar } from "./avatar.js";
import { drawBallot, isBallot } from "./ballot.js";
import { post } from "./calls.js";
import { el, freshId, tell } from "./elements.js";
import { drawForm } from "./form.js";
import { icon } from "./icons.js";
import { drawAllMedia } from "./media.js";
import { hour, moment, t } from "./words.js";

const OURSELVES = "prosument";

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
  const selects = message.selects.map((one) => drawSelect(one, press));
  const body = isBallot(message) ? drawBallot(message, buttons(message, press), selects) : drawBody(message, selects, press, answered);
  return el(
    "li",
    { id: `m-${message.id}`, class: classes(message), tabindex: -1, "data-at": message.at, "data-author": message.author.id },
    sign(message.author),
    el("div", { class: "content" }, head(message), ...body, wrong),
  );
}

function drawBody(message, selects, press, answered) {
  return [
    ...drawAllMedia({ pictures: message.pictures, media: [] }), // a card leads, as in the chats people know
    message.text ? el("p", { class: "text", dir: "auto" }, message.text) : null,
    ...drawAllMedia({ pictures: [], media: message.media }),
    receipt(message),
    ...selects,
    buttons(message, press),
    message.form ? drawForm(message.form, answered) : null,
  ];
}

function classes(message) {
  const isQuestion = message.form && message.refusal?.key === "needs_argument"; // only asks for what a command needs
  const refused = message.refusal && !isQuestion;
  return ["message", message.private && "private", refused && "refusal"].filter(Boolean).join(" ");
}

function sign(author) {
  if (author.id !== OURSELVES) return avatar(author.name);
  return el("img", { src: "/static/sign.svg", alt: "", class: "avatar" });
}

function head(message) {
  const at = el("time", { datetime: message.at, title: moment(message.at) }, hour(message.at));
  return el(
    "p",
    { class: "head" },
    el("strong", { class: "by", dir: "auto" }, message.author.name),
    ...message.author.badges.map((one) => el("span", { class: "badge" }, badge(one))),
    el("a", { class: "time quiet", href: `#m-${message.id}` }, at),
    message.edited ? el("span", { class: "quiet" }, t("edited")) : null,
    message.private ? el("span", { class: "lock" }, icon("lock"), t("only you see this")) : null,
  );
}

function badge(words) {
  const [kind, year] = words.split(" ");
  return kind === "ambassador" ? t("ambassador") : t("ambassador until {year}", { year });
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
  const boxes = select.options.map((one) => el("input", { type: single ? "radio" : "checkbox", name, value: one.value, checked: one.chosen }));
  if (select.max === 1 && !single) for (const box of boxes) box.addEventListener("change", () => leaveOnly(box, boxes));
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

/** Untick the others, where one may be chosen or none. */
function leaveOnly(box, boxes) {
  for (const one of boxes) if (box.checked && one !== box) one.checked = false;
}
