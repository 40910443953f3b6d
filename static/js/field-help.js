// Help follows the cursor: for the field of a form that has the focus or is pointed at, and for the line of the text.
// The field that stands on that line is marked in its form, and a field's lines in the text.
import { holds } from "./place.js";

const panel = document.getElementById("field-help");
const text = panel.querySelector(".help-text");
const host = document.getElementById("editor");
const answers = new Map(); // by name and version
const hidden = () => localStorage.getItem("field-help") === "off";
let wanted = "";
let cursor = null; // where the cursor in the text is, as the server last said
let unfolded = []; // the folds that only the cursor has opened

export async function helpFor(name) {
  const key = `${name} ${document.querySelector("form.version select")?.value}`;
  if (!answers.has(key)) {
    const answer = await fetch(`${panel.dataset.help}?field=${encodeURIComponent(name)}`, { cache: "no-store" });
    if (!answer.ok) return "";
    answers.set(key, await answer.text());
  }
  return answers.get(key);
}

function show(html) {
  if (html) text.innerHTML = html; // the server's own markup, escaped there
  panel.classList.toggle("off", hidden());
  panel.hidden = !text.firstChild;
}

async function follow(name) {
  wanted = name;
  const html = await helpFor(name).catch(() => "");
  if (html && wanted === name) show(html);
}

const fieldOf = (target) => target.closest?.("form.edit .field[data-help]");

document.addEventListener("focusin", ({ target }) => {
  const field = fieldOf(target);
  if (!field) return;
  follow(field.dataset.help);
  if (field.dataset.at) showLines(field);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-help-toggle]");
  if (!button) return;
  toggle();
  panel.querySelector(hidden() ? ".show" : ".hide").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "F1" || event.composedPath().some((each) => each.classList?.contains("cm-content"))) return;
  event.preventDefault();
  toggle();
});

function toggle() {
  localStorage.setItem("field-help", hidden() ? "on" : "off");
  show("");
}

// The lines of a field, in the text as it is now.
function showLines(field) {
  const { document: number } = field.closest("[data-document]")?.dataset ?? {};
  if (number === undefined) return;
  document.dispatchEvent(new CustomEvent("podwright:field", { detail: { document: number, path: field.dataset.at } }));
}

// The field at the cursor: the one with the longest path that holds the cursor's.
function mark() {
  for (const field of document.querySelectorAll(".at-cursor")) field.classList.remove("at-cursor");
  const sections = document.querySelector(".sections[data-document]");
  if (!cursor || !sections || Number(sections.dataset.document) !== cursor.document) return;
  const around = [...sections.querySelectorAll(".field[data-at]")].filter(({ dataset: { at } }) => at && holds(at, cursor.path));
  const longest = Math.max(...around.map((field) => field.dataset.at.length));
  const found = around.find((field) => field.dataset.at.length === longest);
  // Where the field's section is closed its form comes when it is opened.
  const section = document.querySelector(`details[data-fold="${cursor.section}"]`);
  unfold(section?.querySelector(":scope > .later") ? [section] : foldsAround(found));
  if (!found) return;
  found.classList.add("at-cursor");
  if (!panel.parentElement.contains(document.activeElement)) found.scrollIntoView({ block: "nearest" });
}

// The section of a field, and a fold of its own within that.
const foldsAround = (field) => field ? [...document.querySelectorAll("details[data-fold]")].filter((fold) => fold.contains(field)) : [];

// The folds of the field are open while the cursor is there; those that were closed before are closed again behind it.
function unfold(folds) {
  const names = folds.map((fold) => fold.dataset.fold);
  for (const name of unfolded.filter((each) => !names.includes(each))) {
    const before = document.querySelector(`details[data-fold="${name}"]`);
    if (before && !before.contains(document.activeElement)) before.open = false;
  }
  unfolded = unfolded.filter((name) => names.includes(name));
  for (const fold of folds) {
    if (fold.open) continue;
    fold.open = true;
    unfolded.push(fold.dataset.fold);
  }
}

document.addEventListener("podwright:whereabouts", ({ detail }) => {
  cursor = detail.path === undefined ? null : detail;
  wanted = "";
  if (cursor) show(cursor.help);
  mark();
});
for (const name of ["htmx:oobAfterSwap", "htmx:afterSwap"]) document.addEventListener(name, () => setTimeout(mark));
host.addEventListener("focusout", () => {
  cursor = null;
});
