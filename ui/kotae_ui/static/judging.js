// Right, wrong, or where it stands instead: one click on an answer keeps that as a question of the reader's own set.
import { reachJson } from "./own.js";
import { shownPlace } from "./viewer.js";

let say = () => "";

const buttons = () => [...document.querySelectorAll("[data-judge]")];

function press(verdict) {
  for (const button of buttons()) button.setAttribute("aria-pressed", String(button.dataset.judge === verdict));
}

// What was said of the shown question before.
export async function showVerdict() {
  const group = document.querySelector("[data-judging]");
  if (!group) return;
  const asked = new URLSearchParams({ shown: group.dataset.judging });
  const answer = await fetch(`kotae/judged?${asked}`).catch(() => null);
  if (answer?.ok && group.isConnected) press((await answer.json()).verdict);
}

async function judge(button) {
  const group = button.closest("[data-judging]");
  const told = group.querySelector(".kt-judged");
  const verdict = button.getAttribute("aria-pressed") === "true" ? null : button.dataset.judge; // once more: taken back
  const place = verdict === "elsewhere" ? shownPlace() : {};
  if (!place) { told.textContent = say("judge.nowhere"); return; }
  const kept = await reachJson("judge", { shown: group.dataset.judging, verdict, ...place });
  if (!kept) return;
  press(kept.verdict);
  const words = { name: kept.set, count: kept.count };
  told.textContent = verdict ? say("judge.kept").replace(/\{(name|count)\}/g, (_, name) => words[name]) : say("judge.taken_back");
}

export function attachJudging(tell) {
  say = tell;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-judge]");
    if (button) judge(button);
  });
}
