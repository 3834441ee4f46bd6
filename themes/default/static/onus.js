// What a page does beyond showing: theme, copy buttons, the door to search, tables, tips. Loaded deferred.
//
//   button[data-theme-toggle]     sets html[data-theme]; [data-theme-name], or its label, says it
//   [data-search-open], Ctrl/⌘-K  open dialog.search-dialog (search.js); [data-search-page] loads search; ?q= loads marks.js
//   section[data-checklist=STEM]  loads checklist.js when it comes near
//   [data-keys]                   loads keys.js, as every page does where its switch is on
//   [data-filter=FACET|text]      filters rows by data-FACET or their text, kept in the address
//   table[data-sortable]          sorts by data-sort or text, but for th[data-fixed]
//   [data-table-filter=#ID][data-filter]   filters rows, or items below sections; [data-shown-count=#ID] counts them
//   [data-sections]               brings the current section into sight; details[data-closes] closes when left
//   .stack a, a[data-tip]         show div.tip: data-tip, or the duties of the layer
(() => {
  "use strict";

  const html = document.documentElement;
  const root = html.dataset.root || "";
  const all = (selector, inside) => [...(inside || document).querySelectorAll(selector)];

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  const button = (name, label, work) => {
    const element = make("button", { type: "button", class: name }, label);
    element.addEventListener("click", work);
    return element;
  };

  // Storage may be full, off, or refused for a folder on disk; then nothing is kept.
  const store = {
    get: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      try {
        if (value) localStorage.setItem(key, value);
        else localStorage.removeItem(key);
      } catch {
      }
    },
  };

  // A page from a folder on disk may not load a manifest, and browsers complain when it asks for one.
  if (location.protocol.startsWith("http")) document.head.append(make("link", { rel: "manifest", href: root + "manifest.webmanifest" }));

  // --- theme ---

  const themes = ["auto", "light", "dark"];
  const theme = () => html.dataset.theme || "auto";

  const setTheme = (name) => {
    if (name === "auto") delete html.dataset.theme;
    else html.dataset.theme = name;
    store.set("onus:theme", name);
    all("[data-theme-toggle]").forEach(nameTheme);
  };

  const nameTheme = (toggle) => {
    const place = toggle.querySelector("[data-theme-name]");
    if (place) place.textContent = theme();
    else toggle.setAttribute("aria-label", (toggle.title = `Theme: ${theme()}`));
  };

  for (const toggle of all("[data-theme-toggle]")) {
    nameTheme(toggle);
    toggle.addEventListener("click", () => setTheme(themes[(themes.indexOf(theme()) + 1) % 3]));
  }

  // --- copy ---

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", {}, text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  for (const pre of all("pre")) {
    const copier = button("copy-button", "Copy", async () => {
      await copy((pre.querySelector("code") || pre).textContent);
      copier.textContent = "Copied";
      copier.focus();
      setTimeout(() => (copier.textContent = "Copy"), 2000);
    });
    copier.setAttribute("aria-live", "polite");
    const frame = make("div", { class: "copy-frame" });
    pre.replaceWith(frame);
    frame.append(pre, copier);
  }

  // --- search ---

  const script = (name) =>
    new Promise((resolve, reject) => {
      const element = make("script", { src: `${root}static/${name}` });
      element.async = false;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`could not load ${name}`));
      document.head.append(element);
    });

  let search = null;
  const loadSearch = () => (search = search || Promise.all([script("search-engine.js"), script("search.js")]).catch((error) => {
    search = null;
    throw error;
  }));

  let box = null;
  const openSearch = () => {
    if (!box) box = searchBox();
    if (!box.open) box.showModal();
    box.querySelector("input").select();
  };

  const searchBox = () => {
    const input = make("input", {
      class: "search-input", id: "search-input", type: "search", name: "q", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-results", placeholder: "A service, a control, an id, a question",
    });
    const status = make("p", { class: "search-status", role: "status" });
    const list = make("div", { class: "search-results", id: "search-results", role: "listbox", "aria-label": "Results", hidden: "" });
    const form = make("form", { class: "search-form", role: "search", action: `${root}search.html` },
      make("label", { class: "search-label", for: "search-input" }, "Search"), input, button("search-close", "Close", () => dialog.close()));
    const dialog = make("dialog", { class: "search-dialog", "aria-label": "Search" }, form, status, list);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    loadSearch().then(() => window.onusSearch.dialog(dialog), (error) => (status.textContent = `Search does not work here: ${error.message}.`));
    return dialog;
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-search-open]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openSearch();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openSearch();
  });
  // A result of the search leads to a page with the words that were asked for.
  if (document.querySelector("[data-search-page]")) loadSearch().catch(() => {});
  else if (window.Highlight && new URLSearchParams(location.search).has("q")) script("marks.js").catch(() => {});

  // --- single letters as keys, off until a reader turns them on ---

  if (store.get("onus:keys") || document.querySelector("[data-keys]")) script("keys.js").catch(() => {});

  // --- filters, for checklists and tables ---

  const facetOf = (control) => control.dataset.filter || "text";

  const matches = (row, facet, value) => {
    if (facet === "text") return value.toLowerCase().split(/\s+/).every((word) => row.textContent.toLowerCase().includes(word));
    return (row.dataset[facet.replace(/-(.)/g, (_, c) => c.toUpperCase())] || "").split(/\s+/).includes(value);
  };

  const keep = (pairs) => {
    const url = new URL(location.href);
    for (const [name, value] of pairs) {
      url.searchParams.delete(name);
      if (value) url.searchParams.set(name, value);
    }
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // Refused for a folder on disk.
    }
  };

  const filter = (controls, rows, prefix, after) => {
    const apply = () => {
      const asked = controls.filter((control) => control.value.trim());
      let shown = 0;
      for (const row of rows()) {
        row.hidden = !asked.every((control) => matches(row, facetOf(control), control.value.trim()));
        if (!row.hidden) shown += 1;
      }
      after(shown, asked.length > 0);
    };
    const given = new URLSearchParams(location.search);
    for (const control of controls) {
      const value = given.get(prefix + facetOf(control));
      if (value !== null) control.value = value;
      control.addEventListener("input", () => {
        keep(controls.map((each) => [prefix + facetOf(each), each.value]));
        apply();
      });
    }
    apply();
  };

  // --- checklists: their script comes when one comes near, or at once where something is kept, filtered or linked ---

  window.onus = { all, make, button, store, filter, root };
  const lists = all("section[data-checklist]");
  window.onus.kept = (list) => `onus:checklist:${new URL(root || ".", location.href).pathname}:${list.dataset.checklist}`;
  if (lists.length) {
    const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), { rootMargin: "100%" });
    const load = () => {
      near.disconnect();
      script("checklist.js").catch(() => {});
    };
    if (location.search || location.hash || lists.some((list) => store.get(window.onus.kept(list)))) load();
    else lists.forEach((list) => near.observe(list));
  }

  // --- tables ---

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const sort = (table, column, direction) => {
    const value = (row) => row.cells[column]?.dataset.sort ?? row.cells[column]?.textContent.trim() ?? "";
    for (const body of table.tBodies) {
      body.append(...[...body.rows].sort((a, b) => direction * collator.compare(value(a), value(b))));
    }
  };

  // The first table keeps its order in the address: ?sort=customer, ?sort=-customer.
  all("table[data-sortable]").forEach((table, at) => {
    const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells || [])];
    heads.forEach((head, column) => {
      if ("fixed" in head.dataset || !head.textContent.trim()) return;
      const name = head.textContent.trim().toLowerCase().replace(/\s+/g, "-");
      const order = (direction) => {
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        sort(table, column, direction);
      };
      const sorter = button("sort-button", "", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        order(direction);
        if (!at) keep([["sort", (direction > 0 ? "" : "-") + name]]);
      });
      sorter.append(...head.childNodes);
      head.append(sorter);
      const given = at ? null : new URLSearchParams(location.search).get("sort");
      if (given === name) order(1);
      if (given === `-${name}`) order(-1);
    });
  });

  const targets = [...new Set(all("[data-table-filter]").map((control) => control.dataset.tableFilter))];
  for (const target of targets) {
    const table = document.querySelector(target);
    if (!table) continue;
    const controls = all("[data-table-filter]").filter((control) => control.dataset.tableFilter === target);
    const prefix = targets.length > 1 ? `${table.id}-` : "";
    const rows = () => (table.tBodies ? [...table.tBodies].flatMap((body) => [...body.rows]) : all("li", table));
    filter(controls, rows, prefix, (shown) => {
      for (const section of all("section", table)) section.hidden = !section.querySelector("li:not([hidden])");
      for (const place of all("[data-shown-count]")) if (place.dataset.shownCount === target) place.textContent = shown;
    });
  }

  // --- what a link leads to, before it is followed ---

  const about = (link) => {
    if (link.dataset.tip) return link.dataset.tip;
    const layer = document.getElementById(link.getAttribute("href").slice(1));
    const held = new Map();
    for (const one of all("tr[id^=duty-] > th, li[id^=duty-]", layer || link)) {
      const holder = one.closest("tr").querySelector(".chip").textContent;
      held.set(holder, [...(held.get(holder) || []), one.textContent]);
    }
    return [...held].map(([holder, duties]) => `${holder}: ${duties.join("; ")}`).join(". ");
  };

  let tip = null;
  const hideTip = () => {
    if (!tip) return;
    tip.link.removeAttribute("aria-describedby");
    tip.remove();
    tip = null;
  };

  const showTip = (link) => {
    if (tip?.link === link) return;
    hideTip();
    const words = about(link);
    if (!words) return;
    tip = make("div", { class: "tip", id: "tip", role: "tooltip" }, words);
    tip.link = link;
    link.setAttribute("aria-describedby", "tip");
    document.body.append(tip);
    const { left, bottom, top } = link.getBoundingClientRect();
    tip.style.left = `${scrollX + Math.max(8, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${scrollY + (bottom + tip.offsetHeight < innerHeight ? bottom : top - tip.offsetHeight)}px`;
  };

  const tipped = (event) => event.target.closest?.(".stack a, a[data-tip]");
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const link = tipped(event);
      if (link) showTip(link);
      else if (!event.target.closest?.(".tip")) hideTip();
    });
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());

  // --- headings have a link to themselves, and the contents say which of them is read ---

  for (const heading of all("main :is(h2, h3)[id]:not(.hidden)")) {
    if (!heading.querySelector("a[href^='#']")) {
      heading.append(" ", make("a", { class: "anchor", href: `#${heading.id}`, "aria-label": `Link to ${heading.textContent.trim()}` }, "#"));
    }
  }

  const places = all(".toc a[href^='#']").map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, to]) => to);
  const follow = () => {
    const [read] = places.filter(([, to]) => to.getBoundingClientRect().top < innerHeight / 3).pop() || places[0];
    for (const [link] of places) {
      if (link === read) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  if (places.length) {
    const seen = new IntersectionObserver(follow, { rootMargin: "0px 0px -66%" });
    places.forEach(([, to]) => seen.observe(to));
  }

  // --- navigation ---

  const current = document.querySelector("[data-sections] [aria-current]");
  if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 40;
  for (const menu of all("details[data-closes]")) {
    const close = (event) => menu.contains(event.relatedTarget || event.target) || (menu.open = false);
    menu.addEventListener("focusout", (event) => event.relatedTarget && close(event));
    document.addEventListener("click", close);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.firstElementChild.focus();
    });
  }

  // --- an anchor inside something folded opens it ---

  const unfold = () => {
    const target = document.querySelector(":target");
    for (let up = target; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
