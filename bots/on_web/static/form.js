// A form of a message: filled as it came, sent as JSON or, with files, in parts.

import { onceKey, post, upload } from "./calls.js";
import { el, freshId, tell } from "./elements.js";
import { Files, takesFiles } from "./files.js";
import { keep, kept } from "./tab.js";
import { size, t } from "./words.js";

/** Draw a form; `answered` is given what it answers. */
export function drawForm(form, answered) {
  const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
  const progress = el("progress", { max: 1, value: 0, hidden: true, "aria-label": t("Sending files") });
  const send = el("button", { type: "submit", class: "primary" }, t("Send"));
  const asksAlt = !form.fields.some((one) => one.name === "alt");
  const fields = form.fields.map((one) => drawField(one, asksAlt));
  const once = { key: onceKey() };
  const drawn = el("form", { class: "form", onchange: () => (once.key = onceKey()) });
  drawn.append(el("h2", {}, form.title), ...fields.map((one) => one.element), progress, wrong, send);
  const files = fields.find((one) => one.files)?.files;
  if (files) takesFiles(drawn, files);
  drawn.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    tell(wrong, null);
    try {
      const answer = await submit(form, fields, once.key, progress);
      keep("form", null);
      answered(answer);
    } catch (error) {
      tell(wrong, [error.message, ...Object.values(error.fields ?? {})].join(" "));
    }
    progress.hidden = true;
    send.disabled = false;
  });
  keepTyped(drawn, form);
  return drawn;
}

/** Keep what is typed into the form that was touched last, over reloads, for as long as it is the same form. */
function keepTyped(drawn, form) {
  const same = JSON.stringify(form);
  const controls = () => [...drawn.querySelectorAll("input:not([type=file]), select, textarea")].filter((one) => !one.closest(".files"));
  const before = kept("form", {});
  if (before.same === same) {
    controls().forEach((one, n) => {
      if (one.type === "checkbox") one.checked = before.values[n];
      else one.value = before.values[n];
    });
  }
  drawn.addEventListener("input", () => {
    keep("form", { same, values: controls().map((one) => (one.type === "checkbox" ? one.checked : one.value)) });
  });
}

async function submit(form, fields, once, progress) {
  const files = fields.map((one) => one.files).filter(Boolean);
  if (!files.some((one) => one.count)) {
    const values = Object.fromEntries(fields.filter((one) => one.values).map((one) => [one.name, one.values()]));
    return post("/api/submit", { form: form.id, fields: values, once });
  }
  checkSize(files.reduce((sum, one) => sum + one.bytes, 0));
  const parts = new FormData();
  parts.append("form", form.id);
  parts.append("once", once);
  for (const one of fields.filter((field) => field.values)) for (const value of one.values()) parts.append(one.name, value);
  for (const one of files) one.into(parts);
  progress.hidden = false;
  return upload("/api/submit", parts, (share) => (progress.value = share));
}

/** Refuse more than one call may bring before it is sent. */
export function checkSize(bytes) {
  const limit = Number(document.body.dataset.uploadBytes);
  if (bytes > limit) {
    throw new Error(t("These files are {size} together; up to {limit} fits.", { size: size(bytes), limit: size(limit) }));
  }
}

function drawField(field, asksAlt) {
  const draw = { choices: drawChoices, check: drawCheck, file: drawFile }[field.kind] ?? drawOne;
  return { name: field.name, ...draw(field, asksAlt) };
}

function labelled(field, id, input) {
  const needed = field.required ? el("span", { class: "quiet" }, " ", t("(needed)")) : null;
  return el("div", { class: "field" }, el("label", { for: id }, field.label, needed), input);
}

function drawOne(field) {
  const id = freshId();
  const input = control(field, id);
  input.required = field.required;
  return { element: labelled(field, id, input), values: () => [input.value] };
}

function control(field, id) {
  if (field.kind === "choice") {
    const empty = field.required && field.value ? [] : [el("option", { value: "" }, "—")];
    const options = field.options.map((one) => el("option", { value: one.value }, one.label));
    const select = el("select", { id }, ...empty, ...options);
    select.value = field.value;
    return select;
  }
  if (field.kind === "long" || field.value.includes("\n")) {
    return el("textarea", { id, rows: 4, dir: "auto" }, field.value);
  }
  const type = field.kind === "number" ? { inputmode: "decimal" } : {};
  return el("input", { id, value: field.value, dir: "auto", autocomplete: "off", ...type });
}

function drawChoices(field) {
  const before = field.value.split("\n");
  const boxes = field.options.map((one) => {
    const box = el("input", { type: "checkbox", value: one.value });
    box.checked = before.includes(one.value);
    return box;
  });
  const rows = boxes.map((box, n) => el("label", { class: "pick" }, box, el("span", { dir: "auto" }, field.options[n].label)));
  const element = el("fieldset", { class: "field" }, el("legend", {}, field.label), ...rows);
  return { element, values: () => boxes.filter((box) => box.checked).map((box) => box.value) };
}

function drawCheck(field) {
  const box = el("input", { type: "checkbox" });
  box.checked = field.value === "yes";
  const element = el("div", { class: "field" }, el("label", { class: "pick" }, box, field.label));
  return { element, values: () => [box.checked ? "yes" : "no"] };
}

function drawFile(field, asksAlt) {
  const id = freshId();
  const list = el("ul", { class: "files" });
  const files = new Files(list, { asksAlt, changed: () => list.dispatchEvent(new Event("change", { bubbles: true })) });
  const input = el("input", { id, type: "file", multiple: true });
  input.addEventListener("change", () => {
    files.add(input.files);
    input.value = "";
  });
  const element = labelled(field, id, input);
  element.append(el("p", { class: "quiet" }, t("Or drop files here, or paste a picture.")), list);
  return { element, files };
}
