// Panes that are shown or hidden, the tabs they become on a narrow screen, and the text's place beside or below.
const root = document.documentElement;
const hidden = () => new Set((root.dataset.hidden || "").split(" ").filter(Boolean));

const bench = document.querySelector(".bench");
const quiet = () => bench.classList.contains("quiet");

function showState() {
  const gone = hidden();
  if (quiet()) gone.add("problems");
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
    // A page without problems begins with their list closed; from the first click on it does what it is told.
    if (button.dataset.toggle === "problems" && quiet()) gone.add("problems");
    bench.classList.remove("quiet");
    if (!gone.delete(button.dataset.toggle)) gone.add(button.dataset.toggle);
    window.remembered("hidden", [...gone].join(" "));
  } else window.remembered("layout", root.dataset.layout === "beside" ? "below" : "beside");
  showState();
});
document.addEventListener("htmx:oobAfterSwap", showState);
showState();
