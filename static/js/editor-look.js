// How the text looks, in the page's own colours.
export function look({ EditorView, HighlightStyle, syntaxHighlighting, tags }) {
  const theme = EditorView.theme({
    "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--ink)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { font: "12.5px/1.55 var(--mono)" },
    ".cm-content": { caretColor: "var(--ink)", padding: "6px 0" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "light-dark(#cfe0ff, #2b4474)",
    },
    ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "0" },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "34px", padding: "0 4px 0 6px" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "light-dark(#f1f5fb80, #18223180)" },
    ".cm-shown": { backgroundColor: "var(--accent-tint)" },
    ".cm-changed": { boxShadow: "inset 3px 0 var(--good)" },
    ".cm-foldPlaceholder": { backgroundColor: "var(--sunken)", borderColor: "var(--rule)", color: "var(--muted)" },
    ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)", borderColor: "var(--rule)" },
    ".cm-panel input, .cm-panel button": { minHeight: "24px", font: "12.5px var(--sans)" },
    ".cm-button": { background: "var(--raised)", border: "1px solid var(--rule-strong)", borderRadius: "var(--radius)" },
    ".cm-textfield": { background: "var(--surface)", border: "1px solid var(--rule-strong)" },
    ".cm-searchMatch": { backgroundColor: "light-dark(#ffe9a8, #5c4a14)" },
    ".cm-searchMatch-selected": { backgroundColor: "light-dark(#ffd257, #8a6d16)" },
    ".cm-matchingBracket, .cm-nonmatchingBracket": { backgroundColor: "var(--accent-tint)" },
    ".cm-tooltip": { background: "var(--raised)", color: "var(--ink)", border: "1px solid var(--rule)", maxWidth: "60ch" },
    ".cm-diagnostic": { font: "13px/1.4 var(--sans)", padding: "6px 10px" },
    ".cm-lintRange": { backgroundImage: "none", textDecoration: "underline wavy var(--error) 1px", textUnderlineOffset: "3px" },
    ".cm-lintRange-warning": { textDecorationColor: "var(--warning)" },
    ".cm-lintRange-info": { textDecorationColor: "var(--info)" },
    ".cm-problem": { backgroundColor: "var(--error-tint)" },
  });
  const colours = HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
    { tag: [tags.string, tags.content], color: "var(--code-string)" },
    { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.keyword], color: "var(--code-number)" },
    { tag: [tags.comment, tags.lineComment], color: "var(--code-comment)", fontStyle: "italic" },
    { tag: [tags.meta, tags.labelName, tags.typeName], color: "var(--role-adapter)" },
    { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--muted)" },
  ]);
  return [theme, syntaxHighlighting(colours)];
}
