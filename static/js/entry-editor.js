// The editor of a pattern's text: CodeMirror over the form's text area, whose problems it marks as they are found.
import { look } from "./editor-look.js";
import { diagnostics } from "./editor-marks.js";

const PAUSE = 300; // ms without typing before the text is checked
const host = document.getElementById("entry-editor");
const area = document.getElementById("entry");
const cm = await import(host.dataset.codemirror);
const root = host.attachShadow({ mode: "open" }); // where style sheets are adopted; the page allows no inline ones
let checking = null;

function changed(update) {
  if (!update.docChanged) return;
  area.value = update.state.doc.toString();
  clearTimeout(checking);
  checking = setTimeout(() => window.htmx.trigger(area, "check"), PAUSE);
}

function save() {
  area.form.requestSubmit();
  return true;
}

// Escape leaves for the button that saves, so that nobody is caught in the text.
function leave() {
  area.form.querySelector("button").focus();
  return true;
}

const view = new cm.EditorView({
  parent: root,
  root,
  doc: area.value,
  extensions: [
    cm.lineNumbers(), cm.foldGutter(), cm.lintGutter(), cm.history(), cm.drawSelection(), cm.highlightSpecialChars(),
    cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.indentOnInput(), cm.bracketMatching(), cm.search({ top: true }),
    cm.yaml(), cm.indentUnit.of("  "), look(cm),
    cm.keymap.of([
      ...cm.searchKeymap, ...cm.historyKeymap, ...cm.foldKeymap, ...cm.lintKeymap, ...cm.defaultKeymap,
      { key: "Tab", run: cm.indentMore, shift: cm.indentLess }, { key: "Escape", run: leave }, { key: "Mod-s", run: save },
    ]),
    cm.EditorView.contentAttributes.of({ "aria-label": `${host.dataset.label}. ${host.dataset.hint}`, spellcheck: "false" }),
    cm.EditorView.updateListener.of(changed),
  ],
});

function showProblems() {
  view.dispatch(cm.setDiagnostics(view.state, diagnostics(view.state.doc)));
}

document.addEventListener("htmx:afterSwap", ({ detail }) => detail.target.id === "entry-state" && showProblems());
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-line]");
  if (!link) return;
  event.preventDefault();
  const line = view.state.doc.line(Math.min(Number(link.dataset.showLine), view.state.doc.lines));
  view.dispatch({ selection: { anchor: line.from }, effects: cm.EditorView.scrollIntoView(line.from, { y: "center" }) });
  view.focus();
});
showProblems();
area.form.classList.add("with-editor");
host.dataset.ready = "true";
