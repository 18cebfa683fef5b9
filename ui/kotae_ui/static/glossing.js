// Glosses of an answer and its evidence for who reads the other language: on hover, tap and focus, and as a list of words.

// Puts glosses on the words of an element whose text is the one that they count in.
function mark(element, glosses) {
  if (!element) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([walker.currentNode, at]);
  const text = element.textContent;
  for (const [start, end, words, gloss] of [...glosses].reverse()) { // the last one first, so that places before it stay
    const found = nodes.find(([node, at]) => at <= start && end <= at + node.length);
    if (!found || text.slice(start, end) !== words) continue; // parted by a mark, or not the text that is shown
    const [node, at] = found;
    const range = document.createRange();
    range.setStart(node, start - at);
    range.setEnd(node, end - at);
    const word = document.createElement("span");
    word.className = "kt-word";
    word.tabIndex = -1;
    word.dataset.gloss = gloss;
    range.surroundContents(word);
  }
  oneStop([...element.querySelectorAll(".kt-word")], element);
}

// All words of a text are one stop of the Tab key; the arrow keys go from word to word.
function oneStop(words, element) {
  if (!words.length) return;
  words[0].tabIndex = 0;
  element.addEventListener("keydown", (event) => {
    const at = words.indexOf(event.target);
    const to = words[at + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN)];
    if (at < 0 || !to) return;
    event.preventDefault();
    words[at].tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
}

function list(box, glosses, said, language) {
  const seen = new Set();
  const rows = glosses.filter(([, , words]) => !seen.has(words) && seen.add(words)).flatMap(([, , words, gloss]) => {
    const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = words;
    meaning.textContent = gloss;
    meaning.lang = language;
    return [term, meaning];
  });
  box.querySelector("dl").replaceChildren(...rows);
  box.querySelector(".kt-said").textContent = said.map(([words, text]) => `${words} = ${text}`).join(", ");
}

// Each label of a table is given its gloss, below it and marked as Kotae's; the label itself stays and is what is cited.
function label(table, labels, language, note) {
  for (const cell of table?.querySelectorAll("th, td:not(.number)") ?? []) {
    const gloss = labels[cell.textContent];
    if (!gloss) continue;
    const small = document.createElement("small");
    small.className = "kt-gloss";
    small.lang = language;
    small.textContent = gloss;
    cell.append(small);
  }
  const line = document.createElement("p");
  line.className = "kt-note";
  line.textContent = note;
  if (table?.querySelector(".kt-gloss")) table.parentElement.after(line);
}

export async function showGlosses(say) {
  const result = document.querySelector("#kt-result [data-glossing]");
  if (!result) return;
  const shown = result.dataset.glossing;
  const answer = await fetch(`kotae/glosses?${new URLSearchParams({ shown })}`).catch(() => null);
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  // Without glosses the answer still stands; another may stand in its place by now, for Gradio changes what is there.
  if (!found || !result.isConnected || result.dataset.glossing !== shown) return;
  const language = found.language;
  mark(result.querySelector(".kt-answer-text"), found.answer);
  for (const [rank, glosses] of Object.entries(found.texts)) mark(document.querySelector(`#kt-hit-${rank} .kt-text`), glosses);
  for (const [rank, labels] of Object.entries(found.labels)) label(document.querySelector(`#kt-hit-${rank} table`), labels, language, say("gloss.note"));
  const words = result.querySelector(".kt-glosses");
  if (words) list(words, found.answer, found.said, language);
  result.dataset.glossed = "";
}
