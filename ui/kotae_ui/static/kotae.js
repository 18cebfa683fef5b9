// What happens in the page without the server: language and theme, citations that move the page viewer, copying.
import { attach, labelFields, openPlace, openDocument, step } from "./viewer.js";
import { sendFiles } from "./sending.js";
import { attachDropping } from "./dropping.js";
import { showGlosses } from "./glossing.js";
import { attachGlance, toAsking } from "./glance.js";
import { attachLinks } from "./linking.js";
import { attachHistory, remember, show as showHistory } from "./history.js";
import { attachJudging, showVerdict } from "./judging.js";
import { attachNotebook, showNotebook } from "./notebook.js";
import { noticeWith } from "./own.js";
import { watch } from "./newer.js";

const store = (area, name, value) => {
  try { return value === undefined ? area.getItem(name) : area.setItem(name, value); } catch { return null; }
};
const say = (key) => {
  const spans = document.querySelectorAll(`#kt-words [data-key="${key}"] [lang="${document.documentElement.dataset.ui}"]`);
  return spans[0]?.textContent ?? "";
};

// --- language and theme
function chooseLanguage(language) {
  if (language === document.documentElement.dataset.ui) return;
  store(localStorage, "kotae.language", language);
  keepDraft(questionField()?.value ?? "");
  location.reload(); // the address holds the question that is shown
}

function showChoices() {
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === document.documentElement.dataset.ui));
}

function keepTheme() {
  const theme = store(localStorage, "kotae.theme");
  if (theme) document.body.classList.toggle("dark", theme === "dark");
}

function switchTheme() {
  store(localStorage, "kotae.theme", document.body.classList.contains("dark") ? "light" : "dark");
  keepTheme();
}

// --- asking
const questionField = () => document.querySelector("#kt-question textarea, #kt-question input");
const shownQuestion = () => document.querySelector("#kt-result .kt-result")?.dataset.question ?? "";

function ask(question) {
  const field = questionField();
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // Gradio takes the value over in its own time.
  setTimeout(() => document.querySelector("#kt-ask").click(), 30);
}

const SLOW = 400; // milliseconds until what is shown steps back: most answers are there before, and painting it anew takes time
let slow = 0;

function asking() {
  const result = document.querySelector("#kt-result");
  result.setAttribute("aria-busy", "true");
  clearTimeout(slow);
  slow = setTimeout(() => result.classList.add("busy"), SLOW);
  unanswered = true;
  stepAside();
  return shownQuestion();
}

let unanswered = false; // whether something was asked whose result has not come

// The question that is shown is asked again, with other filters.
function refining() {
  const question = shownQuestion();
  if (question) asking();
  return question;
}

// What helps to begin makes room once something is asked.
function stepAside() {
  document.documentElement.dataset.asked = "";
  tellOpen();
}

let shownTurn = null;
// The answer is painted first: what goes with it (its page, its glosses, the history) costs time, and comes after.
function resultArrived() {
  const frame = document.querySelector("#kt-result");
  const result = frame?.querySelector("[data-turn]"); // Gradio changes what is there in place: only this tells a new result
  if (!result || result.dataset.turn === shownTurn) return;
  shownTurn = result.dataset.turn;
  unanswered = false;
  clearTimeout(slow);
  frame.removeAttribute("aria-busy");
  frame.classList.remove("busy");
  if (!result.dataset.link) return;
  afterPaint(showUsedCells, () => { if (result.isConnected && result.dataset.turn === shownTurn) accompany(result); });
}

const LATEST = 200; // milliseconds after a frame until what waits for a calm moment is done without one
const calm = window.requestIdleCallback ?? setTimeout; // Safari has no idle callbacks

// Does the one thing before the next frame is painted and the other after it. A page that is not seen has no frames.
function afterPaint(before, after) {
  if (document.hidden) { before(); after(); return; }
  requestAnimationFrame(() => { before(); calm(after, { timeout: LATEST }); });
}

// A wide table shows the cells that were used.
function showUsedCells() {
  const frames = [...document.querySelectorAll("#kt-result .kt-table-frame")];
  const places = frames.map((frame) => {
    const used = frame.querySelector("td.used");
    return used ? [used.offsetLeft - frame.clientWidth / 2, used.offsetTop + used.offsetHeight - frame.clientHeight] : [0, 0];
  });
  frames.forEach((frame, number) => { [frame.scrollLeft, frame.scrollTop] = places[number]; });
}

// What goes with a result once it is seen.
function accompany(result) {
  const link = `${location.pathname}?${result.dataset.link}`;
  if (link !== location.pathname + location.search) history.pushState(null, "", link);
  document.title = `${result.dataset.question} – Kotae`;
  announce(result.querySelector(".kt-answer-text, .kt-none")?.textContent ?? "");
  const first = result.querySelector(".kt-answer [data-show]") ?? result.querySelector(".kt-show");
  if (first) show(first.dataset.show, { quietly: true });
  showVerdict();
  showGlosses(say);
  remember(result.dataset.question, `?${result.dataset.link}`);
}

function announce(text) {
  const live = document.querySelector("#kt-live");
  if (live) live.textContent = text;
}

// --- citations
function show(rank, { quietly = false } = {}) {
  const hit = document.querySelector(`#kt-hit-${CSS.escape(rank)}`);
  if (!hit) return;
  for (const other of document.querySelectorAll(".kt-hit.current")) other.classList.remove("current");
  hit.classList.add("current");
  for (const button of document.querySelectorAll("[data-show]"))
    button.setAttribute("aria-pressed", String(button.dataset.show === rank));
  openPlace(JSON.parse(hit.dataset.where));
  if (!quietly && !beside()) document.querySelector("#kt-page").scrollIntoView({ block: "start", behavior: motion() });
}

const beside = () => {
  const left = document.querySelector("#kt-left").getBoundingClientRect();
  return document.querySelector("#kt-right").getBoundingClientRect().left >= left.right - 1;
};
const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function toggleRows(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  const parts = [...document.getElementById(button.dataset.more).querySelectorAll("tr, .kt-note")];
  if (open) for (const part of parts) { part.dataset.late = part.hidden ? "1" : ""; part.hidden = false; }
  else for (const part of parts) part.hidden = part.dataset.late === "1";
  button.setAttribute("aria-expanded", String(open));
}

// Gradio's accordion does not say whether it is open. To ask what is visible has the page laid out: it is asked where that
// may have changed, and not at every change of the page.
const UNTOLD = "#kt-filters > button:not([aria-expanded])";
function tellOpen() {
  for (const button of document.querySelectorAll("#kt-filters > button"))
    button.setAttribute("aria-expanded", String(button.nextElementSibling?.style.display !== "none"));
  for (const button of document.querySelectorAll("[data-examples]:is(button)"))
    button.setAttribute("aria-expanded", String(button.parentElement.querySelector("ul:not([lang]), ul.t")?.checkVisibility() ?? false));
}

function toggleExamples() {
  const root = document.documentElement;
  root.toggleAttribute("data-examples");
  tellOpen();
}

// --- files, and what goes wrong with them
async function fetchFile(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) { notice((await response.json()).detail); return; }
    const name = response.headers.get("content-disposition").split("filename*=UTF-8''")[1];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = decodeURIComponent(name);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch { notice(say("error.away")); }
}

// A notice stays until it is read.
function notice(text) {
  const box = document.querySelector("#kt-notices");
  if ([...box.querySelectorAll("p")].some((known) => known.textContent === text)) return;
  const shown = box.querySelector("template").content.cloneNode(true);
  shown.querySelector("p").textContent = text;
  box.append(shown);
}

// --- the server gone: what was asked is kept, and asked when it is back
const LOOK = 2000; // milliseconds between two looks whether it is

function away() {
  const root = document.documentElement;
  if ("away" in root.dataset) return;
  root.dataset.away = "";
  notice(say("error.away"));
  const shown = document.querySelector("#kt-notices .kt-notice:last-child");
  shown.querySelector("[data-dismiss]").remove(); // it goes when the server is back
  shown.id = "kt-away";
  if (unanswered) askedWhileAway();
  const looking = setInterval(async () => {
    const answer = await fetch(new URL("kotae/static/icon.svg", document.baseURI), { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    clearInterval(looking);
    comeBack();
  }, LOOK);
}

// Gradio passes nothing on once it has met with a server that is gone: that something is asked is noticed here.
function askedWhileAway() {
  unanswered = true;
  document.querySelector("#kt-away p").textContent = say("error.away.asked");
}

function asksWhileAway(event) {
  const asks = event.type === "click" ? event.target.closest("#kt-ask") : event.key === "Enter" && event.target === questionField();
  if (asks && document.querySelector("#kt-away")) askedWhileAway();
}

function comeBack() {
  const typed = questionField()?.value ?? "";
  const link = new URLSearchParams(location.search);
  if (unanswered && typed.trim()) {
    link.set("q", typed);
    location.assign(`${location.pathname}?${link}`);
    return;
  }
  keepDraft(typed);
  location.reload();
}

function keepDraft(typed) {
  if (typed !== shownQuestion()) store(sessionStorage, "kotae.draft", typed);
}

// --- copying
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // without a secure context there is no clipboard: the old way
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "kt-hidden";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.classList.add("copied");
  announce(say("tool.copied"));
  setTimeout(() => button.classList.remove("copied"), 1500);
}

function clicked(event) {
  const button = event.target.closest("button, a");
  if (!button) return;
  const data = button.dataset;
  if (data.language) chooseLanguage(data.language);
  else if ("theme" in data) switchTheme();
  else if (data.ask) { if (button.closest(".kt-glance")) toAsking(); ask(data.ask); }
  else if (data.show) show(data.show);
  else if (data.place) { openPlace(JSON.parse(data.place)); if (!beside()) document.querySelector("#kt-page").scrollIntoView(); }
  else if (data.document) { openDocument(data.document); if (!beside()) document.querySelector("#kt-page").scrollIntoView(); }
  else if (data.step) step(Number(data.step));
  else if (data.more) toggleRows(button);
  else if (data.copy) copy(data.copy, button);
  else if (data.copyLink) copy(new URL(data.copyLink, document.baseURI).href, button);
  else if (button.classList.contains("kt-back")) backToAnswer();
  else if (button.classList.contains("kt-skip")) { event.preventDefault(); questionField().focus(); }
  else if ("export" in data) { event.preventDefault(); fetchFile(button.href); }
  else if ("examples" in data) toggleExamples();
  else if ("edit" in data) toggleEditing(button);
  else if ("dismiss" in data) button.closest(".kt-notice").remove();
}

function backToAnswer() {
  const answer = document.querySelector("#kt-result");
  answer.scrollIntoView({ block: "start", behavior: motion() });
  answer.querySelector("button")?.focus({ preventScroll: true });
}

const confirmDeletion = () => confirm(say("evaluate.delete.ask"));
// One notice at most: the newest index is the one that counts.
function tellNewer({ documents }) {
  document.querySelector("#kt-newer")?.remove();
  const notice = document.querySelector("#kt-notices template").content.firstElementChild.cloneNode(true);
  notice.id = "kt-newer";
  notice.classList.replace("error", "quiet");
  notice.querySelector("p").textContent = say("index.newer").replace("{documents}", () => documents);
  document.querySelector("#kt-notices").append(notice);
}

const confirmRemoval = (title) => confirm(say("documents.remove.ask").replace("{title}", () => title));

// What was typed of a document: its id, title, date and publisher.
function described(button) {
  const fields = [...button.closest(".kt-edit").querySelectorAll("input")];
  return { id: button.dataset.describe, ...Object.fromEntries(fields.map((field) => [field.name, field.value])) };
}

function toggleEditing(button) {
  const row = button.closest("tr");
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) { row.parentElement.querySelector(`[data-editing="${CSS.escape(button.dataset.edit)}"]`).remove(); return; }
  const below = document.createElement("tr");
  below.dataset.editing = button.dataset.edit;
  const cell = below.insertCell();
  cell.colSpan = row.cells.length;
  cell.append(document.querySelector(".kt-edit-form").content.cloneNode(true));
  cell.firstElementChild.setAttribute("aria-label", button.dataset.title);
  for (const field of cell.querySelectorAll("input")) field.value = button.dataset[field.name];
  cell.querySelector("[data-describe]").dataset.describe = button.dataset.edit;
  row.after(below);
  cell.querySelector("input").focus();
}

window.kotae = { asking, confirmDeletion, described, refining, confirmRemoval, sendFiles };
document.addEventListener("click", clicked);
attach(say);
noticeWith(notice);
attachJudging(say);
attachHistory(say);
attachGlance();
attachLinks();
attachDropping();
attachNotebook(say, announce);
watch(tellNewer);
addEventListener("kotae:away", away);
for (const kind of ["click", "keydown"]) document.addEventListener(kind, asksWhileAway);
addEventListener("popstate", () => location.reload());
const PARTS = ["#kt-question textarea, #kt-question input", "#kt-ask", "#kt-filters > button", ".kt-history", "#kt-result [data-turn]", "#kt-page"];
function changed() {
  const root = document.documentElement;
  if (!("ready" in root.dataset) && PARTS.every((part) => document.querySelector(part))) { root.dataset.ready = ""; tellOpen(); labelFields(); }
  resultArrived();
  showChoices();
  if (document.querySelector(UNTOLD)) tellOpen();
  showNotebook();
  const history = document.querySelector(".kt-history");
  if (history && !("shown" in history.dataset)) { history.dataset.shown = ""; showHistory(); }
}
new MutationObserver(changed).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-turn"] });
document.addEventListener("click", () => setTimeout(tellOpen));
new MutationObserver(keepTheme).observe(document.body, { attributes: true, attributeFilter: ["class"] });
