// One picture, as large as the window: Esc closes it, arrow keys go to the others of the room.

import { el } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

/** Show the picture behind a link, and from there all that are in the list of messages. */
export function lookCloser(link) {
  const all = [...document.querySelectorAll("#messages a.picture")];
  let place = Math.max(all.indexOf(link), 0);
  const image = el("img", {});
  const caption = el("figcaption", { dir: "auto" });
  const where = el("p", { class: "quiet" });
  const show = (n) => {
    place = (n + all.length) % all.length;
    image.src = all[place].href;
    image.alt = all[place].querySelector("img").alt;
    caption.textContent = image.alt;
    where.textContent = t("{n} of {all}", { n: place + 1, all: all.length });
  };
  const button = (sign, name, act) => el("button", { type: "button", class: "round", "aria-label": name, onclick: act }, icon(sign));
  const close = button("close", t("Close"), () => dialog.close());
  const around = [button("back", t("Picture before"), () => show(place - 1)), button("next", t("Next picture"), () => show(place + 1))];
  const steps = all.length > 1 ? el("div", { class: "row" }, around[0], where, around[1]) : null;
  const figure = el("figure", {}, image, caption);
  const dialog = el("dialog", { class: "lightbox", "aria-label": t("Picture") }, close, figure, steps);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(place - 1);
    if (event.key === "ArrowRight") show(place + 1);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    (all[place].isConnected ? all[place] : link).focus({ preventScroll: false });
  });
  document.body.append(dialog);
  show(place);
  dialog.showModal();
}
