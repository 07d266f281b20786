// What stands beside the chat: the desk, or what is on; its buttons say commands.

import { get } from "./calls.js";
import { el } from "./elements.js";
import { setNow, t } from "./words.js";

const TOGETHER_MS = 300;
const REFRESHED_MS = 10_000; // what waits for review is said in no room
const side = document.getElementById("side-body");

/** Show the side and keep it as it is; `say` says a command, `offer` takes the contests that can be meant. */
export function makeSide({ say, offer, turned }) {
  let timer = 0;
  const draw = async () => {
    const shown = await get("/side.json").catch(() => null); // the next message tries again
    if (!shown) return;
    setNow(shown.now);
    turned();
    offer(shown.titles);
    const held = side.contains(document.activeElement) ? document.activeElement.dataset.command : null;
    side.replaceChildren(...parts(shown, say));
    if (held) [...side.querySelectorAll("[data-command]")].find((one) => one.dataset.command === held)?.focus();
  };
  const refresh = () => {
    clearTimeout(timer);
    timer = setTimeout(draw, TOGETHER_MS);
  };
  const look = () => document.hidden || refresh();
  setInterval(look, REFRESHED_MS);
  document.addEventListener("visibilitychange", look);
  refresh();
  return refresh;
}

function parts(shown, say) {
  const acts = (actions) => (actions.length ? el("div", { class: "buttons" }, ...actions.map((one) => drawAction(one, say))) : null);
  const cards = shown.cards.map((one) =>
    el(
      "article",
      { class: "contest" },
      el("h3", { dir: "auto" }, one.title),
      ...one.lines.map((line) => el("p", { class: "quiet" }, line)),
      one.waiting ? el("p", { class: "waiting" }, one.waiting) : null,
      acts(one.actions),
    ),
  );
  const down = shown.down.length
    ? el("section", { class: "contest lost" }, el("h3", {}, t("Not connected")), el("ul", {}, ...shown.down.map((one) => el("li", {}, one))))
    : null;
  const lost = shown.not_sent.length
    ? el("section", { class: "contest lost" }, el("h3", {}, t("Could not be sent")), el("ul", {}, ...shown.not_sent.map((one) => el("li", {}, one))))
    : null;
  const none = cards.length ? null : el("p", { class: "quiet" }, shown.empty);
  const sent = shown.sent && cards.length ? el("p", { class: "quiet" }, shown.sent) : null;
  return [down, none, ...cards, lost, sent, acts(shown.actions)].filter(Boolean);
}

function drawAction({ label, command, style }, say) {
  const typed = command.replace(/ [\w-]{6,}$/, "");
  return el("button", { type: "button", class: style, title: typed, "data-command": command, onclick: () => say(command) }, label);
}
