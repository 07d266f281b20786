// The words of the page in the person's language, as the server's catalogues have them.

import { OWN_PAGE } from "./tab.js";

const known = await (await fetch("/words.json", { headers: OWN_PAGE })).json();
const { lang } = document.documentElement;
const clock = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
const hours = new Intl.DateTimeFormat(lang, { timeStyle: "short" });
const days = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const QUARTER_MS = 900_000;
const dayNames = new Map();
let ahead = 0;

/** Return a sentence in the person's language, its {facts} filled in. */
export function t(message, facts = {}) {
  return (known[message] ?? message).replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ""));
}

/** Take the server's clock for ours: in practice it may be ahead. */
export function setNow(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** Return what time it is for the server, in milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** Return a time in full, as this language writes it. */
export function moment(at) {
  return clock.format(new Date(at));
}

/** Return a time of day in the reader's zone. */
export function hour(at) {
  return hours.format(new Date(at));
}

/** Return the day of a time in the reader's zone; "Today" and "Yesterday" where it is one of them. */
export function day(at) {
  const named = dayNamed(Date.parse(at));
  if (named === dayNamed(now())) return t("Today");
  const before = new Date(now());
  before.setDate(before.getDate() - 1);
  return named === dayNamed(before.getTime()) ? t("Yesterday") : named;
}

/** Return the name of a day, worked out once for each quarter of an hour: no zone parts days elsewhere. */
function dayNamed(ms) {
  const quarter = Math.floor(ms / QUARTER_MS);
  if (!dayNames.has(quarter)) dayNames.set(quarter, days.format(ms));
  return dayNames.get(quarter);
}

/** Return a size in binary units. */
export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const tenths = Math.ceil((bytes * 10) / 1024 ** power) / 10;
  return `${tenths.toLocaleString(lang)} ${units[power]}`;
}
