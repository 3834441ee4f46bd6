// Lets an open page follow the book: it loads again after a build, where the reader was, and shows what stands in the way.
(() => {
  "use strict";
  const KEY = "onus-reload";
  const version = new URL(document.currentScript.src).searchParams.get("v");

  const details = () => [...document.querySelectorAll("details")];

  const remember = () => {
    const open = details().map((one) => one.open);
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, open }));
    } catch {
      // Without storage the page begins at its top.
    }
  };

  const restore = () => {
    let saved = null;
    try {
      saved = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
    } catch {
      return;
    }
    if (!saved || saved.path !== location.pathname) return;
    details().forEach((one, at) => {
      if (at in saved.open) one.open = saved.open[at];
    });
    // The browser has its own idea of the place, and acts on it after this script.
    requestAnimationFrame(() => scrollTo({ left: saved.x, top: saved.y, behavior: "instant" }));
  };

  const copyable = (place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place;
    button.title = "Copy";
    button.addEventListener("click", () => navigator.clipboard?.writeText(place));
    return button;
  };

  // Each place (`--> path:line:column`) can be copied; all else stays as the terminal shows it.
  const worded = (problems) => {
    const text = document.createElement("pre");
    const arrow = /^(\s*--> )(.+:\d+:\d+)$/;
    for (const line of problems.split("\n")) {
      const place = arrow.exec(line);
      if (place) text.append(place[1], copyable(place[2]), "\n");
      else text.append(line + "\n");
    }
    return text;
  };

  const show = (problems) => {
    document.getElementById("onus-problems")?.remove();
    if (!problems) return;
    const box = document.createElement("section");
    box.id = "onus-problems";
    box.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.textContent = "This page is older than the book";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide";
    close.addEventListener("click", () => box.remove());
    box.append(title, close, worded(problems));
    document.body.append(box);
  };

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__onus/reload.css";
  document.head.append(style);

  restore();
  const events = new EventSource("/__onus/events");
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    show(state.problems);
    if (!state.problems && state.version !== version) {
      events.close();
      remember();
      location.reload();
    }
  };
})();
