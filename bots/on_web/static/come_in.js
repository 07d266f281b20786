// Coming in in practice mode: a name, a role.

import { post } from "./calls.js";
import { tell } from "./elements.js";

const form = document.getElementById("come-in");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wrong = document.getElementById("wrong");
  tell(wrong, null);
  try {
    const { token } = await post("/api/people", Object.fromEntries(new FormData(form)));
    await post("/api/login", { token });
    location.assign("/room");
  } catch (error) {
    tell(wrong, [error.message, ...Object.values(error.fields ?? {})].join(" "));
  }
});
form.querySelector("[type=submit]").disabled = false;
