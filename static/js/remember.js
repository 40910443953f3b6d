// Runs before the first paint: puts back what this browser remembers (colours, sizes and hidden panes), so that
// nothing jumps. Others change these settings through `remembered`.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem("podwright")) || {};
    } catch {
      return {}; // storage is blocked, or somebody else's
    }
  };
  const kept = read();
  for (const [name, value] of Object.entries(kept)) {
    if (name.startsWith("--")) root.style.setProperty(name, value);
    else if (name in { theme: 1, hidden: 1, layout: 1, tab: 1 }) root.dataset[name] = value;
  }
  window.remembered = (name, value) => {
    kept[name] = value;
    if (name.startsWith("--")) root.style.setProperty(name, value);
    else root.dataset[name] = value;
    try {
      localStorage.setItem("podwright", JSON.stringify(kept));
    } catch {
      // then for this page only
    }
  };
})();
