// The gallery works without this: it puts times into the reader's own zone, brings an entry's own place in a wide
// family tree into view, and copies a link by a button.

const zoned = new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit",
  timeZoneName: "short",
});

for (const time of document.querySelectorAll("time[datetime]")) {
  time.title = time.textContent;
  time.textContent = zoned.format(new Date(time.dateTime));
}

for (const tree of document.querySelectorAll(".tree")) {
  const self = tree.querySelector(".self").getBoundingClientRect();
  tree.scrollLeft = self.left - tree.getBoundingClientRect().left - (tree.clientWidth - self.width) / 2;
}

const copy = document.getElementById("copy");
if (copy && navigator.clipboard) {
  const address = document.getElementById("address");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    address.select();
    await navigator.clipboard.writeText(address.value);
    document.getElementById("copied").textContent = copy.form.dataset.copied;
  });
}
