// Logs of one or several containers: followed together, in the order of their times, searched and paused here.
const panel = document.getElementById("log");
const $ = (name) => document.getElementById(`log-${name}`);
const PAST = 500; // lines back that a late one may be put
let choices = null; // the element that says which containers there are
let chosen = null; // names, kept while the containers change
let source = null;
let waiting = []; // what came while paused
let lastTime = "";
let seen = ""; // how far each log was told, in the server's words
let hidden = 0;

const paused = () => $("pause").getAttribute("aria-pressed") === "true";
const most = () => Number($("tail").value);

export function chooseLogs(live) {
  const before = choices?.dataset.log;
  choices = live.querySelector('[data-part="log-containers"]');
  const boxes = [...choices.querySelectorAll("input")];
  if (!chosen && boxes.length) chosen = new Set(boxes.filter((box) => box.dataset.kind === "container").map((box) => box.value));
  for (const box of boxes) box.checked = chosen.has(box.value);
  const open = source?.containers;
  if (before !== choices.dataset.log || open !== names().join()) restart();
}

const names = () => [...(choices?.querySelectorAll("input:checked") || [])].map((box) => box.value);

function address(base, containers) {
  const query = new URLSearchParams(containers.map((name) => ["container", name]));
  if ($("previous").checked) query.set("previous", "1");
  return `${base}?${query}`;
}

function restart() {
  lastTime = "";
  seen = "";
  waiting = [];
  $("lines").replaceChildren();
  $("notes").replaceChildren();
  follow();
  offerDownloads();
}

function follow() {
  close();
  const containers = names();
  if (!choices?.dataset.log || !containers.length) {
    $("lines").textContent = choices?.dataset.log ? $("lines").dataset.nothing : "";
    return;
  }
  const since = $("since").value;
  const more = `${since ? `&since=${since}` : ""}${seen ? `&after=${encodeURIComponent(seen)}` : ""}`;
  source = new EventSource(address(choices.dataset.log, containers) + more);
  source.containers = containers.join();
  source.addEventListener("lines", (event) => {
    seen = event.lastEventId;
    take(JSON.parse(event.data));
  });
  source.addEventListener("skipped", (event) => take([[JSON.parse(event.data), lastTime, $("lines").dataset.skipped]]));
  source.addEventListener("notes", (event) => note(JSON.parse(event.data)));
  source.addEventListener("end", (event) => {
    note({ "": JSON.parse(event.data) });
    close();
  });
}

function close() {
  source?.close();
  source = null;
}

function note(notes) {
  const said = Object.entries(notes).filter(([, text]) => text);
  $("notes").replaceChildren(...said.map(([name, text]) => {
    const line = document.createElement("p");
    line.textContent = name ? `${name}: ${text}` : text;
    return line;
  }));
}

function take(lines) {
  for (const [, time] of lines) if (time > lastTime) lastTime = time;
  if (paused()) {
    waiting = [...waiting, ...lines].slice(-most());
    $("pause").dataset.waiting = waiting.length;
    return;
  }
  const box = $("lines");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  if (lines.length > most()) lines = lines.slice(-most());
  for (const line of lines) put(box, drawn(line));
  while (box.children.length > most()) box.firstElementChild.remove();
  if (atEnd) box.scrollTop = box.scrollHeight;
  count();
}

// Behind every line that is not later: the nodes' pipes are not equally fast.
function put(box, line) {
  let before = box.lastElementChild;
  for (let steps = 0; before && steps < PAST && before.dataset.time > line.dataset.time; steps += 1) {
    before = before.previousElementSibling;
  }
  if (before) before.after(line);
  else box.prepend(line);
}

function drawn([name, time, text]) {
  const line = document.createElement("div");
  line.className = "log-line";
  line.dataset.time = time;
  line.dataset.text = text;
  const when = document.createElement("span");
  when.className = "log-time";
  when.textContent = time.slice(11, 23);
  when.title = time;
  const who = document.createElement("span");
  who.className = `log-name log-name-${order(name)}`;
  who.textContent = name;
  const words = document.createElement("span");
  words.className = "log-text";
  line.append(when, who, words);
  mark(line);
  return line;
}

function order(name) {
  const all = [...choices.querySelectorAll("input")].map((box) => box.value);
  return Math.max(0, all.indexOf(name)) % 6;
}

function mark(line) {
  const wanted = $("search").value.toLowerCase();
  const { text } = line.dataset;
  const words = line.querySelector(".log-text");
  const found = [];
  if (wanted) {
    const lower = text.toLowerCase();
    for (let at = lower.indexOf(wanted); at >= 0 && found.length < 100; at = lower.indexOf(wanted, at + wanted.length)) found.push(at);
  }
  words.replaceChildren();
  let from = 0;
  for (const at of found) {
    const hit = document.createElement("mark");
    hit.textContent = text.slice(at, at + wanted.length);
    words.append(text.slice(from, at), hit);
    from = at + wanted.length;
  }
  words.append(text.slice(from));
  line.classList.toggle("found", found.length > 0);
}

function search() {
  for (const line of $("lines").querySelectorAll(".log-line")) mark(line);
  $("lines").classList.toggle("filtered", $("filter").checked && $("search").value !== "");
  count();
  [...$("lines").querySelectorAll(".found")].at(-1)?.scrollIntoView({ block: "nearest" });
}

function count() {
  $("found").value = $("search").value ? `${$("lines").querySelectorAll(".log-line.found").length}` : "";
}

function offerDownloads() {
  const label = $("downloads").dataset.label;
  $("downloads").replaceChildren(...names().map((name) => {
    const link = document.createElement("a");
    link.className = "button small";
    link.href = address(choices.dataset.download, [name]);
    link.textContent = `${label} ${name}`;
    return link;
  }));
}

if (panel) {
  panel.addEventListener("change", (event) => {
    if (event.target.name === "container") {
      if (event.target.checked) chosen.add(event.target.value);
      else chosen.delete(event.target.value);
      restart();
    } else if (["log-previous", "log-since"].includes(event.target.id)) restart();
    else if (event.target.id === "log-filter") search();
  });
  $("search").addEventListener("input", search);
  $("clear").addEventListener("click", () => $("lines").replaceChildren());
  $("pause").addEventListener("click", () => {
    $("pause").setAttribute("aria-pressed", String(!paused()));
    delete $("pause").dataset.waiting;
    if (!paused()) take(waiting.splice(0));
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(close, 20_000);
    else if (!source && names().length) follow();
  });
  addEventListener("pagehide", close);
}
