// Practice mode: being any person, in one tab each, and turning the clock.

import { post } from "./calls.js";
import { el, tell } from "./elements.js";
import { moment, now, t } from "./words.js";

const TICKED_MS = 10_000;
const HOUR_S = 3600;

/** Let somebody new come in, each in a tab of their own. */
export function makePeople() {
  const form = document.getElementById("someone-new");
  if (!form) return;
  const wrong = form.querySelector(".wrong");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(wrong, null);
    try {
      const fields = Object.fromEntries(new FormData(form));
      const { id, token } = await post("/api/people", fields);
      await post("/api/login", { token });
      const href = `/room?as=${encodeURIComponent(id)}`;
      document.getElementById("people").append(el("li", {}, el("a", { class: "act", href, target: "_blank", dir: "auto" }, fields.name)));
      form.reset();
      if (!window.open(href, "_blank")) location.assign(href);
    } catch (error) {
      tell(wrong, [error.message, ...Object.values(error.fields ?? {})].join(" "));
    }
  });
  form.querySelector("[type=submit]").disabled = false;
}

/** Let the practice clock be seen and turned; return what shows it anew. */
export function makeClock(turned) {
  const box = document.getElementById("clock");
  if (!box) return () => {};
  const [time, wrong] = [box.querySelector("time"), box.querySelector(".wrong")];
  const buttons = [...box.querySelectorAll("button")];
  const tick = () => (time.textContent = moment(now()));
  const turn = async (body) => {
    tell(wrong, null);
    for (const one of buttons) one.setAttribute("aria-disabled", "true");
    try {
      await post("/api/clock", body, await turner(box));
      turned();
    } catch (error) {
      tell(wrong, error.message);
    }
    for (const one of buttons) one.removeAttribute("aria-disabled");
  };
  for (const one of buttons) {
    const hours = Number(one.dataset.hours);
    const body = hours ? { advance_s: hours * HOUR_S } : { to: "next" };
    one.addEventListener("click", () => one.hasAttribute("aria-disabled") || turn(body));
  }
  setInterval(tick, TICKED_MS);
  return tick;
}

let keeper = null;

/** Return headers of a manager, who alone may turn the clock: one of this browser's, or one made for it. */
async function turner(box) {
  if (box.dataset.turner) return { "X-Prosument": box.dataset.turner };
  keeper ??= await post("/api/people", { name: t("Clock keeper"), role: "manager" });
  return { Authorization: `Bearer ${keeper.token}` };
}
