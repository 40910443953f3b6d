// Panes that are shown or hidden, the tabs they become on a narrow screen, and the text's place beside or below.
const root = document.documentElement;
const hidden = () => new Set((root.dataset.hidden || "").split(" ").filter(Boolean));

function showState() {
  const gone = hidden();
  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.setAttribute("aria-pressed", String(!gone.has(button.dataset.toggle)));
  }
  for (const tab of document.querySelectorAll("[data-tab]:not(html)")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.tab === (root.dataset.tab || "picture")));
  }
  window.dispatchEvent(new Event("resize"));
}

export function reveal(pane) {
  const gone = hidden();
  if (gone.delete(pane)) window.remembered("hidden", [...gone].join(" "));
  window.remembered("tab", pane);
  showState();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-toggle], [data-tab]:not(html), [data-beside]");
  if (!button) return;
  if (button.dataset.tab) window.remembered("tab", button.dataset.tab);
  else if (button.dataset.toggle) {
    const gone = hidden();
    if (!gone.delete(button.dataset.toggle)) gone.add(button.dataset.toggle);
    window.remembered("hidden", [...gone].join(" "));
  } else window.remembered("layout", root.dataset.layout === "beside" ? "below" : "beside");
  showState();
});
document.addEventListener("htmx:oobAfterSwap", showState);
showState();
