// The page viewer: one page of a PDF with boxes on it, or one section of a text with the passage marked.
const known = new Map();
let now = null; // {document, page, place}: what is shown
let turn = 0; // of several requests only the last one is shown

const panel = () => document.querySelector("#kt-page");
const part = (selector) => panel().querySelector(selector);

export async function openPlace(place) {
  await open(place.document, place.page, place);
}

export async function openDocument(id) {
  await open(id, 1, null);
}

export async function step(by) {
  if (now) await open(now.document.id, now.page + by, now.place);
}

async function open(id, page, place) {
  const mine = ++turn;
  try {
    const found = await about(id, place?.version);
    if (mine !== turn) return;
    const number = Math.min(Math.max(page, 1), Math.max(found.pages, 1));
    now = { document: found, page: number, place };
    describe(found, number);
    await (found.format === "pdf" ? drawPage(found, number, place, mine) : showSection(found, number, place, mine));
  } catch (error) {
    if (mine === turn) failed(error);
  }
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
  const paged = found.format === "pdf";
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

async function drawPage(found, number, place, mine) {
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
  sheet.replaceChildren(image, ...marks);
  sheet.className = "kt-sheet page";
  scrollTo(sheet.querySelector(".kt-box.strong") ?? sheet.querySelector(".kt-box"));
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

async function showSection(found, number, place, mine) {
  const query = new URLSearchParams({ id: found.id, n: number });
  if (place && place.version === found.version) {
    query.set("v", place.version);
    query.set("unit", place.unit);
    for (const pair of place.stands) query.append("stands", pair.join("-"));
    for (const pair of place.cells) query.append("cells", pair.join("-"));
  }
  const html = await (await fetched(`kotae/section?${query}`)).text();
  if (mine !== turn) return;
  const sheet = part(".kt-sheet");
  sheet.style.aspectRatio = "";
  sheet.innerHTML = html; // our own template: the document's text in it is escaped
  sheet.className = "kt-sheet section";
  scrollTo(sheet.querySelector("mark, td.used, tr.matched, .kt-part.found"));
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
