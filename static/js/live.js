// The live page: one stream of states, drawn part by part so that focus and scrolling stay where they are.
import { ages } from "./live-ages.js";
import { chooseLogs } from "./live-log.js";
import { colour } from "./live-picture.js";

const HIDDEN_FOR = 20_000; // milliseconds after which a page that nobody sees asks no longer
const live = document.getElementById("live");
const link = live?.querySelector("[data-link]");
let source = null;
let hidden = 0;
let told = "";

function parts(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("[data-part]")];
}

// The newest event is at the end, and stays in sight unless somebody reads further up.
function scrolledTo(list) {
  const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 20;
  return atEnd ? 1e9 : list.scrollTop;
}

// A part that says the same as before is left alone.
function fill(part) {
  const there = live.querySelector(`[data-part="${part.dataset.part}"]`);
  const same = there.dataset.told === part.outerHTML;
  if (same) return false;
  const focused = there.contains(document.activeElement) ? document.activeElement.id : "";
  const fresh = document.importNode(part, true);
  fresh.dataset.told = part.outerHTML;
  if (there.hasAttribute("aria-live")) fresh.setAttribute("aria-live", there.getAttribute("aria-live"));
  fresh.hidden = fresh.dataset.part !== "log-containers" && !fresh.childElementCount;
  const scrolled = scrolledTo(there.querySelector(".live-events"));
  there.replaceWith(fresh);
  fresh.querySelector(".live-events")?.scrollTo(0, scrolled);
  if (focused) document.getElementById(focused)?.focus();
  return true;
}

function show(html) {
  if (html === told) return;
  told = html;
  const changed = parts(html).filter(fill).map((part) => part.dataset.part);
  if (changed.includes("containers")) colour(live);
  if (changed.includes("log-containers")) chooseLogs(live);
  ages(live);
}

function say(text) {
  link.textContent = text;
  link.hidden = !text;
}

function open() {
  close();
  source = new EventSource(live.dataset.changes);
  source.addEventListener("open", () => say(""));
  source.addEventListener("state", (event) => show(JSON.parse(event.data)));
  source.addEventListener("end", (event) => {
    say(JSON.parse(event.data));
    close();
  });
  source.addEventListener("error", () => {
    // A refusal (404, logged out) ends it for good; the page itself then says why.
    if (source?.readyState === EventSource.CLOSED) setTimeout(() => source && open(), 5000);
    say(live.dataset.cut);
  });
}

function close() {
  source?.close();
  source = null;
}

if (live) {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-again]")) open();
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(close, HIDDEN_FOR);
    else if (!source) open();
  });
  setInterval(() => ages(live), 1000);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  open();
}
