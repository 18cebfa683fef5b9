// The notebook: answers that are kept with their evidence, noted on, put in order, deleted, and made a file.
import { reach, reachJson, stored } from "./own.js";

const NAME = "kotae.notebook";
const SAVED = 600; // milliseconds after the last key until a note is kept

let say = () => "";
let announce = () => {};
let kept = null; // "server" or "browser", once it is known
let entries = [];
let drawn = null; // what was drawn into: Gradio may make the tab anew

const box = () => document.querySelector(".kt-notebook");

async function load() {
  const found = await reachJson("notebook");
  if (!found) return false;
  kept = found.kept;
  entries = kept === "server" ? found.entries : stored(NAME) ?? [];
  return true;
}

let last = Promise.resolve();

// Does one thing to the notebook, after what was done before: a note that is being kept is not lost by a move.
function change(sent) {
  last = last.then(() => changeNow(sent));
  return last;
}

// On the server, or to what this browser keeps.
async function changeNow(sent) {
  if (kept === null && !(await load())) return false;
  if (kept === "server") {
    const found = await reachJson("notebook", sent);
    if (found) entries = found.entries;
    return Boolean(found);
  }
  entries = stored(NAME) ?? []; // another tab may have changed it
  const place = entries.findIndex((one) => one.id === sent.id);
  if (sent.do === "keep") {
    const entry = await reachJson(`notebook/entry?${new URLSearchParams({ shown: sent.shown })}`);
    if (!entry) return false;
    entries.push(entry);
  } else if (place < 0) return false;
  else if (sent.do === "note") entries[place].note = sent.note;
  else if (sent.do === "delete") entries.splice(place, 1);
  else entries.splice(sent.place - 1, 0, ...entries.splice(place, 1));
  stored(NAME, entries);
  return true;
}

async function keep(button) {
  if (!(await change({ do: "keep", shown: button.dataset.keep }))) return;
  button.classList.add("copied");
  announce(say("notebook.kept"));
  draw();
}

function drawEntry(entry, place) {
  const item = box().querySelector("template").content.cloneNode(true);
  const part = (selector) => item.querySelector(selector);
  const levels = { sure: say("notebook.sure"), uncertain: say("notebook.uncertain"), not_found: say("notebook.not_found") };
  part("li").dataset.id = entry.id;
  part("li").classList.add(entry.level.replace("_", "-"));
  part("h3 a").textContent = entry.question;
  part("h3 a").href = `?${entry.link}`;
  part("h3 a").lang = entry.language;
  part(".kt-entry-answer").textContent = entry.answer || levels[entry.level];
  part(".kt-entry-answer").lang = entry.answer ? entry.answer_language : document.documentElement.lang;
  const when = new Date(entry.asked).toLocaleString(document.documentElement.lang);
  part(".kt-entry-about").textContent = [levels[entry.level], `${Math.round(100 * entry.certainty)} %`, when].filter(Boolean).join(" · ");
  part("details").hidden = !entry.evidence.length;
  part(".kt-entry-count").textContent = `(${entry.evidence.length})`;
  part(".kt-entry-evidence").replaceChildren(...entry.evidence.map(drawEvidence));
  part("textarea").value = entry.note;
  part("[data-entry=up]").disabled = place === 0;
  part("[data-entry=down]").disabled = place === entries.length - 1;
  part(".kt-tools").setAttribute("aria-label", entry.question);
  return item;
}

function drawEvidence(one) {
  const item = document.createElement("li");
  item.value = one.number;
  const head = document.createElement("b");
  head.textContent = [one.title, one.place].filter(Boolean).join(", ");
  const text = document.createElement("p");
  text.textContent = one.text;
  text.lang = one.language;
  item.append(head, text);
  return item;
}

function draw() {
  if (!box()) return;
  const list = box().querySelector(".kt-entries");
  list.replaceChildren(...entries.map(drawEntry));
  box().querySelector(".empty").hidden = entries.length > 0;
  for (const line of box().querySelectorAll("[data-kept]")) line.hidden = line.dataset.kept !== kept;
  for (const button of box().querySelectorAll("[data-notebook-export]")) button.disabled = !entries.length;
}

// Draws the notebook where its tab has come up.
export async function showNotebook() {
  const list = document.querySelector(".kt-entries");
  if (!list || list === drawn) return;
  drawn = list;
  if (kept !== null || (await load())) draw();
}

async function rearrange(button) {
  const { id } = button.closest("[data-id]").dataset;
  const what = button.dataset.entry;
  const place = entries.findIndex((one) => one.id === id);
  if (what === "delete" && !confirm(say("notebook.delete.ask"))) return;
  const sent = what === "delete" ? { do: what, id } : { do: "move", id, place: place + 1 + (what === "up" ? -1 : 1) };
  if (!(await change(sent))) return;
  draw();
  const again = box()?.querySelector(`[data-id="${CSS.escape(id)}"] [data-entry="${what}"]:not(:disabled)`);
  (again ?? box()?.querySelector(`[data-id="${CSS.escape(id)}"] a, .kt-entry a`))?.focus(); // whoever works by keys goes on there
}

const waiting = new Map();
function noted(field, now) {
  const { id } = field.closest("[data-id]").dataset;
  clearTimeout(waiting.get(id));
  const send = () => { waiting.delete(id); change({ do: "note", id, note: field.value }); };
  if (now) { if (waiting.has(id)) send(); } else waiting.set(id, setTimeout(send, SAVED));
}

async function exportAs(format) {
  const body = { format, language: document.documentElement.dataset.ui, entries };
  const answer = await reach("notebook/export", body);
  if (!answer) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = answer.headers.get("content-disposition").split("filename*=UTF-8''")[1];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function attachNotebook(tell, tellAloud) {
  say = tell;
  announce = tellAloud;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.keep) keep(button);
    else if (button.dataset.entry) rearrange(button);
    else if (button.dataset.notebookExport) exportAs(button.dataset.notebookExport);
  });
  document.addEventListener("input", (event) => { if (event.target.matches(".kt-entry-note textarea")) noted(event.target, false); });
  document.addEventListener("focusout", (event) => { if (event.target.matches(".kt-entry-note textarea")) noted(event.target, true); });
}
