// The words of a page over its picture, unseen: they can be selected, copied and read out.
const measure = document.createElement("canvas").getContext("2d");
const SIZE = 100; // pixels: a word is measured at this size of letters

export function wordLayer(words, width, height) {
  const layer = document.createElement("div");
  layer.className = "kt-words";
  measure.font = `${SIZE}px sans-serif`;
  let line = null;
  for (const [text, place, x0, y0, x1, y1] of words) {
    if (line !== null) layer.append(place === line ? " " : "\n");
    line = place;
    const word = document.createElement("span");
    word.textContent = text;
    word.style.left = `${(100 * x0) / width}%`;
    word.style.top = `${(100 * y0) / height}%`;
    word.style.fontSize = `${(100 * (y1 - y0)) / width}cqw`;
    const natural = (measure.measureText(text).width / SIZE) * (y1 - y0);
    word.style.transform = `scaleX(${natural ? (x1 - x0) / natural : 1})`;
    layer.append(word);
  }
  return layer;
}
