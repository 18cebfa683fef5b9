// How large the page is shown: by buttons, keys, double click, two fingers or the wheel; 1 fits the width.
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const LEAST = STEPS[0], MOST = STEPS.at(-1);
let scale = 1;

const frame = () => document.querySelector(".kt-page-frame");
const sheet = () => document.querySelector(".kt-sheet");

// Lays the sheet out at the present size; what is under a point of the frame stays there.
export function zoomTo(wanted, point = null) {
  const shown = sheet(), around = frame();
  const before = shown.getBoundingClientRect();
  const at = point ?? { x: around.getBoundingClientRect().left + around.clientWidth / 2, y: around.getBoundingClientRect().top + around.clientHeight / 2 };
  const x = (at.x - before.left) / before.width, y = (at.y - before.top) / before.height;
  scale = Math.min(MOST, Math.max(LEAST, wanted));
  shown.style.setProperty("--kt-scale", scale);
  document.querySelector(".kt-zoom-now").textContent = `${Math.round(100 * scale)} %`;
  document.querySelector('[data-zoom="out"]').disabled = scale <= LEAST;
  document.querySelector('[data-zoom="in"]').disabled = scale >= MOST;
  const after = shown.getBoundingClientRect();
  around.scrollLeft += after.left + x * after.width - at.x;
  around.scrollTop += after.top + y * after.height - at.y;
}

export function zoom(how) {
  if (how === "fit") zoomTo(1);
  else if (how === "in") zoomTo(STEPS.find((step) => step > scale + 0.001) ?? MOST);
  else zoomTo(STEPS.findLast((step) => step < scale - 0.001) ?? LEAST);
}

export const zoomed = () => scale > 1;

function apart(touches) {
  const [one, other] = touches;
  return {
    distance: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    point: { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 },
  };
}

let pinch = null; // {distance, scale}: how it began
const inFrame = (event) => event.target.closest?.(".kt-page-frame");

document.addEventListener("dblclick", (event) => {
  if (inFrame(event) && event.target.closest(".kt-sheet.page")) zoomTo(zoomed() ? 1 : 2, { x: event.clientX, y: event.clientY });
});
document.addEventListener("wheel", (event) => {
  if (!event.ctrlKey || !inFrame(event)) return;
  event.preventDefault();
  zoomTo(scale * Math.exp(-event.deltaY / 200), { x: event.clientX, y: event.clientY });
}, { passive: false });
document.addEventListener("touchstart", (event) => {
  pinch = event.touches.length === 2 && inFrame(event) ? { distance: apart(event.touches).distance, scale } : null;
});
document.addEventListener("touchmove", (event) => {
  if (!pinch || event.touches.length !== 2) return;
  event.preventDefault();
  const { distance, point } = apart(event.touches);
  zoomTo(pinch.scale * distance / pinch.distance, point);
}, { passive: false });
