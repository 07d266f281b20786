// Files on their way: chosen, described for those who cannot see or hear them, taken out again.

import { el, freshId } from "./elements.js";
import { size, t } from "./words.js";

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
  }

  /** Put the files and what was written for them into parts. */
  into(parts) {
    putInto(parts, this.chosen, this.asksAlt);
  }

  #row(file) {
    const id = freshId();
    const alt = el("input", { id, maxlength: 1000 });
    const take = el("button", { type: "button", "aria-label": t("Take out {name}", { name: file.name }) }, "×");
    const head = el("div", { class: "row" }, el("span", { dir: "auto" }, file.name), el("span", { class: "quiet" }, size(file.size)), take);
    const label = el("label", { for: id }, t("What is to be seen or heard, for those who cannot"));
    const row = el("li", {}, head, ...(this.asksAlt ? [label, alt] : []));
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
