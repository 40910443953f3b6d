// Forms that edit the manifest: which fields a choice asks for, which sections are open, and what was typed but not yet
// sent when the panels around it are drawn anew.
const folds = () => document.querySelectorAll("details[data-fold]");
const controls = (within) => within.querySelectorAll("form.edit :is(input:not([type=hidden]), select, textarea)");
const valueOf = (control) => (control.type === "checkbox" ? control.checked : control.value);
const known = new WeakMap(); // what a field held when it came from the server, or was last sent

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

document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  const form = elt.closest?.("form.edit");
  if (!form) return;
  for (const control of controls(form.parentElement)) if (control.form === form) known.set(control, valueOf(control));
});
// An edit that is asked for while another is on its way waits for that answer, which draws its form anew: what it says
// is kept, not the form. Behind an edit that shifts others, its path may mean something else: then it is not sent.
const waiting = [];
let busy = null;
const shifts = (form) => form.matches("form.edit:not(.saves)") || form.dataset.shifting === "true";

document.addEventListener("htmx:confirm", (event) => {
  const { elt, triggeringEvent } = event.detail;
  const form = elt.closest?.("form.edit");
  if (!form || event.detail.verb !== "post") return;
  form.dataset.shifting = String(elt !== form);
  if (!busy) return;
  event.preventDefault();
  triggeringEvent?.preventDefault();
  if (!shifts(busy)) waiting.push({ path: event.detail.path, values: new FormData(form, elt.name === "way" ? elt : null), form });
});
document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig } }) => {
  if (requestConfig.verb === "post") busy = elt.closest?.("form") || elt;
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig } }) => {
  if (requestConfig.verb !== "post") return;
  busy = null;
  setTimeout(sendNext);
});

function sendNext() {
  const next = busy ? null : waiting.shift();
  if (!next) return;
  next.values.set("base", document.getElementById("base").value);
  window.htmx.ajax("POST", next.path, { values: next.values, swap: "none" });
  busy = next.form;
}

let unsent = [];
let open = new Map(); // sections may have been opened or closed since the answer was asked for
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
  const here = [...controls(target)].filter((control) => valueOf(control) !== known.get(control));
  unsent = here.map((control) => [control.id, valueOf(control)]);
  open = new Map([...target.querySelectorAll("details[data-fold]")].map((fold) => [fold.dataset.fold, fold.open]));
});
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const fold of folds()) fold.open = open.get(fold.dataset.fold) ?? fold.open;
  arrange();
  for (const [id, value] of unsent) {
    const control = document.getElementById(id);
    if (!control) continue;
    if (control.type === "checkbox") control.checked = value;
    else control.value = value;
    fit(control.form);
  }
  unsent = [];
});
document.addEventListener("htmx:afterSwap", arrange);
arrange();
