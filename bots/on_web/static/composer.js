// Where one writes: a line or a command, with files.

import { onceKey, post, upload } from "./calls.js";
import { tell } from "./elements.js";
import { Files } from "./files.js";
import { checkSize } from "./form.js";

const form = document.getElementById("composer");
const text = document.getElementById("text");
const pick = document.getElementById("pick");
const progress = document.getElementById("progress");
const wrong = document.getElementById("wrong");

/** Make the composer work: what is sent goes to the current room, what comes back to `answered`. */
export function makeComposer(currentRoom, answered) {
  let once = onceKey();
  let busy = false;
  const changed = () => (once = onceKey());
  const files = new Files(document.getElementById("files"), { changed });
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
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy || (!text.value.trim() && !files.count)) return;
    busy = true;
    tell(wrong, null);
    try {
      const answer = await send(currentRoom(), text.value, files, once);
      if (!mustBeMended(answer)) {
        text.value = "";
        files.clear();
      }
      changed();
      answered(answer);
    } catch (error) {
      tell(wrong, [error.message, ...Object.values(error.fields ?? {})].join(" "));
    }
    progress.hidden = true;
    busy = false;
    text.focus();
  });
}

async function send(room, line, files, once) {
  if (!files.count) return post("/api/say", { room, text: line, once });
  checkSize(files.bytes);
  const parts = new FormData();
  parts.append("room", room);
  parts.append("text", line);
  parts.append("once", once);
  files.into(parts);
  progress.hidden = false;
  return upload("/api/say", parts, (share) => (progress.value = share));
}

/** Tell whether what was typed was refused and is given back to be mended here, not in a form. */
function mustBeMended({ messages }) {
  return messages.some((one) => one.refusal && !one.form);
}
