// Waiting for the demo while it is made, and telling how far it is.

import { get } from "./calls.js";

const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 30_000;

/** Return what a call answers, and tell `show` meanwhile which share of a making is done. */
export async function followed(call, show) {
  let waits = true;
  const answered = call.finally(() => (waits = false));
  answered.catch(() => {});
  while (waits) {
    await Promise.race([answered.catch(() => {}), slept()]);
    const { done, of } = waits ? await get("/api/demo").catch(() => ({})) : {};
    if (waits && of) show(done / of);
  }
  return answered;
}

/** Wait until another demo stands where the old one stood. */
export async function replaced(made) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await slept()) {
    const now = await get("/api/demo").catch(() => ({}));
    if (now.made >= made) return;
  }
}

function slept() {
  return new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
