// What is the reader's own: kept on the server for an account, else in this browser.
let notice = () => {};
export const noticeWith = (notify) => { notice = notify; };

export function stored(name, value) {
  try { return value === undefined ? JSON.parse(localStorage.getItem(name) ?? "null") : localStorage.setItem(name, JSON.stringify(value)); } catch { return null; }
}

// Fetches or sends (a body), and returns what came; null where nothing did, which is then said.
export async function reach(path, body) {
  const sent = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`kotae/${path}`, sent || {}).catch(() => null);
  if (!answer) return null; // that the server is gone is said where it is noticed
  if (answer.ok) return answer;
  const refused = await answer.json().catch(() => ({}));
  notice(refused.told?.[document.documentElement.dataset.ui] ?? refused.error ?? answer.statusText);
  return null;
}

export async function reachJson(path, body) {
  return (await (await reach(path, body))?.json()) ?? null;
}
