// Forms that edit the manifest: which fields a choice asks for, which sections are open, and what was typed but not yet
// sent when the panels around it are drawn anew.
import { busy, post } from "./requests.js";

const folds = () => document.querySelectorAll("details[data-fold]");
const controls = (within) => within.querySelectorAll("form.edit :is(input:not([type=hidden]), select, textarea)");
const valueOf = (control) => (control.type === "checkbox" ? control.checked : control.value);
const known = new WeakMap(); // what a field held when it came from the server, or was last sent
let before = []; // what the fields of the form that is on its way were known to hold
const own = (form) => [...controls(form.parentElement)].filter((control) => control.form === form);

// By what is sent, not by what the fields hold: somebody may have typed on while it waited.
function remember(form, values) {
  before = own(form).map((control) => [control, known.get(control)]);
  for (const control of own(form)) if (!control.disabled) known.set(control, sentBy(control, values));
}

const sentBy = ({ type, name, value }, values) =>
  type === "checkbox" ? values.getAll(name).includes(value) : (values.get(name) ?? value);

// A field that the choice does not ask for is neither shown nor sent.
function fit(form) {
  const choice = form.querySelector("[data-choice]")?.value;
  if (choice === undefined) return;
  for (const field of form.querySelectorAll("[data-for]")) {
    field.hidden = !field.dataset.for.split(" ").includes(choice);
    for (const control of field.querySelectorAll("input, select, textarea")) control.disabled = field.hidden;
  }
}

function arrange() {
  for (const form of document.querySelectorAll("form.edit")) fit(form);
  for (const control of controls(document)) if (!known.has(control)) known.set(control, valueOf(control));
}

// A choice that asks for more says too little to be saved: the fields that it asks for come first. Its button is there
// for a choice that needs no others.
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("form.edit [data-choice]")) return;
  fit(event.target.form);
  if (!event.target.form.querySelector("[data-for]:not([hidden])")) return;
  event.stopPropagation();
  event.target.form.classList.add("chosen");
}, true);

document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details[data-fold]")) return;
  const shown = new Map([...folds()].map((fold) => [fold.dataset.fold, fold.open]));
  const first = event.target.closest("[data-open-at-first]").dataset.openAtFirst;
  const before = document.cookie.match(/(?:^|; )folds=([^;]*)/)?.[1] ?? first;
  const kept = before.split(".").filter((name) => name && !shown.has(name));
  const open = [...kept, ...[...shown].filter(([, isOpen]) => isOpen).map(([name]) => name)];
  document.cookie = `folds=${open.join(".")}; path=/; max-age=31536000; samesite=lax`;
}, true);

// What was sent is known to the server; where it refuses, it is not.
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post") return;
  if (xhr.status >= 400 && xhr.status < 500) for (const [control, value] of before) known.set(control, value);
  before = [];
});
// Of an edit what it says is sent, not its form, which is gone when another thing is looked at before the answer comes.
// One that is asked for while another request is on its way waits for that answer, and keeps of which text its path speaks.
// One that says what the last that has no answer yet says already is not sent beside it: Enter in a field is a change of
// the field, and then a submission of its form.
const waiting = [];
let underway = null;
const base = () => document.getElementById("base").value;

document.addEventListener("htmx:confirm", (event) => {
  const { elt, triggeringEvent, path, verb } = event.detail;
  const form = elt.closest?.("form.edit, form.override");
  if (!form || verb !== "post" || (elt === form && !form.checkValidity())) return; // htmx does not send what is not valid
  event.preventDefault();
  triggeringEvent?.preventDefault();
  const values = new FormData(form, elt.name === "way" ? elt : null);
  const said = elt === form && JSON.stringify([path, ...values]);
  if (said && (waiting.at(-1) ?? underway)?.said === said) return;
  if (busy()) values.set("aim", base());
  waiting.push({ path, values, said, form: identity(form) });
  next();
});
document.addEventListener("podwright:idle", next);

function next() {
  if (busy()) return;
  const edit = (underway = waiting.shift());
  if (!edit) return;
  edit.values.set("base", base());
  const form = again(edit.form);
  if (form) remember(form, edit.values);
  post(edit.path, edit.values);
}

// A form is known again by what it held when it came from the server: others may have taken its place meanwhile.
const fingerprint = (form) => JSON.stringify([form.action, ...own(form).map((control) => [control.name, known.get(control)])]);
const identity = (form) => ({ id: form.id, holds: fingerprint(form) });

// The form of an earlier page in the one that came: where it stood, or (`moved`) the only one that holds the same.
function again({ id, holds }, moved = true) {
  const alike = [...document.querySelectorAll("form.edit")].filter((form) => fingerprint(form) === holds);
  return alike.find((form) => form.id === id) || (moved && alike.length === 1 ? alike[0] : null);
}

const MOST_UNSENT = 100;
let unsent = []; // with what stood in sections that are closed by now: they are drawn when they are opened
let open = new Map(); // sections may have been opened or closed since the answer was asked for
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
  keep(target, { fresh: true });
  open = new Map([...target.querySelectorAll("details[data-fold]")].map((fold) => [fold.dataset.fold, fold.open]));
});
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const fold of folds()) fold.open = open.get(fold.dataset.fold) ?? fold.open;
  putBack();
});
// What is looked at may come anew by itself; where something else comes, what was half-typed is not for that.
document.addEventListener("htmx:beforeSwap", ({ detail: { shouldSwap, target } }) => {
  if (shouldSwap && target.id === "inspector") keep(target, { once: true });
});
document.addEventListener("htmx:afterSwap", putBack);

function keep(target, how) {
  const here = [...controls(target)].filter((control) => valueOf(control) !== known.get(control));
  const found = here.map((control) => ({ form: identity(control.form), at: own(control.form).indexOf(control), value: valueOf(control) }));
  unsent = [...unsent, ...found.map((one) => ({ ...one, ...how }))].slice(-MOST_UNSENT);
}

function putBack() {
  arrange();
  unsent = unsent.filter((one) => !isPutBack(one) && !one.once);
  for (const one of unsent) one.fresh = false;
}

function isPutBack({ form: identified, at, value, fresh }) {
  const form = again(identified, Boolean(fresh));
  const control = form && own(form)[at];
  if (!control) return false;
  if (control.type === "checkbox") control.checked = value;
  else control.value = value;
  restored.add(control);
  fit(form);
  return true;
}

// To the browser a field holds what was put back from the start: that it was changed is said here when it is left.
const restored = new WeakSet();
document.addEventListener("focusout", ({ target }) => {
  if (!restored.has(target)) return;
  setTimeout(() => {
    if (!target.isConnected || document.activeElement === target) return; // drawn anew, or another window has the focus
    restored.delete(target);
    if (valueOf(target) !== known.get(target)) target.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
arrange();
