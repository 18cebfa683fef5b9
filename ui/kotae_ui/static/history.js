// The history: the questions that were asked, to be searched, asked again and deleted.
import { reachJson, stored } from "./own.js";

const NAME = "kotae.history";
const MOST = 1000;

let say = () => "";
let kept = null; // "server" or "browser", once it is known
let asked = [];

const panel = () => document.querySelector(".kt-history");
const folded = (text) => text.normalize("NFKC").toLowerCase();

function take(found) {
  if (!found) return;
  kept = found.kept;
  asked = kept === "server" ? found.asked : stored(NAME) ?? [];
  show();
}

export async function attachHistory(tell) {
  say = tell;
  document.addEventListener("click", clicked);
  document.addEventListener("input", (event) => { if (event.target.id === "kt-history-search") show(); });
  take(await reachJson("history"));
}

export async function remember(question, link) {
  if (kept === "server") return take(await reachJson("history", { do: "remember", question, link }));
  if (kept === null && !(await known())) return;
  if (kept === "server") return remember(question, link);
  asked = [{ question, link, asked: new Date().toISOString() }, ...(stored(NAME) ?? []).filter((one) => one.question !== question)].slice(0, MOST);
  stored(NAME, asked);
  show();
}

async function known() {
  take(await reachJson("history"));
  return kept !== null;
}

async function clicked(event) {
  const button = event.target.closest("[data-forget]");
  if (!button) return;
  const link = button.dataset.forget || null;
  if (link === null && !confirm(say("history.forget_all.ask"))) return;
  if (kept === "server") return take(await reachJson("history", { do: "forget", link }));
  stored(NAME, link === null ? [] : (stored(NAME) ?? []).filter((one) => one.link !== link));
  take({ kept: "browser" });
}

// Shows what the field at its top looks for.
export function show() {
  const box = panel();
  if (!box) return;
  const field = box.querySelector("#kt-history-search");
  field.placeholder = say("history.search");
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  const shown = asked.filter((one) => words.every((word) => folded(one.question).includes(word)));
  box.querySelector(".kt-history-none").hidden = asked.length > 0;
  box.querySelector(".kt-tools").hidden = !asked.length;
  box.querySelector("ol").replaceChildren(...shown.map((one) => {
    const item = box.querySelector("template").content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = one.link.startsWith("?") ? one.link : "?";
    link.textContent = one.question;
    item.querySelector("button").dataset.forget = one.link;
    return item;
  }));
}
