// A page that stays open says when another index answers: one made here, by another session, or by `kotae index`.
const EVERY = 15_000; // milliseconds between two looks

let known;

async function look(tell) {
  if (document.hidden || document.querySelector("#kt-away")) return;
  let now;
  try {
    const answer = await fetch("kotae/newest");
    if (!answer.ok) return;
    now = await answer.json();
  } catch { return; } // the server is gone: the page says so by itself
  if (known !== undefined && now.index && now.index !== known) tell(now);
  known = now.index ?? "";
}

// `tell` is given what the server says of an index that was not there at the last look.
export function watch(tell) {
  look(tell);
  setInterval(() => look(tell), EVERY);
  for (const kind of ["focus", "visibilitychange"]) addEventListener(kind, () => look(tell));
}
