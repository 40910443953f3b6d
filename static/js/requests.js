// Requests that change the design go one after the other: others wait for `podwright:idle`. One that gets no answer goes
// again until it gets one, and nothing overtakes it: by the text it builds on, the server knows what it has done already.
const CHANGES = /\/(text|edit\/[\w-]+|role|undo|redo)\/$/;
const LONGEST = 30000; // ms between two tries
let running = 0;
let unanswered = null;
let tries = 0;
let timer = null;

export const busy = () => running > 0 || unanswered !== null;
export const changes = ({ verb, path }) => verb === "post" && CHANGES.test(path);
const failed = (xhr) => xhr.status === 0 || xhr.status >= 500;

function again() {
  const { path, values } = unanswered;
  window.htmx.ajax("POST", path, { values, swap: "none" });
}

document.addEventListener("htmx:beforeSend", ({ detail: { requestConfig } }) => {
  if (requestConfig.verb === "post") running += 1;
  if (changes(requestConfig)) clearTimeout(timer);
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post") return;
  running -= 1;
  if (changes(requestConfig)) {
    unanswered = failed(xhr) ? { path: requestConfig.path, values: requestConfig.formData } : null;
    if (unanswered) timer = setTimeout(again, Math.min(LONGEST, 1000 * 2 ** tries++));
    else tries = 0;
  }
  setTimeout(() => busy() || document.dispatchEvent(new CustomEvent("podwright:idle")));
});
addEventListener("online", () => unanswered && !running && again());
