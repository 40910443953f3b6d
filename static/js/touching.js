// Two changes to the same lines: both are shown once for each text that came from elsewhere, and again on demand.
const dialog = () => document.getElementById("touching");
let seen = "";

document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id === "touching") {
    const { theirs } = dialog().dataset;
    if (theirs !== seen) dialog().showModal();
    seen = theirs;
  }
  if (event.detail.target.id === "base") { // saved: there is nothing to choose any more
    seen = "";
    dialog().close();
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-compare]")) dialog().showModal();
  if (event.target.closest?.("#touching [data-close]")) dialog().close();
});
