// Before Gradio starts: calls that fail are noticed; the language that was chosen, or the browser's. Gradio takes its own texts' language from navigator.
(() => {
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const own = (navigator.languages?.[0] ?? navigator.language ?? "en").toLowerCase().startsWith("ja") ? "ja" : "en";
  const language = ["ja", "en"].includes(kept("kotae.language")) ? kept("kotae.language") : own;
  const root = document.documentElement;
  root.lang = language;
  root.dataset.ui = language;
  if (new URLSearchParams(location.search).has("q")) root.dataset.asked = ""; // what helps to begin has no place then
  // A call that reaches no server is told of: what was asked is kept until it is back.
  const reached = window.fetch;
  window.fetch = async (...call) => {
    try { return await reached(...call); } catch (error) {
      if (error instanceof TypeError) dispatchEvent(new Event("kotae:away"));
      throw error;
    }
  };
  Object.defineProperty(navigator, "language", { get: () => language, configurable: true });
  Object.defineProperty(navigator, "languages", { get: () => [language], configurable: true });
})();
