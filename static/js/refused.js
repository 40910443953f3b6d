// A form that was refused gets its sentences alone: each is tied to its field here. The first wrong field gets the focus
// of those who sent the form and are still in it, but of nobody who has only gone on to the next field.
let sender = null;

document.addEventListener("change", () => (sender = null), true);
document.addEventListener("submit", ({ target }) => (sender = target), true);

document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
  const problem = target.id && document.getElementById(target.id);
  const form = problem?.closest("form.edit");
  if (!form || !problem.matches(".problem")) return;
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
  const wrong = [...problem.querySelectorAll("[data-field]")].map(tied).filter(Boolean);
  if (sender === form && form.contains(document.activeElement)) wrong[0]?.focus();
});

// The field of a sentence, which is marked as wrong and described by it.
function tied(sentence) {
  const control = document.getElementById(sentence.dataset.field);
  if (!control?.matches("input, select, textarea")) return null;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", sentence.id);
  return control;
}
