// The messages of a room, each as it stands now, in the order in which they were first written.

import { drawMessage } from "./message.js";

/** What a room showed so far, and from where to go on. */
export class Timeline {
  constructor() {
    this.since = "";
    this.messages = new Map();
  }

  /** Take messages in; return those that are new or changed. */
  take(messages) {
    const changed = messages.filter((one) => JSON.stringify(one) !== JSON.stringify(this.messages.get(one.id)));
    for (const one of messages) this.messages.set(one.id, one);
    return changed;
  }

  get ordered() {
    return [...this.messages.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }
}

/** Draw changed messages into the list, each in its place; whoever was at the end stays there. */
export function show(list, timeline, changed, answered) {
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  for (const message of changed) {
    const drawn = drawMessage(message, answered);
    const before = document.getElementById(drawn.id);
    if (before) exchange(before, drawn);
    else list.insertBefore(drawn, following(list, timeline, message));
    for (const image of drawn.querySelectorAll("img")) {
      image.addEventListener("load", () => wasAtEnd && bring(list, list.lastElementChild), { once: true });
    }
  }
  if (wasAtEnd && list.lastElementChild) bring(list, list.lastElementChild);
}

/** Scroll a message into view: from its beginning, where it is taller than the list. */
export function bring(list, drawn) {
  drawn.scrollIntoView({ block: drawn.offsetHeight > list.clientHeight ? "start" : "nearest" });
}

function exchange(before, drawn) {
  const held = before.contains(document.activeElement) ? document.activeElement.dataset.button : undefined;
  const wasInside = before.contains(document.activeElement);
  before.replaceWith(drawn);
  if (!wasInside) return;
  const verb = held?.split(":")[0];
  const same = [...drawn.querySelectorAll("[data-button]")].find((one) => verb && one.dataset.button.startsWith(`${verb}:`));
  (same && !same.disabled ? same : drawn).focus({ preventScroll: true });
}

function following(list, timeline, message) {
  const ordered = timeline.ordered;
  const place = ordered.findIndex((one) => one.id === message.id);
  for (const later of ordered.slice(place + 1)) {
    const drawn = document.getElementById(`m-${later.id}`);
    if (drawn) return drawn;
  }
  return null;
}
