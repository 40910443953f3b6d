// Files dropped anywhere on the page, or chosen, are uploaded by the form that `data-drop` names.
const page = document.querySelector("[data-drop]");
const form = document.getElementById(page.dataset.drop);
const input = form.querySelector("input[type=file]");
let inside = 0;

function mark(change) {
  inside = Math.max(0, inside + change);
  document.body.classList.toggle("dropping", inside > 0);
}

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

document.addEventListener("dragenter", (event) => hasFiles(event) && mark(1));
document.addEventListener("dragleave", (event) => hasFiles(event) && mark(-1));
document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  mark(-inside);
  input.files = event.dataTransfer.files;
  form.submit();
});
input.addEventListener("change", () => input.files.length && form.submit());
