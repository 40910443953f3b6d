// The button for light and dark. Without a choice the system decides.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

document.querySelector("[data-theme-toggle]")?.addEventListener("click", () => {
  const now = root.dataset.theme || (dark.matches ? "dark" : "light");
  window.remembered("theme", now === "dark" ? "light" : "dark");
});
