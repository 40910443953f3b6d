// What is marked in the text: the lines of what is selected, and problems at their place.

// A field that highlights whole lines, and the effect that says which.
export function shownLines({ Decoration, EditorView, StateEffect, StateField }) {
  const effect = StateEffect.define();
  const line = Decoration.line({ class: "cm-shown" });
  const field = StateField.define({
    create: () => Decoration.none,
    update(value, transaction) {
      for (const found of transaction.effects) {
        if (found.is(effect)) return Decoration.set(within(transaction.state.doc, found.value).map((at) => line.range(at)));
      }
      return value.map(transaction.changes);
    },
    provide: (of) => EditorView.decorations.from(of),
  });
  return { effect, field };
}

// A field that highlights the lines which the last edit by form changed, until the text changes again.
export function changedLines({ Decoration, EditorView, StateField }, byForm) {
  const line = Decoration.line({ class: "cm-changed" });
  const field = StateField.define({
    create: () => Decoration.none,
    update(value, transaction) {
      if (!transaction.docChanged) return value;
      if (!transaction.annotation(byForm)) return Decoration.none;
      const found = [];
      transaction.changes.iterChangedRanges((fromBefore, toBefore, from, to) => {
        const known = linesOf(transaction.startState.doc, fromBefore, toBefore).map(({ text }) => text);
        // One change may reach from the first of several places to the last: what stood there before was not changed.
        found.push(...linesOf(transaction.state.doc, from, to).filter(({ text }) => !known.includes(text)));
      });
      return Decoration.set(found.map(({ from }) => line.range(from)), true);
    },
    provide: (of) => EditorView.decorations.from(of),
  });
  return field;
}

function linesOf(doc, from, to) {
  const found = [];
  for (let number = doc.lineAt(from).number; number <= doc.lineAt(to).number; number++) found.push(doc.line(number));
  return found;
}

function within(doc, { first, last }) {
  const starts = [];
  for (let number = first; number <= Math.min(last, doc.lines); number++) starts.push(doc.line(number).from);
  return starts;
}

// The problems that the page lists, as CodeMirror's diagnostics. Columns count characters, offsets UTF-16 units.
export function diagnostics(doc) {
  return [...document.querySelectorAll("#problems [data-finding]")].map((item) => {
    const { dataset } = item;
    const line = doc.line(Math.min(Number(dataset.line), doc.lines));
    const characters = [...line.text];
    const column = Number(dataset.column) - 1;
    const from = line.from + characters.slice(0, column).join("").length;
    const length = characters.slice(column, column + Math.max(1, Number(dataset.length))).join("").length;
    return {
      from,
      to: Math.min(line.to, from + length),
      severity: dataset.severity,
      message: item.querySelector("p").textContent.trim().replace(/\s+/g, " "),
    };
  });
}

// The changes that make one text of another. Between its ends, lines that stand once in both texts stay, so that
// a cursor among them does too.
export function differences(before, after) {
  const { from, to, insert } = difference(before, after);
  const [old, now] = [lines(before.slice(from, to)), lines(insert)];
  const changes = [];
  let [start, end, text, passed] = [from, from, "", 0];
  for (const line of old.all) {
    const at = old.once.has(line) && now.once.has(line) ? now.all.indexOf(line, passed) : -1;
    if (at >= 0) {
      text = now.all.slice(passed, at).join("");
      if (start < end || text) changes.push({ from: start, to: end, insert: text });
      passed = at + 1;
      start = end + line.length;
    }
    end += line.length;
  }
  text = now.all.slice(passed).join("");
  if (start < end || text) changes.push({ from: start, to: end, insert: text });
  return changes;
}

function lines(text) {
  const all = text.match(/[^\n]*\n|[^\n]+$/g) || [];
  const times = new Map();
  for (const line of all) times.set(line, (times.get(line) || 0) + 1);
  return { all, once: new Set(all.filter((line) => times.get(line) === 1)) };
}

// The smallest single change that makes one text of another: what is alike at both ends stays.
function difference(before, after) {
  let start = 0;
  const shortest = Math.min(before.length, after.length);
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
