// The words of the page in the person's language, as the server's catalogues have them.

const known = await (await fetch("/words.json")).json();

/** Return a sentence in the person's language, its {facts} filled in. */
export function t(message, facts = {}) {
  return (known[message] ?? message).replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ""));
}

/** Return a time as this language writes it. */
export function moment(iso) {
  return clock.format(new Date(iso));
}

/** Return a size in binary units. */
export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const tenths = Math.ceil((bytes * 10) / 1024 ** power) / 10;
  return `${tenths.toLocaleString(document.documentElement.lang)} ${units[power]}`;
}

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
