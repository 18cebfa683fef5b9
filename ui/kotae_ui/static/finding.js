// A text looked for in the whole document that is shown: how often it is there, and every place by turns.
let found = { document: null, text: "", places: [], more: false };
let at = -1;
let turn = 0;
let waiting = 0;

const count = () => document.querySelector(".kt-find-count");
const field = () => document.querySelector("#kt-find");

export const placesOn = (id, page) => (found.document === id ? found.places.filter((place) => place.page === page) : []);
export const placeNow = () => found.places[at];

// Looks for what is typed and shows the first place from the page on that is shown.
export async function find(id, text, page, go, say) {
  const mine = ++turn;
  if (!text.trim()) { forget(); go(null); return; }
  const query = new URLSearchParams({ id, text });
  const answer = await fetch(new URL(`kotae/find?${query}`, document.baseURI));
  if (!answer.ok || mine !== turn) return;
  found = { document: id, text, ...(await answer.json()) };
  at = found.places.findIndex((place) => place.page >= page);
  if (at < 0 && found.places.length) at = 0;
  tell(say);
  go(found.places[at] ?? null);
}

export function findNext(by, go, say) {
  if (!found.places.length) return;
  at = (at + by + found.places.length) % found.places.length;
  tell(say);
  go(found.places[at]);
}

export function forget() {
  turn += 1;
  found = { document: null, text: "", places: [], more: false };
  at = -1;
  count().textContent = "";
  for (const button of document.querySelectorAll("[data-found]")) button.disabled = true;
}

function tell(say) {
  const all = `${found.places.length}${found.more ? "+" : ""}`;
  count().textContent = found.places.length ? `${at + 1} / ${all}` : say("page.find.none");
  for (const button of document.querySelectorAll("[data-found]")) button.disabled = !found.places.length;
}

export function typing(start) {
  clearTimeout(waiting);
  waiting = setTimeout(start, 200); // milliseconds after the last letter
}
