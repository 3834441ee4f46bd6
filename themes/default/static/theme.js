// Says that scripts run (html[data-js]) and sets the theme that the reader chose, before anything is drawn: loaded in
// the head, blocking, and therefore this small.
(() => {
  document.documentElement.dataset.js = "";
  try {
    const theme = localStorage.getItem("onus:theme");
    if (theme === "auto") delete document.documentElement.dataset.theme;
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage the theme of the book stays.
  }
})();
