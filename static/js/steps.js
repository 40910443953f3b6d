// Undo and redo by key, wherever no text is being written: there the keys are the text's own.
const button = (name) => document.getElementById(name);

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const name = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey && "redo";
  if (!name || event.target.closest?.("#editor, input, textarea, select, dialog")) return;
  event.preventDefault();
  if (!button(name).disabled) button(name).click();
});
// The buttons come anew with every answer: whoever stood on one still does.
let stood = "";
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.id === "steps") stood = document.activeElement?.closest?.("#steps button")?.id || "";
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id !== "steps" || !stood) return;
  const other = { undo: "redo", redo: "undo" }[stood];
  button(button(stood).disabled ? other : stood).focus();
});
