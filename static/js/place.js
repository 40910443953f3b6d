// The address says where somebody is in the design: `?view=`, `?pod=`, `?at=` (what is selected).
export const place = () => new URLSearchParams(location.search);

// The thing at `inner` is the one at `path`, or stands within it.
export const holds = (path, inner) => inner === path || inner.startsWith(`${path}.`) || inner.startsWith(`${path}[`);

export function goTo(changes) {
  const query = place();
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
}

// Whatever is asked from the designer is answered for the place where its user is by then.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const query = place();
  if (detail.verb === "post") {
    for (const name of ["view", "pod", "at"]) detail.parameters[name] = query.get(name) || "";
  } else if (detail.elt.dataset.view) {
    query.set("view", detail.elt.dataset.view);
    detail.path = `${location.pathname}?${query}`;
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-follow-place]");
  if (link) link.search = location.search;
});
