// The list of rooms with what is unread in each, and what slides in on a narrow window.

import { el } from "./elements.js";
import { icon } from "./icons.js";
import { keep, kept } from "./tab.js";
import { t } from "./words.js";

const nav = document.getElementById("rooms");
const MOST_COUNTED = 99;

/** How far somebody has read each room, in milliseconds; kept over reloads. */
export class Reading {
  constructor() {
    this.upTo = kept("read", {});
  }

  of(room) {
    return this.upTo[room] ?? 0;
  }

  knows(room) {
    return room in this.upTo;
  }

  mark(room, messages) {
    const last = Math.max(this.of(room), ...messages.map((one) => Date.parse(one.at)));
    if (this.knows(room) && last === this.upTo[room]) return;
    this.upTo = { ...kept("read", {}), [room]: last };
    keep("read", this.upTo);
  }
}

/** Draw the rooms; `counts` says how many messages are unread in each. */
export function drawRooms(rooms, current, counts, open) {
  const drawn = rooms.map((one) => {
    const news = counts.get(one.id) ?? 0;
    const here = one.id === current ? "page" : null;
    const name = el("span", { class: "room-name", dir: "auto" }, one.title);
    const button = el("button", { type: "button", "aria-current": here, "data-room": one.id, onclick: () => open(one.id) }, icon(one.id), name);
    if (news) button.append(" ", el("span", { class: "news" }, t("{n} new", { n: counted(news) })));
    return button;
  });
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.room : null;
  nav.replaceChildren(...drawn);
  if (focused) drawn.find((one) => one.dataset.room === focused)?.focus();
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
  document.title = document.title.replace(/^\(\d+\+?\) /, "");
  if (all) document.title = `(${counted(all)}) ${document.title}`;
  document.getElementById("rooms-news").hidden = !all;
}

/** Let a button slide a part of the page in where the window is too narrow for both; return what closes it. */
export function makeDrawer(button, drawer) {
  const rest = [...document.querySelectorAll(".demo-bar, .top, .room > *")].filter((one) => one !== drawer && !one.contains(drawer));
  const cover = el("div", { class: "cover", hidden: true });
  drawer.before(cover);
  const turn = (isOpen) => {
    drawer.classList.toggle("open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    cover.hidden = !isOpen;
    for (const one of rest) one.inert = isOpen;
  };
  const close = () => {
    if (!drawer.classList.contains("open")) return;
    turn(false);
    button.focus();
  };
  button.addEventListener("click", () => {
    turn(true);
    drawer.querySelector("button, a, input")?.focus();
  });
  cover.addEventListener("click", close);
  drawer.querySelector(".drawer-close").addEventListener("click", close);
  drawer.addEventListener("keydown", (event) => event.key === "Escape" && close());
  new ResizeObserver(() => getComputedStyle(button).display === "none" && turn(false)).observe(document.body);
  return close;
}

function counted(n) {
  return n > MOST_COUNTED ? `${MOST_COUNTED}+` : String(n);
}
