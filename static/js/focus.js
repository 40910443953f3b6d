// Whoever works by keyboard keeps their place: where an answer takes away what has the focus, it goes to the section
// that held it, or else to what is selected.
let lost = null; // the sections around what had the focus, from the inside out

document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
  const { activeElement } = document;
  if (activeElement === document.body || !target.contains(activeElement)) return;
  lost = [];
  for (let fold = activeElement.closest("details[data-fold]"); fold; fold = fold.parentElement.closest("details[data-fold]")) {
    lost.push(`details[data-fold="${fold.dataset.fold}"] > summary`);
  }
});
document.addEventListener("htmx:afterSettle", () => {
  if (!lost) return;
  const places = [...lost, "#outline [aria-current]", "#outline a[data-path]"];
  lost = null;
  if (document.activeElement !== document.body) return;
  places.map((place) => document.querySelector(place)).find((place) => place?.checkVisibility())?.focus();
});
