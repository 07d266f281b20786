// Where one writes: a line or a command, with files. One can go on writing while it is sent.

import { onceKey, post, upload } from "./calls.js";
import { tell } from "./elements.js";
import { Files, putInto } from "./files.js";
import { checkSize } from "./form.js";

const form = document.getElementById("composer");
const text = document.getElementById("text");
const pick = document.getElementById("pick");
const progress = document.getElementById("progress");
const wrong = document.getElementById("wrong");

/** Make the composer work: what is sent goes to the current room, what comes back to `answered`. */
export function makeComposer(currentRoom, answered) {
  let once = onceKey();
  let before = Promise.resolve();
  const changed = () => (once = onceKey());
  const files = new Files(document.getElementById("files"), { changed });

  const take = () => {
    const taken = { room: currentRoom(), text: text.value, files: files.take(), once };
    text.value = "";
    changed();
    return taken;
  };
  const giveBack = (taken) => {
    if (!text.value && !files.count) once = taken.once; // sent again as it was, it is done once
    text.value = [taken.text, text.value].filter(Boolean).join("\n");
    files.giveBack(taken.files);
  };
  const deliver = async (taken) => {
    try {
      const answer = await send(taken);
      if (mustBeMended(answer)) giveBack({ ...taken, once: onceKey() });
      answered(answer);
    } catch (error) {
      giveBack(taken);
      tell(wrong, [error.message, ...Object.values(error.fields ?? {})].join(" "));
    }
    progress.hidden = true;
  };

  pick.addEventListener("change", () => {
    files.add(pick.files);
    pick.value = "";
  });
  text.addEventListener("input", changed);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim() && !files.count) return;
    tell(wrong, null);
    const taken = take();
    before = before.then(() => deliver(taken));
    text.focus();
  });
  form.inert = false; // until here, what is typed would be lost
}

async function send({ room, text: line, files, once }) {
  if (!files.length) return post("/api/say", { room, text: line, once });
  checkSize(files.reduce((sum, one) => sum + one.file.size, 0));
  const parts = new FormData();
  parts.append("room", room);
  parts.append("text", line);
  parts.append("once", once);
  putInto(parts, files);
  progress.hidden = false;
  return upload("/api/say", parts, (share) => (progress.value = share));
}

/** Tell whether what was typed was refused and is given back to be mended here, not in a form. */
function mustBeMended({ messages }) {
  return messages.some((one) => one.refusal && !one.form);
}
