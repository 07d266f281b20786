// Pictures, films, sounds and files of a message, each with words for those who cannot see or hear it.

import { el } from "./elements.js";
import { icon } from "./icons.js";
import { lookCloser } from "./lightbox.js";
import { address } from "./tab.js";
import { t } from "./words.js";

/** Draw what a message shows. */
export function drawMedia(one) {
  const url = address(one.url);
  if (one.kind === "picture") return drawPicture(url, one.alt);
  if (one.kind === "video" || one.kind === "audio") return drawPlayer(one, url);
  return el("p", { class: "attached" }, el("a", { class: "act", href: url, download: true }, icon("file"), one.alt));
}

function drawPicture(url, alt) {
  const image = el("img", { src: url, alt: alt || t("A picture without a description"), loading: "lazy" });
  const link = el("a", { class: "picture", href: url, title: alt || null }, image);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    lookCloser(link);
  });
  return link;
}

function drawPlayer(one, url) {
  const player = el(one.kind, { src: url, controls: true, preload: "metadata", "aria-label": one.alt || null });
  const kind = one.kind === "video" ? t("Video") : t("Sound");
  const words = [el("strong", {}, kind), ...(one.alt ? [": ", el("span", { dir: "auto" }, one.alt)] : [])];
  return el("figure", {}, player, el("figcaption", { class: "quiet" }, ...words));
}
