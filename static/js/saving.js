// The state of saving is always to be seen; what fails for want of an answer is tried again.
const form = document.getElementById("text-form");
const state = () => document.getElementById("saved");
let waiting = null;
let tries = 0;

function say(kind, sentence) {
  const box = state();
  box.className = `saved ${kind}`;
  const place = box.querySelector(".sentence");
  if (sentence) place.textContent = sentence;
}

function again() {
  clearTimeout(waiting);
  waiting = setTimeout(() => window.htmx.trigger(form, "save"), Math.min(30000, 1000 * 2 ** tries++));
}

document.addEventListener("podwright:typed", () => {
  if (!state().matches(".retrying, :has([data-conflict])")) say("saving", state().dataset.saving);
});
form.addEventListener("htmx:beforeRequest", () => clearTimeout(waiting));
form.addEventListener("htmx:sendError", () => {
  say("failed retrying", state().dataset.offline);
  again();
});
form.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status >= 500) {
    say("failed retrying", state().dataset.failed);
    again();
  } else if (status === 403 || status === 401 || status === 404) say("failed", state().dataset.refused);
});
form.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) tries = 0;
});
// A login page that came instead of an answer.
form.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL || location.href).pathname === new URL(form.action).pathname) return;
  event.detail.shouldSwap = false;
  say("failed", state().dataset.refused);
});
// Leaving on purpose: taking the other text, or keeping one's own as a copy.
document.addEventListener("click", (event) => event.target.closest?.("[data-discard]") && say(""));
form.addEventListener("submit", () => say(""));
addEventListener("beforeunload", (event) => {
  if (state().matches(".saving, .failed") && !event.defaultPrevented) event.preventDefault();
});
