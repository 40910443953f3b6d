// The design's picture with the state of each container: a frame of its colour, a sign and a word on the card. Nothing moves.
const SVG = "http://www.w3.org/2000/svg";

function card(picture, name) {
  return [...picture.querySelectorAll('[data-kind="container"]')].find((each) => each.dataset.name === name);
}

function plain(group) {
  group.dataset.label ||= group.getAttribute("aria-label") || "";
  group.setAttribute("aria-label", group.dataset.label);
  delete group.dataset.live;
  group.querySelector(".live-badge")?.remove();
}

function badge(group, state) {
  const box = group.getBBox();
  const label = document.createElementNS(SVG, "g");
  label.setAttribute("class", "live-badge");
  label.setAttribute("aria-hidden", "true");
  const text = document.createElementNS(SVG, "text");
  text.textContent = `${state.sign} ${state.word}`;
  text.setAttribute("x", box.x + box.width - 10);
  text.setAttribute("y", box.y + 3);
  text.setAttribute("text-anchor", "end");
  label.append(text);
  group.append(label);
  const words = text.getBBox();
  const back = document.createElementNS(SVG, "rect");
  const values = { x: words.x - 6, y: words.y - 2, width: words.width + 12, height: words.height + 4, rx: 7 };
  for (const [name, value] of Object.entries(values)) back.setAttribute(name, value);
  label.prepend(back);
}

export function colour(live) {
  const picture = live.querySelector("svg.picture");
  if (!picture) return;
  for (const group of picture.querySelectorAll('[data-kind="container"]')) plain(group);
  for (const row of live.querySelectorAll("[data-container]")) {
    const group = card(picture, row.dataset.container);
    if (!group) continue;
    badge(group, row.dataset);
    group.dataset.live = row.dataset.level;
    group.setAttribute("aria-label", `${group.dataset.label}, ${row.dataset.word}`);
  }
}
