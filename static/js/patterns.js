// Patterns in the designer: the drawer to choose from, the dialog that shows what would happen, and dragging.
import { holds, place } from "./place.js";

const palette = () => document.getElementById("palette");
const dialog = () => document.querySelector("dialog#composing");
let opener = null; // whoever opened the drawer gets the focus back

function closePalette() {
  if (!palette() || palette().hidden) return;
  palette().hidden = true;
  palette().replaceChildren();
  (opener?.isConnected ? opener : document.querySelector("[data-open-palette]"))?.focus();
}

const links = () => [...palette().querySelectorAll(".palette-entry")];

// What is asked from the drawer is asked for the place where its user is by then.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get" || !detail.elt.closest?.("#palette, [data-open-palette], .added-pattern")) return;
  for (const name of ["pod", "view", "at"]) {
    const value = place().get(name);
    if (value) detail.parameters[name] = value;
    else delete detail.parameters[name];
  }
});
// What was typed is saved before anything is shown that is made from it.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.closest?.("[data-open-palette], .palette-entry, .added-pattern")) document.dispatchEvent(new CustomEvent("podwright:flush"));
  if (elt.closest?.("[data-open-palette]")) opener = elt;
});

function mark() {
  const box = document.querySelector(".foreseen-picture");
  for (const path of (box?.dataset.added || "").split(" ").filter(Boolean)) {
    for (const part of box.querySelectorAll(`[data-path="${CSS.escape(path)}"]:has(> .card)`)) part.classList.add("selected");
  }
}

document.addEventListener("htmx:afterSwap", ({ detail: { target, requestConfig } }) => {
  if (target?.id === "palette") {
    if (requestConfig?.elt?.closest?.("[data-open-palette]")) target.hidden = false;
    // A list that was on its way when the drawer was closed does not open it again.
    if (target.hidden) target.replaceChildren();
    else target.querySelector("input[type=search]")?.focus();
  }
  if (target?.id === "composing" && dialog() && !dialog().open) dialog().showModal();
  if (target?.closest?.("#composing") || target?.id === "foreseen") mark();
});
document.addEventListener("htmx:oobAfterSwap", mark);
document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful, requestConfig } }) => {
  if (!successful || requestConfig.verb !== "post" || !elt.closest?.("dialog#composing")) return;
  dialog().close();
  if (matchMedia("(max-width: 899px)").matches) closePalette();
  else if (!palette().hidden) window.htmx.trigger("#palette form", "submit"); // what fits has changed
});

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-close-composing]")) dialog().close();
  if (target.closest?.("[data-close-palette]")) closePalette();
  if (target === dialog()) dialog().close(); // beside it
});
document.addEventListener("keydown", (event) => {
  // Where what had the focus was replaced it is with the page as a whole; Escape means the drawer all the same.
  const lost = event.key === "Escape" && event.target === document.body && !dialog()?.open;
  if (!event.target.closest?.("#palette") && !lost) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") closePalette();
  else if (step) {
    const now = links().indexOf(document.activeElement);
    if (now < 0 && step < 0) return;
    (links()[now + step] || (step < 0 ? palette().querySelector("input[type=search]") : null))?.focus();
  } else return;
  event.preventDefault();
});

// Dragging onto a container asks for that container.
const NAME = "application/x-podwright-pattern";
const carries = (event) => event.dataTransfer?.types.includes(NAME);

function under(event) {
  const at = event.target.closest?.("#picture [data-path]")?.dataset.path;
  if (!at) return null;
  const entries = document.querySelectorAll('#outline .entry[class*="role-"]');
  return [...entries].find((entry) => holds(entry.dataset.path, at))?.dataset.path || null;
}

function point(path) {
  for (const part of document.querySelectorAll("#picture [data-path]")) {
    part.classList.toggle("selected", path ? part.dataset.path === path : part.dataset.path === place().get("at"));
  }
}

document.addEventListener("dragstart", (event) => {
  const entry = event.target.closest?.("[data-pattern]");
  if (!entry) return;
  event.dataTransfer.setData(NAME, entry.dataset.pattern);
  event.dataTransfer.effectAllowed = "copy";
  document.body.classList.add("dragging-pattern");
});
document.addEventListener("dragend", () => {
  document.body.classList.remove("dragging-pattern");
  point(null);
});
document.addEventListener("dragover", (event) => {
  if (!carries(event)) return;
  const path = under(event);
  point(path);
  if (!path) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
});
document.addEventListener("drop", (event) => {
  const path = carries(event) && under(event);
  if (!path) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("podwright:flush"));
  const values = { ...Object.fromEntries(place()), main: path };
  window.htmx.ajax("GET", event.dataTransfer.getData(NAME), { source: "#main", target: "#composing", swap: "innerHTML", values });
});
mark();
