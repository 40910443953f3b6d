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

// From the page as a whole: an answer whose element is gone by then would find none of its places. Nothing else may go
// from there: htmx would let an edit wait for it, and drop it for the next. What fails is said where saving is (saving.js).
export const post = (path, values) => window.htmx.ajax("POST", path, { values, swap: "none" }).catch(() => {});
const again = () => post(unanswered.path, unanswered.values);

document.addEventListener("htmx:beforeSend", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post") return;
  running += 1;
  if (changes(requestConfig)) clearTimeout(timer);
  xhr.addEventListener("loadend", () => ended(requestConfig, xhr)); // htmx tells only the element, which may be gone
});

function ended(requestConfig, xhr) {
  running -= 1;
  if (changes(requestConfig)) {
    unanswered = failed(xhr) ? { path: requestConfig.path, values: requestConfig.formData } : null;
    if (unanswered) timer = setTimeout(again, Math.min(LONGEST, 1000 * 2 ** tries++));
    else tries = 0;
  }
  setTimeout(() => busy() || document.dispatchEvent(new CustomEvent("podwright:idle")));
}
addEventListener("online", () => unanswered && !running && again());
