// The text editor: CodeMirror over the form's text area, which it keeps up to date and asks to be saved.
import { assistance, followFields } from "./editor-help.js";
import { look } from "./editor-look.js";
import { changedLines, diagnostics, differences, shownLines } from "./editor-marks.js";
import { busy } from "./requests.js";

const PAUSE = 250; // ms without typing before the text is saved and drawn
const host = document.getElementById("editor");
const form = document.getElementById("text-form");
const area = () => document.getElementById("text");
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`podwright:${name}`, { detail }));

// In a shadow tree CodeMirror adopts its style sheets; in the page itself it would need inline styles.
const root = host.attachShadow({ mode: "open" });
const cm = await import(host.dataset.codemirror);
const shown = shownLines(cm);
const fromServer = cm.Annotation.define();
const changedField = changedLines(cm, fromServer);
const { extensions: help, point } = assistance(cm);
let saving = null;
let pointing = null;

function save() {
  clearTimeout(saving);
  if (busy()) return; // what the answer changes comes first; a text that got no answer goes again before anything newer
  if (view.composing) { // half of a Hangul syllable is no text yet
    saving = setTimeout(save, PAUSE);
    return;
  }
  for (const step of steps) step.saved = true;
  sent = view.state.doc;
  area().value = sent.toString();
  window.htmx.trigger(form, "save");
}

// Undo and redo wait until what was typed before them is saved; what is typed meanwhile comes after.
const steps = [];
let stepping = false;

document.addEventListener("submit", (event) => {
  if (stepping || !event.target.matches("#undo-form, #redo-form")) return;
  const saved = view.state.doc.eq(sent);
  if (saved && !busy()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  steps.push({ form: event.target, saved });
  save();
}, true);
document.addEventListener("podwright:idle", () => {
  if (busy()) return;
  if (steps[0]?.saved) {
    stepping = true;
    steps.shift().form.requestSubmit();
    stepping = false;
  } else if (!view.state.doc.eq(sent)) {
    clearTimeout(saving);
    saving = setTimeout(save, steps.length ? 0 : PAUSE);
  }
});

function changed(update) {
  if (update.docChanged && !update.transactions.some((each) => each.annotation(fromServer))) {
    tell("typed");
    clearTimeout(saving);
    saving = setTimeout(save, PAUSE);
  }
  if (update.selectionSet && update.transactions.some((each) => each.isUserEvent("select"))) {
    clearTimeout(pointing);
    pointing = setTimeout(() => {
      tell("cursor", { line: view.state.doc.lineAt(view.state.selection.main.head).number });
      point(view);
    }, 150);
  }
}

// Escape leaves for where the selection is shown, so that nobody is caught in the text.
function leave() {
  (document.querySelector("#outline [aria-current], #outline a") || host).focus();
  return true;
}

function indent(target) {
  if (!target.state.selection.main.empty) return cm.indentMore(target);
  target.dispatch(target.state.replaceSelection("  "), { userEvent: "input" });
  return true;
}

const view = new cm.EditorView({
  parent: root,
  root,
  doc: area().value,
  extensions: [
    cm.lineNumbers(), cm.foldGutter(), cm.lintGutter(), cm.history(), cm.drawSelection(), cm.highlightSpecialChars(),
    cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.indentOnInput(), cm.bracketMatching(), cm.closeBrackets(),
    cm.highlightSelectionMatches(), cm.search({ top: true }), cm.yaml(), cm.indentUnit.of("  "), shown.field, changedField, look(cm), help,
    cm.keymap.of([
      ...cm.closeBracketsKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.foldKeymap, ...cm.lintKeymap,
      ...cm.defaultKeymap, { key: "Tab", run: indent, shift: cm.indentLess }, { key: "Escape", run: leave },
      { key: "Mod-s", run: () => !save() },
    ]),
    cm.EditorView.contentAttributes.of({ "aria-label": `${host.dataset.label}. ${host.dataset.hint}`, spellcheck: "false" }),
    cm.EditorView.updateListener.of(changed),
  ],
});
let sent = view.state.doc; // what the server has, or is just getting

function showProblems() {
  view.dispatch(cm.setDiagnostics(view.state, diagnostics(view.state.doc)));
}

// The server changed the text: that change alone is made here, around whatever was typed meanwhile.
function takeOver(text) {
  const before = cm.EditorState.create({ doc: sent });
  const theirs = before.changes(differences(sent.toString(), text));
  const ours = before.changes(differences(sent.toString(), view.state.doc.toString()));
  sent = theirs.apply(sent);
  view.dispatch({ changes: theirs.map(ours), annotations: fromServer.of(true) });
}

document.addEventListener("htmx:oobAfterSwap", (event) => {
  const { id } = event.detail.target;
  if (id === "text") takeOver(area().value);
  if (id === "saved" && !view.state.doc.eq(sent)) {
    tell("typed");
    clearTimeout(saving);
    saving = setTimeout(save, PAUSE);
  }
  if (id === "problems") showProblems();
});
document.addEventListener("podwright:lines", ({ detail: { first, last, focus } }) => {
  const line = view.state.doc.line(Math.min(first, view.state.doc.lines));
  const effects = [shown.effect.of({ first, last }), cm.EditorView.scrollIntoView(line.from, { y: "start", yMargin: 40 })];
  view.dispatch(focus ? { effects, selection: { anchor: line.from } } : { effects });
  if (focus) view.focus();
});
document.addEventListener("podwright:flush", () => view.state.doc.eq(sent) || save());
document.addEventListener("visibilitychange", () => document.hidden && !view.state.doc.eq(sent) && save());
followFields(view, (lines) => tell("lines", lines));
showProblems();
host.dataset.ready = "true";
requestAnimationFrame(() => tell("ready")); // it can be scrolled once it has been measured
