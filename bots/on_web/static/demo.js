// The demo's bar: throwing it away and making it anew.

import { post } from "./calls.js";
import { followed, replaced } from "./making.js";
import { t } from "./words.js";

const button = document.getElementById("demo-afresh");
const says = document.getElementById("demo-says");

button.addEventListener("click", async () => {
  button.disabled = true;
  says.textContent = t("A new demo is being made…");
  try {
    const { made } = await followed(post("/api/demo/afresh", {}), (share) => {
      button.textContent = `${Math.round(share * 100)} %`;
    });
    await replaced(made);
    location.assign((await post("/api/demo", {})).url);
  } catch (error) {
    says.textContent = error.message;
    button.textContent = t("Start again");
    button.disabled = false;
  }
});
button.disabled = false;
