// What the editor asks the server while somebody types: completions, help, and the field at the cursor.
import { helpFor } from "./field-help.js";

const host = document.getElementById("editor");
const LONGEST = 500_000; // characters; the server looks at no longer text before it is saved
const PAUSE = 90; // ms without typing before completions are asked for

async function ask(url, fields, signal) {
  const body = new URLSearchParams(fields);
  const token = document.querySelector("#text-form [name=csrfmiddlewaretoken]").value;
  const answer = await fetch(url, { method: "POST", body, signal, headers: { "X-CSRFToken": token } });
  return answer.ok ? answer.json() : {};
}

const wait = (time) => new Promise((done) => setTimeout(done, time));

function element(html) {
  const dom = document.createElement("div");
  dom.className = "cm-help";
  dom.innerHTML = html; // the server's own markup, escaped there
  return dom;
}

export function assistance(cm) {
  let asked = null;

  async function complete(context) {
    const { state, pos } = context;
    if (state.doc.length > LONGEST) return null;
    if (!context.explicit) await wait(PAUSE);
    if (context.aborted) return null;
    const stop = new AbortController();
    context.addEventListener("abort", () => stop.abort());
    const found = await ask(host.dataset.completion, { text: state.doc.toString(), at: pos }, stop.signal).catch(() => ({}));
    // An empty object is no answer to a key press that was meant for something else.
    const offers = (found.offers || []).filter(({ label }) => context.explicit || label !== "{}");
    if (!offers.length) return null;
    const from = pos - found.before;
    const quote = /^["']/.exec(state.sliceDoc(from, pos))?.[0] || "";
    return { from, to: pos + found.after, options: offers.map((offer) => option(offer, quote)), validFor: /^["'\w./-]*$/ };
  }

  function option(offer, quote) {
    return {
      label: quote + offer.label,
      displayLabel: offer.label,
      detail: offer.detail,
      boost: offer.rank * 20 - 40,
      info: offer.field ? async () => element(await helpFor(offer.field)) : undefined,
      apply(view, completion, from, to) {
        view.dispatch({
          changes: { from, to, insert: offer.insert },
          selection: { anchor: from + offer.cursor },
          annotations: cm.pickedCompletion.of(completion),
          userEvent: "input.complete",
          scrollIntoView: true,
        });
        if (/[:-] $/.test(offer.insert)) setTimeout(() => cm.startCompletion(view));
      },
    };
  }

  async function whereabouts(view, pos) {
    if (view.state.doc.length > LONGEST) return {};
    return ask(host.dataset.whereabouts + location.search, { text: view.state.doc.toString(), at: pos }).catch(() => ({}));
  }

  async function hover(view, pos) {
    if (!/[\w"']/.test(view.state.sliceDoc(pos, pos + 1))) return null;
    const found = await whereabouts(view, pos);
    return found.help && { pos, above: true, create: () => ({ dom: element(found.help) }) };
  }

  // A tooltip that was asked for by key: it stays until the cursor moves.
  const setTip = cm.StateEffect.define();
  const tip = cm.StateField.define({
    create: () => null,
    update(value, transaction) {
      for (const effect of transaction.effects) if (effect.is(setTip)) return effect.value;
      return transaction.docChanged || transaction.selection ? null : value;
    },
    provide: (field) => cm.showTooltip.from(field),
  });

  function tell(view, dom) {
    const pos = view.state.selection.main.head;
    const effects = [setTip.of({ pos, above: true, create: () => ({ dom }) })];
    view.dispatch({ effects: [...effects, cm.EditorView.announce.of(dom.textContent.trim().replace(/\s+/g, " "))] });
  }

  function helpHere(view) {
    whereabouts(view, view.state.selection.main.head).then(({ help }) => help && tell(view, element(help)));
    return true;
  }

  function problemsHere(view) {
    const { head } = view.state.selection.main;
    const dom = document.createElement("div");
    dom.className = "cm-help";
    cm.forEachDiagnostic(view.state, ({ message, severity }, from, to) => {
      if (head < from || head > to) return;
      const line = dom.appendChild(document.createElement("p"));
      line.className = `cm-diagnostic cm-diagnostic-${severity}`;
      line.textContent = message;
    });
    if (dom.firstChild) tell(view, dom);
  }

  const goTo = (move) => (view) => {
    if (!move(view)) return false;
    problemsHere(view);
    return true;
  };

  function close(view) {
    if (!view.state.field(tip)) return false;
    view.dispatch({ effects: setTip.of(null) });
    return true;
  }

  // The field at the cursor, for whoever shows it elsewhere; only the newest answer counts.
  async function point(view) {
    const mine = (asked = {});
    const found = await whereabouts(view, view.state.selection.main.head);
    if (mine === asked) document.dispatchEvent(new CustomEvent("podwright:whereabouts", { detail: found }));
  }

  const keys = [
    { key: "F1", run: helpHere, preventDefault: true },
    { key: "F8", run: goTo(cm.nextDiagnostic), shift: goTo(cm.previousDiagnostic) },
    { key: "Escape", run: close },
  ];
  const extensions = [
    cm.autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }),
    cm.hoverTooltip(hover, { hoverTime: 450 }),
    cm.tooltips({ position: "fixed" }),
    tip,
    cm.keymap.of(keys),
  ];
  return { extensions, point };
}

// The lines of a field that has the focus in a form.
export function followFields(view, show) {
  document.addEventListener("podwright:field", async ({ detail }) => {
    if (view.state.doc.length > LONGEST) return;
    const found = await ask(host.dataset.lines, { text: view.state.doc.toString(), ...detail }).catch(() => ({}));
    if (found.first) show(found);
  });
}
