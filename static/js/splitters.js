// Bars between panes: dragged with the pointer or moved with the arrow keys; the size is remembered.
const root = document.documentElement;

// The bar between picture and text lies across when they are beside each other.
const across = (bar) => bar.dataset.size === "--editor" && root.dataset.layout === "beside";
const isX = (bar) => bar.classList.contains("axis-x") || across(bar);
const nameOf = (bar) => (across(bar) ? "--editor-beside" : bar.dataset.size);

function sized(bar) {
  const pane = Number(bar.dataset.sign) > 0 ? bar.previousElementSibling : bar.nextElementSibling;
  const box = pane.getBoundingClientRect();
  return isX(bar) ? box.width : box.height;
}

function resize(bar, size) {
  const most = (isX(bar) ? innerWidth : innerHeight) * 0.8;
  const within = Math.round(Math.min(most, Number(bar.ariaValueMax), Math.max(Number(bar.ariaValueMin), size)));
  window.remembered(nameOf(bar), `${within}px`);
  bar.ariaValueNow = String(within);
}

function drag(bar, event) {
  const start = isX(bar) ? event.clientX : event.clientY;
  const before = sized(bar);
  const move = (e) => resize(bar, before + ((isX(bar) ? e.clientX : e.clientY) - start) * Number(bar.dataset.sign));
  const end = () => {
    bar.classList.remove("dragging");
    bar.removeEventListener("pointermove", move);
    window.dispatchEvent(new Event("resize"));
  };
  bar.setPointerCapture(event.pointerId);
  bar.classList.add("dragging");
  bar.addEventListener("pointermove", move);
  bar.addEventListener("lostpointercapture", end, { once: true });
  event.preventDefault();
}

for (const bar of document.querySelectorAll(".splitter")) {
  bar.ariaValueNow = String(Math.round(sized(bar)));
  bar.addEventListener("pointerdown", (event) => drag(bar, event));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -16, ArrowUp: -16, ArrowRight: 16, ArrowDown: 16 }[event.key];
    if (!step) return;
    event.preventDefault();
    resize(bar, sized(bar) + step * Number(bar.dataset.sign));
    window.dispatchEvent(new Event("resize"));
  });
}
