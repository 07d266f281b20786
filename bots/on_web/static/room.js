// The room: its list of rooms, its messages as they come, and what one says.

import { listenForKeys, staysPut } from "./ballot.js";
import { CallError, get, post } from "./calls.js";
import { makeComposer } from "./composer.js";
import { makeClock, makePeople } from "./practice.js";
import { Reading, drawRooms, makeDrawer } from "./rooms.js";
import { makeSide } from "./side.js";
import { address, me } from "./tab.js";
import { Timeline, arrange, bring, bringEnd, isAtEnd, show } from "./timeline.js";

const WAIT_S = 25;
const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const ELSEWHERE_MS = 4000; // one call waits, for the room that is open: a browser has few connections for all its tabs
const TOUCHED_MS = 1000;

const list = document.getElementById("messages");
const scroller = list.closest(".scroller");
const log = scroller.querySelector("[role=log]");
const lost = document.getElementById("lost");
const toEnd = document.getElementById("to-end");
const timelines = new Map();
const reading = new Reading();
let rooms = [];
let current = "main";
let readBefore = null;
let drawn = "";
let polling = new AbortController();
let request = new AbortController(); // the one that waits for messages

const timelineOf = (room) => {
  if (!timelines.has(room)) timelines.set(room, new Timeline());
  return timelines.get(room);
};

/** Show what was answered at once, wherever it was said; the poll brings it again, unchanged. A long ballot stays put. */
function answered({ messages }) {
  const drawn = () => document.getElementById(`m-${messages.at(-1)?.id}`);
  const stays = staysPut(drawn()) && isInSight(drawn()); // the poll may have brought it first, out of sight
  if (stays) scroller.dataset.held = "";
  else delete scroller.dataset.held;
  for (const message of messages) take(message.room, [message]);
  if (drawn() && !(stays && staysPut(drawn()))) bring(list, drawn());
}

function take(room, messages) {
  const changed = timelineOf(room).take(messages);
  if (room === current) show(list, timelineOf(room), changed, answered, readBefore);
  if (changed.length) refreshSide();
  read();
}

/** Note that what is in view is read, and count what is not. */
function read() {
  const isSeen = isInSight(list.lastElementChild);
  toEnd.hidden = isSeen;
  if (!document.hidden && isSeen) reading.mark(current, timelineOf(current).ordered);
  const counts = new Map(rooms.map(({ id }) => [id, timelineOf(id).unreadSince(reading.of(id))]));
  const asDrawn = `${current} ${[...counts]}`;
  if (asDrawn !== drawn) drawRooms(rooms, current, counts, open);
  drawn = asDrawn;
}

function isInSight(item) {
  return !item || item.getBoundingClientRect().top < scroller.getBoundingClientRect().bottom;
}

function open(room) {
  current = room;
  stopListening();
  closeRooms();
  log.setAttribute("aria-live", "off");
  list.replaceChildren();
  document.getElementById("title").textContent = rooms.find((one) => one.id === room).title;
  composer.open(room);
  readBefore = reading.knows(room) ? reading.of(room) : null;
  show(list, timelineOf(room), timelineOf(room).ordered, answered, readBefore);
  bringEnd(list);
  goToUnread();
  read();
  listen(room);
}

/** Go to the first message that was not read when the room was opened. */
function goToUnread() {
  const unread = list.querySelector(".unread");
  if (!unread) return;
  unread.scrollIntoView({ block: "start" });
  hold();
}

/** Stay at what is looked at, whatever comes, until its reader goes to the end. */
function hold() {
  if (isAtEnd(list)) delete scroller.dataset.held;
  else scroller.dataset.held = "";
}

function stopListening() {
  polling.abort();
  request.abort();
}

let pause = SHORTEST_PAUSE_MS;
addEventListener("online", () => (pause = SHORTEST_PAUSE_MS)); // the first call after it may come too soon

/** Follow a room until another is opened; what fails is tried again, from where it was. */
async function listen(room) {
  polling = new AbortController();
  const { signal } = polling;
  let wait = 0;
  let isCaughtUp = false;
  while (!signal.aborted) {
    try {
      request = new AbortController();
      const count = await page(room, wait, request.signal);
      wait = count ? 0 : WAIT_S;
      await lookElsewhere(signal);
      if (!count && !isCaughtUp) {
        isCaughtUp = true;
        log.setAttribute("aria-live", "polite");
        goToUnread();
        goToLinked();
      }
      lost.hidden = true;
      pause = SHORTEST_PAUSE_MS;
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

/** Read the other rooms, without waiting, to count what is new there. */
async function lookElsewhere(signal) {
  for (const { id } of rooms.filter((one) => one.id !== current)) while (await page(id, 0, signal));
}

let wentTo = "";

/** Go to the message that the address names, once, in whichever room it is. */
function goToLinked() {
  if (!location.hash.startsWith("#m-") || wentTo === location.hash) return;
  const id = location.hash.slice(3);
  const room = rooms.find((one) => timelineOf(one.id).messages.has(id))?.id;
  if (!room) return;
  wentTo = location.hash;
  if (room !== current) open(room);
  const linked = document.getElementById(`m-${id}`);
  for (const one of list.querySelectorAll(".linked")) one.classList.remove("linked");
  linked.classList.add("linked");
  linked.scrollIntoView({ block: linked.offsetHeight > scroller.clientHeight ? "start" : "center" });
  hold();
  linked.focus({ preventScroll: true });
}

addEventListener("offline", () => request.abort()); // else the loss is seen only when its wait is over

function slept(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => (clearTimeout(timer), resolve());
    addEventListener("online", now, { once: true });
    signal.addEventListener("abort", now, { once: true });
  });
}

const leave = document.getElementById("leave");
leave.addEventListener("click", async () => {
  stopListening();
  await post("/api/logout", {});
  location.assign("/");
});
leave.disabled = false;
toEnd.addEventListener("click", () => {
  delete scroller.dataset.held;
  bringEnd(list);
  list.lastElementChild.focus({ preventScroll: true });
});
let touchedAt = -Infinity; // when its reader last moved the chat: what comes late, such as a picture, does not move it back
for (const kind of ["wheel", "touchmove", "keydown"]) {
  scroller.addEventListener(kind, () => (touchedAt = performance.now()), { passive: true });
}
scroller.addEventListener("scroll", () => {
  if (isAtEnd(list) || performance.now() - touchedAt < TOUCHED_MS) hold();
  read();
}, { passive: true });
addEventListener("hashchange", () => {
  wentTo = "";
  goToLinked();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) readBefore = reading.of(current);
  else arrange(list, readBefore);
  read();
});
if (document.body.dataset.as) history.replaceState(null, "", address(location.pathname) + location.hash);

const closeRooms = makeDrawer(document.getElementById("show-rooms"), document.getElementById("drawer"));
const closeSide = makeDrawer(document.getElementById("show-side"), document.getElementById("side"));
const composer = makeComposer(answered);
const say = (line) => {
  closeSide();
  composer.say(current, line);
};
const tick = makeClock(() => refreshSide());
const refreshSide = makeSide({
  say,
  offer: composer.offer,
  turned: () => {
    tick();
    arrange(list, readBefore); // what was today may have become yesterday
  },
});
listenForKeys(scroller);
makePeople();
setInterval(() => document.hidden || lookElsewhere(polling.signal).catch(() => {}), ELSEWHERE_MS);
({ items: rooms } = await get("/api/rooms"));
open("main");
