// The room: its list of rooms, its messages as they come, and what one says.

import { CallError, get, post } from "./calls.js";
import { makeComposer } from "./composer.js";
import { el } from "./elements.js";
import { Timeline, bring, show } from "./timeline.js";
import { t } from "./words.js";

const WAIT_S = 25;
const LONGEST_PAUSE_MS = 30_000;

const list = document.getElementById("messages");
const lost = document.getElementById("lost");
const timelines = new Map();
let rooms = [];
let current = "main";
let polling = new AbortController();

const timelineOf = (room) => {
  if (!timelines.has(room)) timelines.set(room, new Timeline());
  return timelines.get(room);
};

/** Show what was answered at once, wherever it was said; the poll brings it again, unchanged. */
function answered({ messages }) {
  for (const message of messages) take(message.room, [message]);
  const last = document.getElementById(`m-${messages.at(-1)?.id}`);
  if (last) bring(list, last);
}

function take(room, messages) {
  const changed = timelineOf(room).take(messages);
  if (room === current) show(list, timelineOf(room), changed, answered);
  return changed;
}

function open(room) {
  current = room;
  polling.abort();
  list.setAttribute("aria-live", "off");
  list.replaceChildren();
  document.getElementById("title").textContent = rooms.find((one) => one.id === room).title;
  show(list, timelineOf(room), timelineOf(room).ordered, answered);
  if (list.lastElementChild) bring(list, list.lastElementChild);
  drawRooms();
  listen(room);
}

function drawRooms(unread = new Set()) {
  for (const one of rooms) if (unread.has(one.id)) one.unread = true;
  rooms.find((one) => one.id === current).unread = false;
  const drawn = rooms.map((one) => {
    const here = one.id === current;
    const news = one.unread ? el("span", { class: "news" }, t("new")) : null;
    return el("button", { type: "button", "aria-current": here ? "page" : null, onclick: () => open(one.id) }, el("span", { dir: "auto" }, one.title), news);
  });
  const focused = [...document.getElementById("rooms").children].indexOf(document.activeElement);
  document.getElementById("rooms").replaceChildren(...drawn);
  drawn[focused]?.focus();
}

/** Follow a room until another is opened; what fails is tried again, from where it was. */
async function listen(room) {
  polling = new AbortController();
  const { signal } = polling;
  let pause = 1000;
  let wait = 0;
  while (!signal.aborted) {
    try {
      const read = await page(room, wait, signal);
      wait = read ? 0 : WAIT_S;
      if (!read) list.setAttribute("aria-live", "polite");
      await lookElsewhere(signal);
      lost.hidden = true;
      pause = 1000;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CallError && error.status === 401) location.reload();
      lost.hidden = false;
      await slept(pause * (0.5 + Math.random()), signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      wait = 0;
    }
  }
}

async function page(room, wait, signal) {
  const timeline = timelineOf(room);
  const query = new URLSearchParams({ room, since: timeline.since, wait });
  const { messages, next } = await get(`/api/messages?${query}`, signal);
  timeline.since = next;
  take(room, messages);
  return messages.length;
}

/** Read the other rooms, without waiting, to mark what is new there. */
async function lookElsewhere(signal) {
  const unread = new Set();
  for (const { id } of rooms.filter((one) => one.id !== current)) {
    const isFirst = !timelineOf(id).since;
    while (await page(id, 0, signal)) if (!isFirst) unread.add(id);
  }
  if (unread.size) drawRooms(unread);
}

function slept(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => (clearTimeout(timer), resolve());
    addEventListener("online", now, { once: true });
    signal.addEventListener("abort", now, { once: true });
  });
}

document.getElementById("leave").addEventListener("click", async () => {
  polling.abort();
  await post("/api/logout", {});
  location.assign("/");
});

({ items: rooms } = await get("/api/rooms"));
makeComposer(() => current, answered);
open("main");
