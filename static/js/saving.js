// The state of saving is always to be seen, and there is said, too, what else failed.
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
// What fails and saves nothing is said until something succeeds, unless there is more to say of saving. A dialog that
// lies over all says it itself.
let missed = null;

function miss(xhr, sentence) {
  missed = xhr;
  sayOver(sentence);
  if (state().matches(".saving, .failed:not(.unreachable)")) return;
  if (!state().matches(".unreachable")) settled = said();
  say("failed unreachable", sentence);
}

function sayOver(sentence) {
  const place = document.querySelector("dialog:modal [data-missed]");
  if (place) place.textContent = sentence;
}

document.addEventListener("htmx:afterOnLoad", ({ detail: { xhr } }) => {
  if (xhr === missed) return;
  sayOver("");
  if (state().matches(".unreachable")) say(...settled);
});
document.addEventListener("htmx:sendError", ({ detail: { requestConfig, xhr } }) => {
  if (changes(requestConfig)) say("failed retrying", state().dataset.offline);
  else miss(xhr, state().dataset.unreachable);
});
document.addEventListener("htmx:responseError", ({ detail: { requestConfig, xhr } }) => {
  const { failed, broken, refused, withheld } = state().dataset;
  const denied = [401, 403, 404].includes(xhr.status);
  if (!changes(requestConfig)) {
    if (xhr.status >= 500 || denied) miss(xhr, denied ? withheld : broken);
  } else if (xhr.status >= 500) say("failed retrying", failed);
  else if (denied) say("failed", refused);
  // A form that was refused says so itself; where the server said here what is wrong, that stays.
  else if (xhr.status === 422 && state().matches(".saving, .retrying")) say(...before);
});
// A login page that came instead of an answer.
const pathOf = (address) => new URL(address, location.href).pathname;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, xhr } = event.detail;
  const saves = changes(requestConfig);
  if (!saves && requestConfig.verb !== "get") return;
  if (pathOf(xhr.responseURL) === pathOf(requestConfig.path)) return;
  event.detail.shouldSwap = false;
  if (saves) say("failed", state().dataset.refused);
  else miss(xhr, state().dataset.withheld);
});
// Leaving on purpose: taking the other text, or keeping one's own as a copy.
document.addEventListener("click", (event) => event.target.closest?.("[data-discard]") && say(""));
document.getElementById("text-form").addEventListener("submit", () => say(""));
addEventListener("beforeunload", (event) => {
  if (state().matches(".saving, .failed:not(.unreachable)") && !event.defaultPrevented) event.preventDefault();
});
