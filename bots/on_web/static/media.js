// Pictures, films, sounds and files of a message, each with words for those who cannot see or hear it.

import { el } from "./elements.js";
import { icon } from "./icons.js";
import { lookCloser } from "./lightbox.js";
import { address } from "./tab.js";
import { t } from "./words.js";

/** Draw all that a message shows: cards whole, several pictures beside each other. */
export function drawAllMedia({ pictures, media }) {
  const cards = pictures.map((one) => drawPicture(address(one.url), one.alt));
  const shown = media.filter((one) => one.kind === "picture").map((one) => drawPicture(address(one.url), one.alt, smaller(one.url)));
  const rest = media.filter((one) => one.kind !== "picture").map(drawOther);
  return [...cards, ...(shown.length > 1 ? [el("div", { class: "pictures" }, ...shown)] : shown), ...rest];
}

function drawOther(one) {
  const url = address(one.url);
  if (one.kind === "video" || one.kind === "audio") return drawPlayer(one, url);
  return el("p", { class: "attached" }, el("a", { class: "act", href: url, download: true }, icon("file"), one.alt));
}

/** Return a smaller one of a picture that surely holds still: of its kinds, only a JPEG never moves. */
function smaller(url) {
  return url.endsWith(".jpg") ? address(`${url}?size=small`) : null;
}

function drawPicture(url, alt, small = null) {
  const srcset = small && `${small} 1x, ${url} 2x`;
  const image = el("img", { src: url, srcset, alt: alt || t("A picture without a description"), loading: "lazy" });
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
