// Zoom, fit and pan. The picture is redrawn with every edit: zoom and scroll stay as they are.
const LEAST = 0.2, MOST = 3;
let zoom = null; // a scale, "whole" for all of it, null for as much of it as can be read
let scroll = [0, 0];

const canvas = () => document.querySelector("[data-canvas]");
const svg = () => canvas()?.querySelector(":scope > svg");

function fitting(picture) {
  const room = canvas().getBoundingClientRect();
  const { width, height } = picture.viewBox.baseVal;
  const [inWidth, inHeight] = [(room.width - 2) / width, (room.height - 2) / height];
  const whole = Math.min(1.25, inWidth, inHeight);
  if (zoom === "whole" || whole >= 0.55) return Math.max(LEAST, whole);
  // Never so small that it cannot be read: a tall picture scrolls, and on a narrow screen a wide one too.
  return room.width < 600 ? 0.75 : Math.min(0.75, Math.max(0.5, inWidth));
}

function apply() {
  const picture = svg();
  if (!picture) return;
  const scale = Number(zoom) || fitting(picture);
  const { width, height } = picture.viewBox.baseVal;
  picture.style.width = `${Math.floor(width * scale)}px`;
  picture.style.height = `${Math.floor(height * scale)}px`;
  document.querySelector("[data-zoom-shown]").value = `${Math.round(scale * 100)} %`;
}

function change(how) {
  const now = Number(zoom) || fitting(svg());
  if (how === "fit") zoom = "whole";
  else zoom = how === "one" ? 1 : Math.min(MOST, Math.max(LEAST, now * (how === "in" ? 1.2 : 1 / 1.2)));
  apply();
}

function pan(event) {
  const box = canvas();
  if (event.button !== 0 || event.pointerType !== "mouse" || event.target.closest("[data-path]")) return;
  const start = [event.clientX + box.scrollLeft, event.clientY + box.scrollTop];
  const move = (e) => box.scrollTo(start[0] - e.clientX, start[1] - e.clientY);
  const end = () => {
    box.classList.remove("panning");
    removeEventListener("pointermove", move);
  };
  box.classList.add("panning");
  addEventListener("pointermove", move);
  addEventListener("pointerup", end, { once: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-zoom]");
  if (button && svg()) change(button.dataset.zoom);
});
document.addEventListener("keydown", (event) => {
  const how = { "+": "in", "=": "in", "-": "out", 0: "fit", 1: "one" }[event.key];
  const free = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (how && free && event.target.closest?.("#picture") && !event.target.closest("select") && svg()) change(how);
});
document.addEventListener("wheel", (event) => {
  if (!event.ctrlKey || !event.target.closest?.("[data-canvas]") || !svg()) return;
  event.preventDefault();
  change(event.deltaY < 0 ? "in" : "out");
}, { passive: false });
document.addEventListener("pointerdown", (event) => event.target.closest?.("[data-canvas]") && pan(event));
document.addEventListener("scroll", (event) => {
  if (event.target === canvas()) scroll = [event.target.scrollLeft, event.target.scrollTop];
}, true);
for (const name of ["htmx:oobAfterSwap", "htmx:afterSwap"]) {
  document.addEventListener(name, (event) => {
    if (event.detail.target?.id !== "picture") return;
    const before = scroll;
    apply();
    canvas()?.scrollTo(...before);
  });
}
addEventListener("resize", apply);
apply();
