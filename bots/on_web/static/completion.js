// What can be typed after "/": commands with their help, then their arguments, choices and contests.
// Nothing is chosen until an arrow key or Tab asks for it, so that Enter sends what stands there.

import { get } from "./calls.js";
import { el } from "./elements.js";
import { t } from "./words.js";

const MOST = 40;
const list = document.getElementById("completions");
const says = document.getElementById("completions-say");

/** Offers what fits at the end of what is typed. */
export class Completion {
  constructor(text) {
    this.text = text;
    this.titles = [];
    this.commands = [];
    this.offered = [];
    this.active = -1;
    text.addEventListener("input", () => this.#look());
    for (const one of [text, list]) {
      one.addEventListener("keydown", (event) => this.#key(event));
      one.addEventListener("blur", (event) => [text, list].includes(event.relatedTarget) || this.close());
    }
  }

  close() {
    this.#draw([]);
  }

  async #look() {
    if (!this.text.value.startsWith("/")) return this.close();
    if (!this.commands.length) {
      const { commands } = await get("/commands.json").catch(() => ({ commands: [] }));
      this.commands = commands;
    }
    const typed = this.text.value;
    const isAtEnd = this.text.selectionEnd === typed.length;
    this.#draw(isAtEnd && typed.startsWith("/") && !typed.includes("\n") ? offers(typed, this.commands, this.titles) : []);
  }

  #draw(offered) {
    const before = this.offered;
    this.offered = offered.slice(0, MOST);
    if (this.active >= 0 && JSON.stringify(before) === JSON.stringify(this.offered)) return;
    this.active = -1;
    const options = this.offered.map((one, n) => {
      const drawn = el("li", { id: `completion-${n}`, role: "option", "aria-selected": "false" }, el("code", { dir: "auto" }, one.shown), el("span", {}, one.help));
      drawn.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the text
      drawn.addEventListener("click", () => this.#accept(n));
      return drawn;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    this.#tell(options.length);
    for (const one of [this.text, list]) one.removeAttribute("aria-activedescendant");
  }

  /** Tell a screen reader that something is offered: a field of several lines cannot say it by a role of its own. */
  #tell(count) {
    says.textContent = count ? t("Suggestions: {n}. Choose with the arrow keys.", { n: count }) : "";
  }

  #key(event) {
    if (!this.offered.length || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isTab = event.key === "Tab" && !event.shiftKey;
    if (step) this.#choose(step);
    else if (event.key === "Escape") this.#leave();
    else if (this.active >= 0 && (isTab || event.key === "Enter")) this.#accept(this.active);
    else if (isTab && this.offered[0].isBegun) this.#accept(0);
    else return;
    event.preventDefault();
  }

  #choose(step) {
    const count = this.offered.length;
    list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count;
    const chosen = list.children[this.active];
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    for (const one of [this.text, list]) one.setAttribute("aria-activedescendant", chosen.id);
  }

  #leave() {
    this.text.focus();
    this.close();
  }

  #accept(n) {
    const { from, insert } = this.offered[n];
    this.text.focus();
    this.text.setRangeText(insert, from, this.text.value.length, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Return what may follow a typed line; `isBegun` says that it goes on with what stands there. */
export function offers(typed, commands, titles) {
  const command = commandIn(typed, commands);
  if (!command) return names(typed, commands);
  const start = 1 + command.name.length + 1;
  const fragment = lastWord(typed.slice(start));
  const from = typed.length - fragment.length;
  const [, name, value] = /^(\w+)=(.*)$/s.exec(fragment) ?? [];
  if (name) return valuesOf(command.arguments.find((one) => one.name === name), value, from + name.length + 1, titles);
  const further = names(typed, commands.filter((one) => one !== command));
  return [...further, ...alone(command, typed.slice(start, from), fragment, from, titles), ...argumentsOf(command, typed.slice(start, from), fragment, from)];
}

function commandIn(typed, commands) {
  const fitting = commands.filter((one) => typed.startsWith(`/${one.name} `));
  return fitting.sort((one, other) => other.name.length - one.name.length)[0];
}

function names(typed, commands) {
  const begun = typed.slice(1).toLowerCase();
  const fitting = commands.filter((one) => one.name.startsWith(begun) && (one.name !== begun || one.arguments.length));
  return fitting.map((one) => ({ shown: `/${one.name}`, help: one.help, from: 0, insert: `/${one.name} `, isBegun: begun.length > 0 && one.name !== begun }));
}

/** Return the word that is being typed: after the last space that stands in no quotes. */
function lastWord(rest) {
  return /(?:[^\s"]|"[^"]*"?)*$/.exec(rest)[0];
}

function argumentsOf(command, before, begun, from) {
  const isLeft = (one) => one.repeated || !before.includes(`${one.name}=`);
  const fitting = command.arguments.filter((one) => one.name.startsWith(begun) && isLeft(one));
  const help = (one) => (one.needed ? [one.help, t("(needed)")].join(" ") : one.help);
  return fitting.map((one) => ({ shown: `${one.name}=`, help: help(one), from, insert: `${one.name}=`, isBegun: begun.length > 0 }));
}

/** Return what may stand without its argument's name, where nothing does yet. */
function alone(command, before, begun, from, titles) {
  const first = command.arguments.find((one) => one.alone);
  if (!first || before.trim()) return [];
  return valuesOf(first, begun, from, titles).map((one) => ({ ...one, isBegun: begun.length > 0 }));
}

function valuesOf(argument, begun, from, titles) {
  if (!argument) return [];
  const plain = begun.replace(/"/g, "").toLowerCase();
  const choices = argument.choices.map((one) => ({ value: one.value, help: one.label }));
  const contests = titles.filter((one) => one.fits.includes(argument.fits)).map((one) => ({ value: one.title, help: argument.help }));
  const fitting = [...choices, ...contests].filter((one) => one.value.toLowerCase().startsWith(plain) && one.value !== begun);
  return fitting.map(({ value, help }) => {
    const quoted = /[\s"']/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value;
    return { shown: value, help, from, insert: `${quoted} `, isBegun: begun.length > 0 };
  });
}
