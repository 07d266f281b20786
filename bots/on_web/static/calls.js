// Calls of the HTTP interface.

import { OWN_PAGE } from "./tab.js";
import { t } from "./words.js";

/** What is wrong with a call; its message is for the person. */
export class CallError extends Error {
  constructor(status, error) {
    super(error?.text ?? t("No answer came. Check the connection and try again."));
    this.status = status;
    this.fields = error?.fields ?? {};
  }
}

/** Return what a GET answers. */
export async function get(path, signal) {
  return answered(() => fetch(path, { signal, headers: OWN_PAGE }));
}

/** Return what a POST of JSON answers; `more` headers may make it somebody else's. */
export async function post(path, body, more = {}) {
  const headers = { ...OWN_PAGE, "Content-Type": "application/json", ...more };
  return answered(() => fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Send parts with files, and tell `progress` which share of them is through. */
export function upload(path, parts, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(OWN_PAGE)) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = (sent) => progress(sent.lengthComputable ? sent.loaded / sent.total : 0);
    request.onload = () => {
      if (request.status === 200) resolve(request.response);
      else reject(new CallError(request.status, request.response?.error));
    };
    request.onerror = () => reject(new CallError(0));
    request.send(parts);
  });
}

/** Return a key for `once`, so that what is sent twice is done once. */
export function onceKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
}

async function answered(call) {
  try {
    const response = await call();
    if (response.ok) return await response.json(); // which breaks off where the connection does
    const body = await response.json().catch(() => ({}));
    throw new CallError(response.status, body.error);
  } catch (error) {
    if (error instanceof CallError || error.name === "AbortError") throw error;
    throw new CallError(0);
  }
}
