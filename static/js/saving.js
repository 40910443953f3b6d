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
const said = () => [state().className.replace("saved", "").trim(), state().querySelector(".sentence").textContent];
let settled = said(); // what was said last when nothing was on its way
let before = settled; // what was said before the request that is on its way

document.addEventListener("podwright:typed", isSaving);
document.addEventListener("htmx:beforeSend", ({ detail: { requestConfig } }) => {
  if (!changes(requestConfig)) return;
  if (!state().matches(".saving, .retrying, .unreachable")) settled = said();
  before = state().matches(".retrying") ? settled : said();
  isSaving();
});
document.addEventListener("htmx:sendError", ({ detail: { requestConfig } }) => {
  if (changes(requestConfig)) say("failed retrying", state().dataset.offline);
  else if (!state().matches(".saving, .failed")) {
    settled = said();
    say("failed unreachable", state().dataset.unreachable);
  }
});
document.addEventListener("htmx:afterOnLoad", () => state().matches(".unreachable") && say(...settled));
document.addEventListener("htmx:responseError", ({ detail: { requestConfig, xhr } }) => {
  if (!changes(requestConfig)) return;
  if (xhr.status >= 500) say("failed retrying", state().dataset.failed);
  else if ([401, 403, 404].includes(xhr.status)) say("failed", state().dataset.refused);
  // A form that was refused says so itself; where the server said here what is wrong, that stays.
  else if (xhr.status === 422 && state().matches(".saving, .retrying")) say(...before);
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
  if (state().matches(".saving, .failed:not(.unreachable)") && !event.defaultPrevented) event.preventDefault();
});
