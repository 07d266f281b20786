// Where one writes: a line or a command, with files. One can go on writing while it is sent.

import { onceKey } from "./calls.js";
import { Completion } from "./completion.js";
import { Files, watchForFiles } from "./files.js";
import { Outgoing } from "./outgoing.js";
import { keep, kept } from "./tab.js";

const form = document.getElementById("composer");
const text = document.getElementById("text");
const pick = document.getElementById("pick");
const hint = document.getElementById("files-hint");

/** Make the composer; what is sent goes to the room that is open, what comes back to `answered`. */
export function makeComposer(answered) {
  const drafts = new Drafts();
  const completion = new Completion(text);
  const files = new Files(document.getElementById("files"), { changed: () => drafts.changed(files) });
  const outgoing = new Outgoing(document.getElementById("outgoing"), {
    arrived: (said, answer) => {
      if (said.typed && mustBeMended(answer)) drafts.giveBack({ ...said, once: onceKey() }, files);
      answered(answer);
    },
    edit: (said) => {
      drafts.giveBack(said, files);
      text.focus();
    },
  });

  pick.addEventListener("change", () => {
    files.add(pick.files);
    pick.value = "";
    text.focus();
  });
  text.addEventListener("input", () => drafts.changed(files));
  text.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    completion.close();
    if (text.value.trim() || files.count) outgoing.send({ ...drafts.take(files), typed: true });
    text.focus();
  });
  watchForFiles(files, () => text.focus());
  addEventListener("beforeunload", (event) => (files.count || outgoing.holdsFiles) && event.preventDefault());

  return {
    /** Say a line as if it had been typed; what is being written stays. */
    say: (room, line) => outgoing.send({ room, text: line, files: [], once: onceKey() }),
    open: (room) => {
      drafts.open(room, files);
      form.inert = false; // until here, what is typed would be lost
    },
    offer: (titles) => (completion.titles = titles),
  };
}

/** What was begun in each room; texts outlive a reload. */
class Drafts {
  constructor() {
    this.room = null;
    this.once = onceKey();
    this.trays = new Map();
  }

  open(room, files) {
    if (this.room) this.trays.set(this.room, files.take());
    this.room = room;
    text.value = kept(`draft:${room}`, "");
    files.giveBack(this.trays.get(room) ?? []);
    this.#fit();
  }

  changed(files) {
    this.once = onceKey();
    hint.hidden = !files.count || text.value.startsWith("/");
    keep(`draft:${this.room}`, text.value);
    this.#fit();
  }

  take(files) {
    const taken = { room: this.room, text: text.value, files: files.take(), once: this.once };
    text.value = "";
    this.changed(files);
    return taken;
  }

  giveBack(said, files) {
    if (said.room !== this.room) {
      keep(`draft:${said.room}`, [said.text, kept(`draft:${said.room}`, "")].filter(Boolean).join("\n"));
      this.trays.set(said.room, [...said.files, ...(this.trays.get(said.room) ?? [])]);
      return;
    }
    const isAlone = !text.value && !files.count;
    text.value = [said.text, text.value].filter(Boolean).join("\n");
    files.giveBack(said.files);
    this.changed(files);
    if (isAlone) this.once = said.once; // sent again as it was, it is done once
  }

  #fit() {
    text.rows = Math.min(Math.max(text.value.split("\n").length, 1), 6);
  }
}

/** Tell whether what was typed was refused and is given back to be mended here, not in a form. */
function mustBeMended({ messages }) {
  return messages.some((one) => one.refusal && !one.form);
}
