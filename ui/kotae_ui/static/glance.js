// A document at a glance, below its row in the list; what is chosen there is shown or asked under "Ask".
import { openPage } from "./viewer.js";

export function toAsking() {
  document.querySelector("#kt-tabs [role=tab]").click();
}

async function fetched(path, query) {
  const answer = await fetch(`kotae/${path}?${new URLSearchParams(query)}`).catch(() => null);
  return answer?.ok ? answer.text() : "";
}

async function toggle(button) {
  const row = button.closest("tr");
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) { row.parentElement.querySelector(`[data-glanced="${CSS.escape(button.dataset.glance)}"]`)?.remove(); return; }
  const html = await fetched("glance", { id: button.dataset.glance });
  const below = document.createElement("tr");
  below.dataset.glanced = button.dataset.glance;
  const cell = below.insertCell();
  cell.colSpan = row.cells.length;
  cell.innerHTML = html; // our own template: the document's text in it is escaped
  row.after(below);
  const asked = below.querySelector("[data-suggesting]");
  if (!asked) return;
  asked.innerHTML = await fetched("suggestions", { id: button.dataset.glance, first: document.documentElement.dataset.ui });
  asked.removeAttribute("aria-busy");
}

export function attachGlance() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-glance], [data-open]");
    if (!button) return;
    if (button.dataset.glance) { toggle(button); return; }
    toAsking();
    openPage(button.dataset.open, Number(button.dataset.page));
  });
}
