// Try it: has the demo made, shows how far it is, and goes in.

import { post } from "./calls.js";
import { tell } from "./elements.js";
import { followed } from "./making.js";

const button = document.getElementById("try");
const making = document.getElementById("making");
const progress = document.getElementById("making-progress");

button.addEventListener("click", async () => {
  tell(document.getElementById("wrong"), null);
  wait(true);
  try {
    const { url } = await followed(post("/api/demo", {}), (share) => (progress.value = share));
    progress.value = 1;
    location.assign(url);
  } catch (error) {
    tell(document.getElementById("wrong"), error.message);
    wait(false);
  }
});

function wait(waits) {
  button.disabled = waits;
  making.hidden = !waits;
  progress.removeAttribute("value");
}

// Whoever comes back finds the page as it was left: waiting.
addEventListener("pageshow", (event) => event.persisted && wait(false));
button.disabled = false;
