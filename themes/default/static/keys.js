// Single letters as keys, for who turns them on: loaded by onus.js where they are on, and on the page with the switch.
//
//   [data-keys]   gets a switch, kept as onus:keys
//   / searches, j and k go to the next and the previous entry of a list, n and p to the next and the previous page,
//   ? shows dialog.keys-dialog
(() => {
  "use strict";

  const KEYS = [
    ["/", "search"],
    ["j, k", "to the next, and to the previous entry of a list"],
    ["n, p", "to the next, and to the previous page"],
    ["?", "show these keys"],
  ];
  // What lists have an entry of: rows, items, results. A page to read has headings.
  const ENTRIES = [
    ".checks input", "tbody th[scope=row] > a:first-of-type", ":is(.columns, .controls) li > a:first-child", ".composed li > a:first-child",
    ".plain li > a:first-child", ".shelves li > a:first-child", ".cards :is(h2, dt) > a", ".search-results a",
  ];
  const HEADINGS = [":is(h2, h3) > .anchor"];

  const kept = () => {
    try {
      return !!localStorage.getItem("onus:keys");
    } catch {
      return false;
    }
  };

  const keep = (value) => {
    try {
      if (value) localStorage.setItem("onus:keys", "on");
      else localStorage.removeItem("onus:keys");
    } catch {
      // Without storage the choice holds for this page.
    }
  };

  let on = kept();

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  const inSight = (list) => [...document.querySelectorAll(list.map((one) => `main ${one}`).join())].filter((one) => one.checkVisibility?.() ?? true);

  const step = (by) => {
    const entries = [ENTRIES, HEADINGS].map(inSight).find((list) => list.length) || [];
    const here = entries.indexOf(document.activeElement);
    // From nowhere to the first entry that is in sight, or below.
    const first = entries.findIndex((one) => one.getBoundingClientRect().top >= 0);
    entries[here < 0 ? first : here + by]?.focus();
  };

  const turn = (rel) => document.querySelector(`a[rel=${rel}]`)?.click();

  const help = () => {
    const close = make("button", { type: "button", class: "search-close" }, "Close");
    const rows = KEYS.map(([key, does]) => make("div", {}, make("dt", {}, ...key.split(", ").flatMap((one, at) => [at ? " " : "", make("kbd", {}, one)])), make("dd", {}, does)));
    const dialog = make("dialog", { class: "search-dialog keys-dialog", "aria-labelledby": "keys-title" },
      make("h2", { id: "keys-title" }, "Keys"), make("dl", { class: "facts" }, ...rows), close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  const work = {
    "/": () => document.querySelector("[data-search-open]")?.click(),
    j: () => step(1),
    k: () => step(-1),
    n: () => turn("next"),
    p: () => turn("prev"),
    "?": help,
  };

  const typing = (element) => element.isContentEditable || (element.matches("input, textarea, select") && !element.matches("[type=checkbox], [type=radio]"));

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!work[event.key] || typing(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    work[event.key]();
  });

  for (const place of document.querySelectorAll("[data-keys]")) {
    const box = make("input", { type: "checkbox" });
    box.checked = on;
    box.addEventListener("change", () => keep((on = box.checked)));
    place.append(make("label", {}, box, " Use single letters as keys"));
  }
})();
