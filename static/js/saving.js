// The state of saving is always to be seen.
import { changes } from "./requests.js";

const state = () => document.getElementById("saved");

function say(kind, sentence) {
  const box = state();
  box.className = `saved ${kind}`;
  const place = box.querySelector(".sentence");
  if (sentence) place.textContent = sentence;
}

const isSaving = () => state().matches(".retrying, :has([data-conflict])") || say("saving", state().dataset.saving);
let before = ["", ""]; // what was said before the form that is on its way

document.addEventListener("podwright:typed", isSaving);
document.addEventListener("htmx:beforeSend", ({ detail: { requestConfig } }) => {
  if (!changes(requestConfig)) return;
  before = [state().className.replace("saved", "").trim(), state().querySelector(".sentence").textContent];
  isSaving();
});
document.addEventListener("htmx:sendError", ({ detail: { requestConfig } }) => {
  if (changes(requestConfig)) say("failed retrying", state().dataset.offline);
});
document.addEventListener("htmx:responseError", ({ detail: { requestConfig, xhr } }) => {
  if (!changes(requestConfig)) return;
  if (xhr.status >= 500) say("failed retrying", state().dataset.failed);
  else if ([401, 403, 404].includes(xhr.status)) say("failed", state().dataset.refused);
  else if (xhr.status === 422) say(...before); // a form that was refused says so itself
});
// A login page that came instead of an answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, xhr } = event.detail;
  if (!changes(requestConfig) || new URL(xhr.responseURL || location.href).pathname === requestConfig.path) return;
  event.detail.shouldSwap = false;
  say("failed", state().dataset.refused);
});
// Leaving on purpose: taking the other text, or keeping one's own as a copy.
document.addEventListener("click", (event) => event.target.closest?.("[data-discard]") && say(""));
document.getElementById("text-form").addEventListener("submit", () => say(""));
addEventListener("beforeunload", (event) => {
  if (state().matches(".saving, .failed") && !event.defaultPrevented) event.preventDefault();
});
