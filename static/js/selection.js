// One selection, shown alike in picture, outline, details and text.
import { goTo, holds, place } from "./place.js";
import { reveal } from "./panes.js";

const entries = () => [...document.querySelectorAll("#outline [data-path]")];
const narrow = matchMedia("(max-width: 899px)");

function show() {
  const at = place().get("at") || "";
  for (const entry of entries()) {
    if (entry.dataset.path === at) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
  for (const part of document.querySelectorAll("#picture [data-path]")) {
    part.classList.toggle("selected", at !== "" && part.dataset.path === at);
  }
}

// The entry in the outline fetches the details: when it is clicked, or for whoever else chose it.
function select(entry, { clicked = false, inText = true } = {}) {
  if (entry && inText) showLines(Number(entry.dataset.first), Number(entry.dataset.last));
  const at = entry?.dataset.path || "";
  if (at === (place().get("at") || "")) return;
  goTo({ at });
  show();
  if (!clicked) fetchDetails(entry);
}

function fetchDetails(entry) {
  if (entry) window.htmx.trigger(entry, "choose");
  else window.htmx.ajax("GET", location.href, { source: "#main", target: "#inspector", swap: "outerHTML" });
}

function showLines(first, last, focus = false) {
  document.dispatchEvent(new CustomEvent("podwright:lines", { detail: { first, last, focus } }));
}

function chosen(event) {
  const part = event.target.closest?.("#picture [data-path]");
  if (part) {
    const at = part.dataset.path;
    select(entries().find((entry) => holds(entry.dataset.path, at)));
    if (narrow.matches && event.type === "click") reveal("inspector");
    return true;
  }
  const link = event.target.closest?.("[data-show-line]");
  if (link) {
    reveal("editor");
    showLines(Number(link.dataset.showLine), Number(link.dataset.showLine), true);
    event.preventDefault();
    return true;
  }
  return false;
}

document.addEventListener("click", (event) => {
  const entry = event.target.closest?.("#outline [data-path]");
  if (entry) {
    select(entry, { clicked: true });
    if (narrow.matches) reveal("inspector");
  } else if (!chosen(event) && event.target.closest?.("[data-canvas]") && event.detail === 2) select(null);
}, true);
document.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.closest?.("#picture [data-path]")) {
    event.preventDefault();
    chosen(event);
  } else if (event.key === "Escape" && event.target.closest?.("#picture, #outline")) select(null);
});
// The cursor in the text selects the container or volume it stands in; where that is of another pod, that pod comes first.
const around = (things, line) => [...things].filter(({ dataset }) => Number(dataset.first) <= line && line <= Number(dataset.last)).at(-1);
let cursor = null; // a line in a pod that is on its way

document.addEventListener("podwright:cursor", ({ detail: { line } }) => {
  const entry = around(entries(), line);
  const pod = entry ? null : around(document.querySelectorAll("#pod option:not(:checked)"), line);
  cursor = null;
  if (entry) select(entry, { inText: false });
  else if (pod) {
    cursor = line;
    pod.selected = true;
    window.htmx.trigger(pod.form, "change");
  }
});
document.addEventListener("htmx:afterSettle", () => {
  const entry = cursor && around(entries(), cursor);
  if (!entry) return;
  cursor = null;
  select(entry, { inText: false });
});
// Other pages lead to a line of the text: `#line-12`.
function showAsked() {
  const line = Number(/^#line-(\d{1,6})$/.exec(location.hash)?.[1]);
  if (!line) return false;
  reveal("editor");
  showLines(line, line, true);
  return true;
}
addEventListener("hashchange", showAsked);
document.addEventListener("podwright:ready", () => {
  if (showAsked()) return;
  const entry = document.querySelector("#outline [aria-current]");
  const problem = document.querySelector("#picture.stale") && document.querySelector("[data-finding]");
  if (entry) showLines(Number(entry.dataset.first), Number(entry.dataset.last));
  else if (problem) showLines(Number(problem.dataset.line), Number(problem.dataset.line));
});
// The answer to an edit does not take those back who have looked at something else since.
let late = false;
document.addEventListener("htmx:beforeSwap", ({ detail: { requestConfig } }) => {
  const { verb, formData } = requestConfig;
  late = verb === "post" && formData.has("at") && formData.get("at") !== (place().get("at") || "");
});
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  if (late) detail.history.path = location.href;
});
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (!late || detail.target.id !== "inspector") return;
  detail.shouldSwap = false;
  setTimeout(() => fetchDetails(entries().find((entry) => entry.dataset.path === place().get("at"))));
});
for (const name of ["htmx:oobAfterSwap", "htmx:afterSwap"]) document.addEventListener(name, show);
show();
