// The page viewer: one page of a PDF with boxes on it, or one section of a text with the passage marked.
import { find, findNext, forget, placeNow, placesOn, typing } from "./finding.js";
import { wordLayer } from "./words.js";
import { zoom, zoomed } from "./zoom.js";

const known = new Map();
let now = null; // {document, page, place}: what is shown
let turn = 0; // of several requests only the last one is shown

const panel = () => document.querySelector("#kt-page");
const part = (selector) => panel().querySelector(selector);

export async function openPlace(place) {
  await open(place.document, place.page, place);
}

export async function openPage(id, page) {
  await open(id, page, null);
}

export async function openDocument(id) {
  await open(id, 1, null);
}

// Which document and page are shown, or null.
export const shownPlace = () => (now ? { document: now.document.id, page: now.page } : null);

export async function step(by) {
  if (now) await open(now.document.id, now.page + by, now.place);
}

// What is done with the shown page: its size, its outline, what is looked for. Returns whether a key was for it.
export function attach(tell) {
  say = tell;
  const go = (place) => { if (now) open(now.document.id, place?.page ?? now.page, now.place, place); };
  document.addEventListener("input", (event) => {
    if (event.target.id === "kt-find" && now) typing(() => find(now.document.id, event.target.value, now.page, go, say));
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".kt-outline select") || !event.target.value) return;
    open(now.document.id, Number(event.target.value), now.place);
  });
  document.addEventListener("click", (event) => {
    const { zoom: how, found } = event.target.closest("button")?.dataset ?? {};
    if (how) zoom(how);
    if (found) findNext(Number(found), go, say);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "kt-find" && event.key === "Enter") { event.preventDefault(); findNext(event.shiftKey ? -1 : 1, go, say); }
    else if (event.target.matches(".kt-page-frame") && !event.ctrlKey && !event.metaKey && !event.altKey) frameKey(event);
  });
}

// What a field and a list are for, before there is a document: neither can hold a text in both languages.
export function labelFields() {
  part("#kt-find").placeholder = say("page.find");
  part(".kt-outline select option").textContent = say("page.outline");
}

let say = () => ""; // the interface's words, by their key

function frameKey(event) {
  const sizes = { "+": "in", "=": "in", "-": "out", 0: "fit" };
  const steps = zoomed() ? {} : { ArrowLeft: -1, ArrowRight: 1 };
  if (event.key in sizes) zoom(sizes[event.key]);
  else if (event.key in steps) step(steps[event.key]);
  else if (event.key === "/") document.querySelector("#kt-find").focus();
  else return;
  event.preventDefault();
}

// The pages of a PDF and of a picture are shown as pictures, other documents as sections of text.
function isPictured(found) {
  return found.format === "pdf" || found.format === "image";
}

// `sought` is the place of what is looked for, where that is what is gone to.
async function open(id, page, place, sought = null) {
  const mine = ++turn;
  try {
    const found = await about(id, place?.version);
    if (mine !== turn) return;
    const number = Math.min(Math.max(page, 1), Math.max(found.pages, 1));
    if (now?.document.id !== found.id) takeUp(found);
    now = { document: found, page: number, place };
    describe(found, number);
    await (isPictured(found) ? drawPage(found, number, place, mine, sought) : showSection(found, number, place, mine, sought));
  } catch (error) {
    if (mine === turn) failed(error);
  }
}

// Another document: what was looked for in the one before is forgotten, and its outline is fetched.
function takeUp(found) {
  part("#kt-find").value = "";
  forget();
  for (const control of panel().querySelectorAll("#kt-find, .kt-outline select, [data-zoom]")) control.disabled = false;
  outline(found.id);
}

async function outline(id) {
  const headings = await (await fetched(`kotae/outline?${new URLSearchParams({ id })}`)).json();
  if (now?.document.id !== id) return;
  const first = new Option(say("page.outline"), "");
  const options = headings.map(({ depth, title, page }) => new Option(`${"\u2003".repeat(depth)}${title}  ${page}`, page));
  part(".kt-outline select").replaceChildren(first, ...options);
}

async function about(id, version) {
  const kept = known.get(id);
  if (kept && (!version || kept.version === version)) return kept;
  const found = await (await fetched(`kotae/document?${new URLSearchParams({ id })}`)).json();
  known.set(id, found);
  return found;
}

async function fetched(address) {
  const response = await fetch(new URL(address, document.baseURI), { cache: "default" });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail ?? response.statusText);
  return response;
}

function describe(found, number) {
  const paged = isPictured(found);
  panel().dataset.state = "open";
  panel().dataset.format = paged ? "pdf" : "text";
  const title = part(".kt-page-document");
  title.textContent = found.title;
  title.lang = found.language;
  part(".kt-page-number").textContent = `${number} / ${found.pages}`;
  part('[data-step="-1"]').disabled = number <= 1;
  part('[data-step="1"]').disabled = number >= found.pages;
  const original = part(".kt-original");
  original.hidden = false;
  original.href = `kotae/original?${new URLSearchParams({ id: found.id })}${paged ? `#page=${number}` : ""}`;
  const source = part(".kt-source");
  source.hidden = !found.url;
  if (found.url) source.href = found.url;
}

async function drawPage(found, number, place, mine, sought) {
  const sheet = part(".kt-sheet");
  const [width, height] = found.sizes[number - 1] ?? [595, 842];
  const image = new Image();
  image.alt = `${found.title} ${number}`;
  image.src = `kotae/page?${new URLSearchParams({ id: found.id, n: number, v: found.version })}`;
  const boxes = (place?.version === found.version ? place.boxes : []).filter((box) => box.page === number);
  const marks = boxes.map((box) => mark(box, width, height));
  await image.decode().catch(async () => { await fetched(image.src); throw new Error(image.alt); });
  if (mine !== turn) return;
  sheet.style.aspectRatio = `${width} / ${height}`;
  const spots = placesOn(found.id, number).flatMap((spot) => spot.boxes.map((edges) => foundMark(spot, edges, width, height)));
  sheet.replaceChildren(image, ...marks, ...spots);
  sheet.className = "kt-sheet page";
  scrollTo((sought && sheet.querySelector(".kt-spot.now")) ?? sheet.querySelector(".kt-box.strong") ?? sheet.querySelector(".kt-box, .kt-spot"));
  addWords(found, number, mine, width, height);
}

async function addWords(found, number, mine, width, height) {
  try {
    const query = new URLSearchParams({ id: found.id, n: number, v: found.version });
    const read = await (await fetched(`kotae/words?${query}`)).json();
    if (mine === turn) part(".kt-sheet").append(wordLayer(read, width, height));
  } catch { /* the picture is there; that its words are not is no more than that they cannot be selected */ }
}

function foundMark(spot, [x0, y0, x1, y1], width, height) {
  const element = mark({ x0, y0, x1, y1 }, width, height);
  element.className = `kt-spot${spot === placeNow() ? " now" : ""}`;
  return element;
}

function mark(box, width, height) {
  const element = document.createElement("div");
  element.className = `kt-box${box.strong ? " strong" : ""}`;
  const pad = 1.5;
  element.style.left = `${(100 * (box.x0 - pad)) / width}%`;
  element.style.top = `${(100 * (box.y0 - pad)) / height}%`;
  element.style.width = `${(100 * (box.x1 - box.x0 + 2 * pad)) / width}%`;
  element.style.height = `${(100 * (box.y1 - box.y0 + 2 * pad)) / height}%`;
  return element;
}

async function showSection(found, number, place, mine, sought) {
  const query = new URLSearchParams({ id: found.id, n: number });
  const shown = sought ? { ...sought, cells: [], version: found.version } : place;
  if (shown && shown.version === found.version) {
    query.set("v", shown.version);
    query.set("unit", shown.unit);
    for (const pair of shown.stands) query.append("stands", pair.join("-"));
    for (const pair of shown.cells) query.append("cells", pair.join("-"));
  }
  const html = await (await fetched(`kotae/section?${query}`)).text();
  if (mine !== turn) return;
  const sheet = part(".kt-sheet");
  sheet.style.aspectRatio = "";
  sheet.innerHTML = html; // our own template: the document's text in it is escaped
  sheet.className = "kt-sheet section";
  const cell = sheet.querySelector("td.used");
  const wide = cell?.closest(".kt-table-frame");
  if (wide) wide.scrollLeft = cell.offsetLeft - wide.clientWidth / 2;
  scrollTo(sheet.querySelector("mark") ?? cell ?? sheet.querySelector("tr.matched") ?? sheet.querySelector(".kt-part.found"));
}

function scrollTo(target) {
  const frame = part(".kt-page-frame");
  const top = target ? target.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop : 0;
  frame.scrollTop = Math.max(0, top - frame.clientHeight / 3);
}

function failed(error) {
  const line = document.createElement("p");
  line.className = "kt-message error";
  line.textContent = error.message;
  panel().dataset.state = "failed";
  const sheet = part(".kt-sheet");
  sheet.className = "kt-sheet";
  sheet.style.aspectRatio = "";
  sheet.replaceChildren(line);
}
