// What is on its way: shown until it has arrived; what failed stays, to be tried again, over reloads too.

import { post, upload } from "./calls.js";
import { el, tell } from "./elements.js";
import { putInto } from "./files.js";
import { checkSize } from "./form.js";
import { keep, kept } from "./tab.js";
import { t } from "./words.js";

const SHOWN_AFTER_MS = 400;

/** Sends one thing after the other, in the order in which they were said. */
export class Outgoing {
  constructor(list, { arrived, edit }) {
    this.list = list;
    this.arrived = arrived;
    this.edit = edit;
    this.waiting = new Set();
    this.before = Promise.resolve();
    for (const one of kept("unsent", [])) this.#add({ ...one, files: [] }, t("This was not sent before the page was left."));
  }

  /** Send a line with files to a room. */
  send(said) {
    const row = this.#add(said);
    row.queue();
  }

  /** Tell whether anything would be lost with the page. */
  get holdsFiles() {
    return [...this.waiting].some((one) => one.files.length);
  }

  #add(said, why = "") {
    const progress = el("progress", { max: 1, value: 0, "aria-label": t("Sending files") });
    const state = el("p", { class: "quiet" }, t("Sending…"));
    const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
    const again = el("button", { type: "button" }, t("Try again"));
    const change = el("button", { type: "button" }, t("Change"));
    const drop = el("button", { type: "button" }, t("Throw away"));
    const acts = el("div", { class: "buttons", hidden: true }, again, change, drop);
    const names = said.files.map((one) => one.file.name).join(", ");
    const text = el("p", { class: "text", dir: "auto" }, [said.text, names].filter(Boolean).join("\n"));
    const row = el("li", { class: "outgoing" }, text, said.files.length ? progress : state, wrong, acts);
    const end = () => {
      row.remove();
      this.waiting.delete(said);
      this.#keep();
    };
    const fail = (reason) => {
      tell(wrong, [t("Not sent."), reason].join(" "));
      acts.hidden = false;
      progress.hidden = state.hidden = true;
      this.list.append(row);
      row.scrollIntoView({ block: "nearest" });
    };
    const attempt = async () => {
      tell(wrong, null);
      acts.hidden = true;
      progress.hidden = state.hidden = false;
      const shown = setTimeout(() => this.list.append(row), said.files.length ? 0 : SHOWN_AFTER_MS);
      try {
        const answer = await deliver(said, (share) => (progress.value = share));
        end();
        this.arrived(said, answer);
      } catch (error) {
        fail([error.message, ...Object.values(error.fields ?? {})].join(" "));
      }
      clearTimeout(shown);
    };
    const queue = () => (this.before = this.before.then(attempt));
    again.addEventListener("click", queue);
    drop.addEventListener("click", end);
    change.addEventListener("click", () => {
      end();
      this.edit(said);
    });
    this.waiting.add(said);
    this.#keep();
    if (why) fail(why);
    return { queue };
  }

  #keep() {
    const texts = [...this.waiting].filter((one) => one.text).map(({ room, text, once }) => ({ room, text, once }));
    keep("unsent", texts);
  }
}

async function deliver({ room, text, files, once }, progress) {
  if (!files.length) return post("/api/say", { room, text, once });
  checkSize(files.reduce((sum, one) => sum + one.file.size, 0));
  const parts = new FormData();
  parts.append("room", room);
  parts.append("text", text);
  parts.append("once", once);
  putInto(parts, files);
  return upload("/api/say", parts, progress);
}
