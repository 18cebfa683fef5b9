// Before Gradio starts: the language that was chosen, or the browser's. Gradio takes its own texts' language from navigator.
(() => {
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const own = (navigator.languages?.[0] ?? navigator.language ?? "en").toLowerCase().startsWith("ja") ? "ja" : "en";
  const language = ["ja", "en"].includes(kept("kotae.language")) ? kept("kotae.language") : own;
  const root = document.documentElement;
  root.lang = language;
  root.dataset.ui = language;
  Object.defineProperty(navigator, "language", { get: () => language, configurable: true });
  Object.defineProperty(navigator, "languages", { get: () => [language], configurable: true });
})();
