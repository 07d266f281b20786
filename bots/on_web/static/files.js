// Files on their way: chosen, dropped or pasted, described for those who cannot see or hear them, taken out again.

import { el, freshId } from "./elements.js";
import { icon } from "./icons.js";
import { size, t } from "./words.js";

const THUMBNAIL_PX = 96;
const takers = new WeakMap();

/** The files chosen for one message or form, shown in a list. */
export class Files {
  constructor(list, { asksAlt = true, changed = () => {} } = {}) {
    this.list = list;
    this.asksAlt = asksAlt;
    this.changed = changed;
    this.chosen = [];
  }

  get count() {
    return this.chosen.length;
  }

  get bytes() {
    return this.chosen.reduce((sum, one) => sum + one.file.size, 0);
  }

  add(files) {
    for (const file of files) this.chosen.push(this.#row(file));
    this.changed();
  }

  /** Take the files off the list, to be sent or given back. */
  take() {
    const taken = this.chosen;
    this.chosen = [];
    this.list.replaceChildren();
    return taken;
  }

  /** Put files back that were taken. */
  giveBack(taken) {
    this.chosen = [...taken, ...this.chosen];
    this.list.prepend(...taken.map((one) => one.row));
    this.changed();
  }

  /** Put the files and what was written for them into parts. */
  into(parts) {
    putInto(parts, this.chosen, this.asksAlt);
  }

  #row(file) {
    const id = freshId();
    const alt = el("input", { id, maxlength: 1000, dir: "auto", autocomplete: "off" });
    const take = el("button", { type: "button", class: "round", "aria-label": t("Take out {name}", { name: file.name }) }, icon("close"));
    const name = el("span", { class: "file-name", dir: "auto" }, file.name, " ", el("span", { class: "quiet" }, size(file.size)));
    const label = el("label", { for: id, class: "quiet" }, t("Describe it for those who cannot see or hear it"));
    const words = el("div", { class: "file-words" }, name, ...(this.asksAlt ? [label, alt] : []));
    const row = el("li", {}, thumbnail(file), words, take);
    const one = { file, alt, row };
    take.addEventListener("click", () => {
      this.chosen = this.chosen.filter((other) => other !== one);
      row.remove();
      this.changed();
    });
    this.list.append(row);
    return one;
  }
}

/** Put files and what was written for them into parts. */
export function putInto(parts, files, withAlt = true) {
  for (const { file, alt } of files) {
    parts.append("file", file);
    if (withAlt) parts.append("alt", alt.value);
  }
}

/** Let what is dropped on or pasted into an element go to these files; everything else goes to `otherwise`. */
export function takesFiles(element, files) {
  takers.set(element, files);
}

/** Watch for files that are dropped or pasted anywhere on the page. */
export function watchForFiles(otherwise, received) {
  const hint = document.getElementById("drop-here");
  const bring = (event, files) => {
    event.preventDefault();
    takerOf(event.target, otherwise).add(files);
    received();
  };
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    hint.hidden = false;
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || (hint.hidden = true));
  document.addEventListener("drop", (event) => {
    hint.hidden = true;
    if (carriesFiles(event)) bring(event, event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    const { files } = event.clipboardData;
    if (files.length && !event.clipboardData.getData("text/plain")) bring(event, files);
  });
}

function takerOf(target, otherwise) {
  for (let one = target; one; one = one.parentElement) if (takers.has(one)) return takers.get(one);
  return otherwise;
}

function thumbnail(file) {
  const canvas = el("canvas", { width: THUMBNAIL_PX, height: THUMBNAIL_PX, class: "thumbnail", "aria-hidden": "true" });
  if (!file.type.startsWith("image/")) return el("span", { class: "thumbnail" }, icon("file"));
  createImageBitmap(file)
    .then((image) => {
      const part = Math.min(image.width, image.height);
      const [x, y] = [(image.width - part) / 2, (image.height - part) / 2];
      canvas.getContext("2d").drawImage(image, x, y, part, part, 0, 0, THUMBNAIL_PX, THUMBNAIL_PX);
      image.close();
    })
    .catch(() => canvas.replaceWith(el("span", { class: "thumbnail" }, icon("file"))));
  return canvas;
}
