// Lets an open page follow the book: after a build it loads again where the reader was, or takes new styles, or stays as it
// is; and it shows what stands in the way. Part of the server: no build writes it.
(() => {
  "use strict";
  const PLACE = "onus-reload", HIDDEN = "onus-hidden", BUILD = "onus-build";
  const [page, loaded, styles] = new URL(document.currentScript.src).searchParams.get("v").split(".");
  const follow = new URL(document.currentScript.src).searchParams.has("follow");

  const saved = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const save = (key, value) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Without storage the page begins at its top, and what was hidden comes back.
    }
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // Where one stands and what is open. An opened part is known by its anchor and its words, since others may come and go before it.
  const parts = () => {
    const seen = new Map();
    return [...document.querySelectorAll("details")].filter((one) => !one.closest("#onus-problems")).map((one) => {
      const words = `${one.closest("[id]")?.id ?? ""} ${one.querySelector("summary")?.textContent.trim() ?? ""}`;
      const nth = seen.get(words) ?? 0;
      seen.set(words, nth + 1);
      return [`${words} ${nth}`, one];
    });
  };
  const remember = () => save(PLACE, { path: location.pathname, x: scrollX, y: scrollY, open: parts().map(([key, one]) => [key, one.open]) });
  const restore = () => {
    const place = saved(PLACE);
    save(PLACE, null);
    if (place?.path !== location.pathname) return;
    const open = new Map(place.open);
    for (const [key, one] of parts()) if (open.has(key)) one.open = open.get(key);
    // The browser has its own idea of the place, and acts on it after this script.
    requestAnimationFrame(() => scrollTo({ left: place.x, top: place.y, behavior: "instant" }));
  };

  const placed = (problem) => {
    if (problem.link) return element("a", problem.place, { href: problem.link });
    const button = element("button", problem.place, { type: "button", title: "Copy" });
    button.addEventListener("click", () => navigator.clipboard?.writeText(problem.place));
    return button;
  };

  const told = (problem) => {
    const item = element("li");
    const line = element("p");
    line.append(element("strong", problem.rule ? `${problem.severity}[${problem.rule}]` : problem.severity), ` ${problem.message}`);
    item.append(line);
    if (problem.place) item.append(placed(problem));
    if (problem.line.some(Boolean)) {
      const code = element("pre");
      code.append(problem.line[0], element("mark", problem.line[1]), problem.line[2]);
      item.append(code);
    }
    for (const help of problem.helps) item.append(element("p", help));
    return item;
  };

  // One line for those who do not see the panel come and go.
  const status = element("p", "", { id: "onus-status", role: "status" });

  let before = null;
  const show = (state) => {
    const old = document.getElementById("onus-problems");
    const inside = old?.contains(document.activeElement);
    const text = JSON.stringify(state.problems);
    if (old?.dataset.text === text) return;
    old?.remove();
    const count = (word) => state.problems.filter((problem) => problem.severity === word).length;
    const words = ["error", "warning", "note"].filter(count).map((word) => `${count(word)} ${word}${count(word) > 1 ? "s" : ""}`).join(", ");
    status.textContent = state.held ? `${words || "a problem"}: this page is older than the book` : words || (old ? "no findings any more" : "");
    if (!state.problems.length || saved(HIDDEN) === text) {
      if (!state.problems.length) save(HIDDEN, null);
      if (inside) (before?.isConnected ? before : document.querySelector("a[href]"))?.focus();
      return;
    }
    const box = element("section", "", { id: "onus-problems", "aria-labelledby": "onus-problems-title", tabindex: "-1" });
    box.dataset.text = text;
    const list = element("ol");
    list.append(...state.problems.map(told));
    const hide = element("button", "Hide", { type: "button" });
    const away = () => {
      save(HIDDEN, text);
      box.remove();
      before?.isConnected && before.focus();
    };
    hide.addEventListener("click", away);
    box.addEventListener("keydown", (event) => event.key === "Escape" && away());
    box.addEventListener("focusin", (event) => {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) before = event.relatedTarget;
    });
    if (state.held) {
      const title = element("h2", `This page is older than the book: ${words || "it could not be built"}`, { id: "onus-problems-title" });
      box.append(title, hide, list);
    } else {
      // Nothing stands in the way, so it takes no room until somebody wants to know.
      const more = element("details");
      more.append(element("summary", words, { id: "onus-problems-title" }), hide, list);
      box.append(more);
    }
    // First in the page, so that the first tab leads here.
    document.body.prepend(box);
    if (inside) box.focus();
  };

  // The page of the file that was just edited, where another one is open.
  const point = (state) => {
    document.getElementById("onus-edited")?.remove();
    const known = saved(BUILD);
    const fresh = known !== null && state.build > known;
    if (known === null || state.build < known) save(BUILD, state.build);
    if (!state.edited || !fresh) return;
    const here = decodeURIComponent(location.pathname).replace(/^\//, "").replace(/(^|\/)$/, "$1index.html");
    if (here === state.edited.page) return save(BUILD, state.build);
    if (follow) {
      save(BUILD, state.build);
      return location.assign(`/${state.edited.page}`);
    }
    const box = element("p", `${state.edited.source} was edited. `, { id: "onus-edited", role: "status" });
    const hide = element("button", "Hide", { type: "button" });
    const link = element("a", "Show its page", { href: `/${state.edited.page}` });
    for (const one of [hide, link]) one.addEventListener("click", () => (save(BUILD, state.build), box.remove()));
    box.append(link, " ", hide);
    document.body.append(box);
  };

  // New styles take the place of the old ones once they are there, so that nothing flashes.
  let worn = styles;
  const dress = (version) => {
    worn = version;
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const url = new URL(old.href);
      if (url.origin !== location.origin || url.pathname.startsWith("/__onus/")) continue;
      url.searchParams.set("v", version);
      const fresh = old.cloneNode();
      fresh.href = url.href;
      fresh.addEventListener("load", () => old.remove());
      old.after(fresh);
    }
  };

  document.head.append(element("link", "", { rel: "stylesheet", href: "/__onus/reload.css" }));
  document.body.append(status);
  restore();
  const events = new EventSource(`/__onus/events?page=${encodeURIComponent(location.pathname)}`);
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    const [newPage, newLoaded, newStyles] = state.version.split(".");
    if (!state.held && (newPage !== page || newLoaded !== loaded)) {
      events.close();
      remember();
      return location.reload();
    }
    if (newStyles !== worn) dress(newStyles);
    show(state);
    point(state);
  };
})();
