// The messages of a room, each as it stands now, in the order in which they were first written.

import { el } from "./elements.js";
import { drawMessage } from "./message.js";
import { me } from "./tab.js";
import { day, t } from "./words.js";

const TOGETHER_MS = 10 * 60_000; // messages of one author closer than this stand under one name
const NEAR_END_PX = 60;

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

  /** Count what others wrote after a time. */
  unreadSince(time) {
    return [...this.messages.values()].filter((one) => isUnread(one.at, one.author.id, time)).length;
  }
}

/** Draw changed messages into the list, each in its place; whoever was at the end stays there. */
export function show(list, timeline, changed, answered, readUpTo) {
  const wasAtEnd = isAtEnd(list) && !isHeld(list);
  for (const message of changed) {
    const drawn = drawMessage(message, answered);
    const before = document.getElementById(drawn.id);
    if (before) exchange(before, drawn);
    else list.insertBefore(drawn, following(list, timeline, message));
    for (const image of drawn.querySelectorAll("img")) {
      image.addEventListener("load", () => wasAtEnd && !isHeld(list) && bringEnd(list), { once: true });
    }
  }
  arrange(list, readUpTo);
  if (wasAtEnd) bringEnd(list);
}

/** Scroll to the end: to what could not be sent, if anything, which stands below the last message. */
export function bringEnd(list) {
  const end = list.closest(".scroller").querySelector("#outgoing").lastElementChild ?? list.lastElementChild;
  if (end) bring(list, end);
}

/** Tell whether the last message is in view. */
export function isAtEnd(list) {
  const scroller = list.closest(".scroller");
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
}

/** Tell whether a place above the end is being looked at on purpose. */
function isHeld(list) {
  return "held" in list.closest(".scroller").dataset;
}

/** Scroll a message into view: from its beginning, where it is taller than the list. */
export function bring(list, drawn) {
  const height = list.closest(".scroller").clientHeight;
  drawn.scrollIntoView({ block: drawn.offsetHeight > height ? "start" : "nearest" });
}

/** Put day lines and the line of what is unread between messages, and those of one author together. */
export function arrange(list, readUpTo) {
  let before = null;
  let marked = false;
  for (const item of list.querySelectorAll(".message")) {
    const isNewDay = !before || day(before.dataset.at) !== day(item.dataset.at);
    const isFirstUnread = !marked && readUpTo !== null && isUnread(item.dataset.at, item.dataset.author, readUpTo);
    marked ||= isFirstUnread;
    separate(item, [isNewDay && day(item.dataset.at), isFirstUnread && t("New since you last looked")]);
    item.classList.toggle("follows", !isNewDay && !isFirstUnread && belongTogether(before, item));
    before = item;
  }
}

function isUnread(at, author, time) {
  return Date.parse(at) > time && author !== me;
}

function belongTogether(one, other) {
  const isPrivate = one.classList.contains("private") || other.classList.contains("private");
  const apart = Date.parse(other.dataset.at) - Date.parse(one.dataset.at);
  return !isPrivate && one.dataset.author === other.dataset.author && apart < TOGETHER_MS;
}

/** Keep the lines before a message as they should be; those that stay are left alone, or they would be read aloud again. */
function separate(item, [named, unread]) {
  const wanted = [named && ["day", named], unread && ["unread", unread]].filter(Boolean);
  const there = [];
  for (let one = item.previousElementSibling; one?.classList.contains("line"); one = one.previousElementSibling) there.unshift(one);
  if (there.length === wanted.length && there.every((one, n) => one.textContent === wanted[n][1])) return;
  for (const one of there) one.remove();
  item.before(...wanted.map(([kind, text]) => el("li", { class: `line ${kind}` }, el("span", {}, text))));
}

function exchange(before, drawn) {
  const held = before.contains(document.activeElement) ? document.activeElement.dataset.button : undefined;
  const wasInside = before.contains(document.activeElement);
  before.replaceWith(drawn);
  if (!wasInside) return;
  const verb = held?.split(":")[0];
  const pressable = [...drawn.querySelectorAll("[data-button]")];
  const itself = held && pressable.find((one) => about(one.dataset.button) === about(held));
  const same = itself || pressable.find((one) => verb && one.dataset.button.startsWith(`${verb}:`));
  (same && !same.disabled ? same : drawn).focus({ preventScroll: true });
}

/** Return what a button is and what it is about; one that takes back is the one that gave. */
function about(button) {
  return button.replace(/^unplace:/, "place:");
}

function following(list, timeline, message) {
  const last = list.lastElementChild;
  if (!last || Date.parse(last.dataset.at) < Date.parse(message.at)) return null;
  const ordered = timeline.ordered;
  const place = ordered.findIndex((one) => one.id === message.id);
  for (const later of ordered.slice(place + 1)) {
    const drawn = document.getElementById(`m-${later.id}`);
    if (!drawn) continue;
    let first = drawn;
    while (first.previousElementSibling?.classList.contains("line")) first = first.previousElementSibling;
    return first;
  }
  return null;
}
