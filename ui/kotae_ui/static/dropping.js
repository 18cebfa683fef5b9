// Files that are dropped onto the page are sent as if they had been chosen; without this the browser would leave for them.
const DOCUMENTS = 2; // the place of its tab
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
const field = () => [...document.querySelectorAll(".kt-upload input[type=file]")].find((one) => one.parentElement.checkVisibility());

// The field that files go to: that of the tab that is shown, else that of the documents, which is opened.
async function receiving() {
  if (!field()) document.querySelectorAll("#kt-tabs [role=tab]")[DOCUMENTS].click();
  while (!field()) await new Promise(requestAnimationFrame);
  return field();
}

function give(into, files) {
  const given = new DataTransfer();
  for (const file of into.multiple ? files : files.slice(0, 1)) given.items.add(file);
  into.files = given.files;
  into.dispatchEvent(new Event("change", { bubbles: true }));
}

export function attachDropping() {
  const root = document.documentElement;
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    root.dataset.dragging = "";
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete root.dataset.dragging; });
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    delete root.dataset.dragging;
    const files = [...event.dataTransfer.files]; // gone once this event is over
    const into = await receiving();
    if (files.length && !into.disabled) give(into, files);
  });
}
