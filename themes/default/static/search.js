// Shows what search-engine.js finds: in the dialog that onus.js opens, and on the search page.
//
// Dialog (a combobox with a list of links): dialog.search-dialog > form.search-form (label, input.search-input,
// button.search-close), p.search-status[role=status], div.search-results[role=listbox] > div.search-group[role=group]
// (p.search-kind) > a.search-option[role=option] (.search-title, .search-excerpt, .search-missing); the chosen one has
// aria-selected=true. Answers, above all else, are a.search-option.search-answer; the last option, a.search-all, opens the search page.
// Page: [data-search-page] > form.search-form, div.search-facets (button.search-chip[aria-pressed], select.search-facet),
// p.search-status, div.search-results > a.search-answer, section.search-group > h2.search-kind (.search-count), ol > li.search-hit.
// Matched words are mark elements everywhere.
(() => {
  "use strict";

  const engine = window.onusSearch;
  const root = document.documentElement.dataset.root || "";
  const EXCERPT = 160;
  // Results of a kind, and results that are shown with the words found in their texts. The texts are most of what a
  // query loads, so that the dialog fetches few and the page that is opened on purpose fetches all.
  const DIALOG = { most: 4, excerpts: 6 };
  const PAGE = { most: undefined, excerpts: Infinity };
  // Milliseconds without a key before a query is looked up: what is typed on the way would load parts for nothing.
  const PAUSE = 60;
  const KINDS = {
    answer: "Answers", change: "Changes", checklist: "Checklists", compare: "Comparisons", control: "Controls", duty: "Duties",
    framework: "Frameworks", guide: "Guides", layer: "Layers", lesson: "Lessons", model: "Service models", page: "Pages",
    party: "Parties", path: "Learning paths", requirement: "Requirements", service: "Services", term: "Glossary",
    trait: "Traits", variant: "Variants", workload: "Workloads",
  };

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...inside.filter((item) => item !== null));
    return element;
  };

  const kindName = (kind) => KINDS[kind] || kind[0].toUpperCase() + kind.slice(1) + "s";
  const plural = (count, word) => `${count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;
  const marked = (pieces) => pieces.map((piece) => (piece.word < 0 ? piece.text : make("mark", {}, piece.text)));

  // --- one result ---

  // The link of a result; `text`, where it is loaded already, says which words of it to show.
  const address = (hit, pieces) => {
    const url = root + hit.url;
    if (hit.url.includes("#") || !pieces) return url;
    const words = quote(pieces);
    return words ? `${url}#:~:text=${encodeURIComponent(words).replace(/-/g, "%2D")}` : url;
  };

  // The first matched words that stand together, as the page has them; a text fragment must be whole words.
  const quote = (pieces) => {
    const first = pieces.findIndex((piece) => piece.word >= 0);
    if (first < 0) return "";
    let words = pieces[first].text;
    for (let at = first + 1; at + 1 < pieces.length && pieces[at].text === " " && pieces[at + 1].word >= 0; at += 2) {
      words += " " + pieces[at + 1].text;
    }
    return words;
  };

  const titleOf = (hit, words) => make("span", { class: "search-title" }, ...marked(engine.mark(hit.title, words)));

  const missing = (hit) =>
    hit.missing.length ? make("span", { class: "search-missing" }, "Without: ", ...hit.missing.flatMap((word, at) => [at ? ", " : "", make("s", {}, word)])) : null;

  const parts = (hit, words) => {
    const link = make("a", { href: address(hit) }, titleOf(hit, words));
    const excerpt = make("span", { class: "search-excerpt" });
    return { hit, link, excerpt, missing: missing(hit) };
  };

  // Once the texts are there: the line with the words, and a link that leads to the words.
  const fillExcerpts = async (shown, words, current) => {
    const texts = await engine.texts(shown.map((one) => one.hit));
    if (!current()) return;
    shown.forEach(({ hit, link, excerpt }, at) => {
      const pieces = link.classList.contains("search-answer")
        ? engine.mark(texts[at].split("\n").slice(1).join(" ").slice(0, 500), words)
        : engine.excerpt({ text: texts[at], title: hit.title }, words, EXCERPT);
      excerpt.replaceChildren(...marked(pieces));
      link.href = address(hit, pieces);
    });
  };

  const withTexts = async (result, most) => {
    const hits = [...result.answers, ...result.groups.flatMap((group) => group.hits.slice(0, most))];
    const described = new Map((await engine.describe(hits)).map((hit) => [hit.entry, hit]));
    const of = (hit) => parts(described.get(hit.entry), result.words);
    return {
      answers: result.answers.map(of),
      groups: result.groups.map((group) => ({ ...group, shown: group.hits.slice(0, most).map(of) })),
    };
  };

  // What is typed, answered; an answer that a later key has overtaken is dropped.
  const asker = ({ most, excerpts }, show, status) => {
    let latest = 0;
    return async (query) => {
      const turn = ++latest;
      const current = () => turn === latest;
      await new Promise((done) => setTimeout(done, query.trim() ? PAUSE : 0));
      if (!current()) return;
      try {
        const result = query.trim() ? await engine.find(query, most) : { groups: [], words: [], notes: [], total: 0, answers: [] };
        const described = await withTexts(result, most);
        if (!current()) return;
        show(query, result, described);
        const shown = [...described.answers, ...described.groups.flatMap((group) => group.shown)];
        if (shown.length) await fillExcerpts(shown.slice(0, excerpts), result.words, current);
      } catch (error) {
        if (current()) status.textContent = `Search does not work here: ${error.message}.`;
      }
    };
  };

  const summary = (query, result) => {
    if (!query.trim()) return "";
    const found = result.total || result.answers.length ? plural(result.total, "result") : "Nothing found";
    return [`${found}.`, ...result.notes].join(" ");
  };

  // --- the dialog ---

  const dialog = (box) => {
    const input = box.querySelector(".search-input");
    const list = box.querySelector(".search-results");
    const status = box.querySelector(".search-status");
    let active = -1;
    const options = () => [...list.querySelectorAll("[role=option]")];

    const choose = (at) => {
      const all = options();
      active = all.length ? (at + all.length) % all.length : -1;
      all.forEach((option, number) => option.setAttribute("aria-selected", number === active));
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };

    const option = (one, extra) => {
      one.link.className = "search-option" + extra;
      one.link.setAttribute("role", "option");
      one.link.setAttribute("tabindex", "-1");
      one.link.append(...[one.excerpt, one.missing].filter(Boolean));
      return one.link;
    };

    const group = (name, id, inside) =>
      make("div", { class: "search-group", role: "group", "aria-labelledby": id }, make("p", { class: "search-kind", id, role: "presentation" }, name), ...inside);

    const show = (query, result, { answers, groups }) => {
      const sections = groups.map((one) => group(kindName(one.kind), `search-kind-${one.kind}`, one.shown.map((shown) => option(shown, ""))));
      if (answers.length) sections.unshift(group("Answer", "search-kind-first", answers.map((one) => option(one, " search-answer"))));
      if (groups.some((one) => one.total > one.shown.length)) {
        const all = make("a", { href: `${root}search.html?q=${encodeURIComponent(query.trim())}` }, `All ${plural(result.total, "result")}`);
        sections.push(option({ link: all }, " search-all"));
      }
      list.replaceChildren(...sections);
      options().forEach((one, at) => (one.id = `search-option-${at}`));
      list.hidden = !sections.length;
      input.setAttribute("aria-expanded", sections.length > 0);
      status.textContent = summary(query, result);
      choose(0);
    };

    const ask = asker(DIALOG, show, status);
    const keys = {
      ArrowDown: () => choose(active + 1),
      ArrowUp: () => choose(active - 1),
      Enter: (event) => options()[active]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey })),
    };
    input.addEventListener("input", () => ask(input.value));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key](event);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !input.value) return;
      event.preventDefault();
      input.value = "";
      input.focus();
      ask("");
    });
    // A link to a place on this page leaves the dialog open otherwise.
    list.addEventListener("click", (event) => {
      if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) box.close();
    });
    ask(input.value);
  };

  // --- the search page ---

  const page = (place) => {
    const input = place.querySelector("input[name=q]") || make("input", { class: "search-input", type: "search", name: "q" });
    if (!input.isConnected) {
      place.prepend(make("form", { class: "search-form", role: "search" }, make("label", {}, "Search ", input)));
    }
    input.setAttribute("autocomplete", "off");
    input.setAttribute("spellcheck", "false");
    const facets = make("div", { class: "search-facets" });
    const status = make("p", { class: "search-status", role: "status" });
    const list = make("div", { class: "search-results" });
    place.append(facets, status, list);
    const title = document.title;

    const section = (name, count, shown) => {
      const items = shown.map((one) => make("li", { class: "search-hit" }, one.link, one.excerpt, one.missing));
      const total = count > shown.length ? `${shown.length} of ${count.toLocaleString()}` : String(count);
      return make("section", { class: "search-group" }, make("h2", { class: "search-kind" }, name, " ", make("span", { class: "search-count" }, total)), make("ol", {}, ...items));
    };

    const show = (query, result, { answers, groups }) => {
      const sections = groups.map((group) => section(kindName(group.kind), group.total, group.shown));
      for (const { link, excerpt } of answers) {
        link.className = "search-answer";
        link.append(excerpt);
      }
      list.replaceChildren(...answers.map((one) => one.link), ...sections);
      status.textContent = summary(query, result);
      document.title = query.trim() ? `${query.trim()} · ${title}` : title;
      remember(query.trim());
      chips(query, result);
    };

    const remember = (query) => {
      try {
        history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      } catch {
        location.replace(`#q=${encodeURIComponent(query)}`);
      }
    };

    // Adds a facet to the query, replaces its value, or takes it away.
    const set = (facet, value) => {
      const pattern = new RegExp(`(^|\\s)${facet}:(?:"[^"]*"|\\S+)`, "gi");
      const rest = input.value.replace(pattern, " ").replace(/\s+/g, " ").trim();
      input.value = value ? `${rest} ${facet}:${value}`.trim() : rest;
      ask(input.value);
    };

    const chosen = (facet) => new RegExp(`(?:^|\\s)${facet}:"?([^\\s"]+)`, "i").exec(input.value)?.[1] || "";

    const kinds = make("div", { class: "search-kinds", role: "group", "aria-label": "Kind" });
    const chips = (query, result) => {
      const current = chosen("kind");
      const names = current ? [current] : result.groups.map((group) => group.kind);
      const focused = kinds.contains(document.activeElement) ? document.activeElement.dataset.kind : "";
      kinds.replaceChildren(...(names.length > 1 || current ? names : []).map((kind) => {
        const chip = make("button", { class: "search-chip", type: "button", "aria-pressed": kind === current, "data-kind": kind }, kindName(kind));
        chip.addEventListener("click", () => set("kind", kind === current ? "" : kind));
        return chip;
      }));
      kinds.querySelector(`[data-kind="${focused}"]`)?.focus();
      for (const select of facets.querySelectorAll("select")) select.value = chosen(select.name);
    };

    const addFacets = async () => {
      facets.append(kinds);
      for (const [facet, values] of Object.entries(await engine.facets())) {
        const select = make("select", { class: "search-facet", name: facet }, make("option", { value: "" }, "any"), ...values.map((value) => make("option", { value }, value)));
        select.addEventListener("change", () => set(facet, select.value));
        facets.append(make("label", {}, facet[0].toUpperCase() + facet.slice(1) + " ", select));
        select.value = chosen(facet);
      }
    };

    const ask = asker(PAGE, show, status);
    const links = () => [input, ...list.querySelectorAll("a")];
    place.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const at = links().indexOf(document.activeElement);
      if (step && at >= 0) {
        event.preventDefault();
        links()[Math.max(0, at + step)]?.focus();
      } else if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        input.focus();
        ask("");
      }
    });
    input.addEventListener("input", () => ask(input.value));
    input.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      links()[1]?.focus();
    });
    const wanted = new URLSearchParams(location.search).get("q") ?? new URLSearchParams(location.hash.slice(1)).get("q");
    if (wanted !== null) input.value = wanted;
    if (input.value) ask(input.value);
    addFacets().catch(() => facets.remove());
  };

  const place = document.querySelector("[data-search-page]");
  engine.open().catch(() => {});
  if (place) page(place);
  engine.dialog = dialog;
})();
