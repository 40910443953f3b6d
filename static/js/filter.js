// A list that shows only what holds the words one types: `data-filter` names the list, `data-words` what an item says.
document.addEventListener("input", ({ target }) => {
  if (!target.dataset.filter) return;
  const wanted = target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const list = document.querySelector(target.dataset.filter);
  let any = false;
  for (const item of list.children) {
    item.hidden = !wanted.every((word) => item.dataset.words.includes(word));
    any ||= !item.hidden;
  }
  const none = list.parentElement.querySelector("[data-none]");
  if (none) none.hidden = any;
});
