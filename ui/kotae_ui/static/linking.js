// The words of a question are linked with what stands for them in the answer and its evidence: where the mouse or the focus
// is on one, the other is marked. Marks are ranges beside the text, which stays as it is.

const TEXTS = ".kt-answer-text, .kt-hit.cited .kt-text, .kt-hit.cited :is(th, td)";

// Returns the ranges at which some words stand in an element, whatever marks part its text; glosses are no part of it.
function places(element, words) {
  const nodes = [];
  let text = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".kt-gloss")) continue;
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const at = (place, end) => nodes.find(([node, start]) => place >= start && place < start + node.length + Number(end));
  const found = [];
  for (const word of words) {
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
      const end = start + word.length;
      const [[first, before], [last, until]] = [at(start, false), at(end, true)];
      const range = new Range();
      range.setStart(first, start - before);
      range.setEnd(last, end - until);
      found.push(range);
    }
  }
  return found;
}

function mark(button) {
  const result = button.closest(".kt-result");
  for (const other of result.querySelectorAll("[data-there]")) other.classList.toggle("current", other === button);
  const words = JSON.parse(button.dataset.there);
  const found = [...result.querySelectorAll(TEXTS)].flatMap((element) => places(element, words));
  CSS.highlights?.set("kt-linked", new Highlight(...found));
}

function unmark() {
  CSS.highlights?.delete("kt-linked");
  for (const button of document.querySelectorAll("[data-there].current")) button.classList.remove("current");
}

// What is pointed at: a word of the question, or a word of the evidence that stands for one.
function linked(target) {
  const button = target.closest?.("[data-there]");
  const word = target.closest?.(".kt-result :is(.kt-word, td, th)");
  if (button || !word) return button;
  const buttons = [...word.closest(".kt-result").querySelectorAll("[data-there]")];
  const holds = (there) => word.matches(".kt-word") ? word.textContent === there : places(word, [there]).length > 0;
  return buttons.find((one) => JSON.parse(one.dataset.there).some(holds));
}

export function attachLinks() {
  for (const [begins, ends] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(begins, (event) => { const button = linked(event.target); if (button) mark(button); });
    document.addEventListener(ends, (event) => { if (linked(event.target)) unmark(); });
  }
}
