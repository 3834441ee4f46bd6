// Shows what search-engine.js finds: in the dialog that onus.js opens, and on the search page.
//
// Dialog (a combobox with a list of links): dialog.search-dialog > form.search-form (label, input.search-input,
// button.search-close), p.search-status[role=status], div.search-results[role=listbox] > div.search-group[role=group]
// (p.search-kind) > a.search-option[role=option] (.search-title, .search-card, .search-excerpt, .search-missing); the chosen one has
// aria-selected=true. Answers, above all else, are a.search-option.search-answer, each with its a.search-source; the last option,
// a.search-all, opens the search page with the same query.
// Page: [data-search-page] > form.search-form, div.search-facets (button.search-chip[aria-pressed], select.search-facet),
// p.search-status, div.search-results > div.search-answer, section.search-group[data-kind] > h2.search-kind (.search-count),
// ol > li.search-hit, button.search-more.
// Matched words are mark elements everywhere; ?q= in the address of a result has them marked there (marks.js).
(() => {
  "use strict";

  const engine = window.onusSearch;
  const root = document.documentElement.dataset.root || "";
  const EXCERPT = 160;
  // Results of a kind, and results that are shown with the words found in their texts. The texts are most of what a
  // query loads, so that the dialog fetches few and the page that is opened on purpose fetches all.
  const DIALOG = { most: 4, rows: 20, excerpts: 6 };
  const PAGE = { rows: Infinity, excerpts: Infinity };
  const MORE = 30;
  // Milliseconds without a key before a query is looked up: what is typed on the way would load parts for nothing.
  const PAUSE = 60;
  const KINDS = { compare: "Comparisons", model: "Service models", path: "Learning paths", term: "Glossary" };

  const make = (name, attributes, ...inside) => {
    const element = typeof name === "string" ? document.createElement(name) : name;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...inside.filter((item) => item !== null));
    return element;
  };

  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const kindName = (kind) => KINDS[kind] || capital(kind + "s").replace("ys", "ies");
  const plural = (count, word) => `${count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;
  const marked = (pieces) => pieces.map((piece) => (piece.word < 0 ? piece.text : make("mark", {}, piece.text)));

  // --- one result ---

  // The link of a result, with the words to mark there; `pieces` of its text, where that is loaded, say where the first ones stand.
  const address = (hit, words, pieces) => {
    const [path, anchor] = hit.url.split("#");
    const found = anchor || !pieces ? "" : quote(pieces);
    const asked = words.length && !path.includes("?") ? `?q=${encodeURIComponent(words.map((word) => word.text).join(" "))}` : "";
    const place = found ? `:~:text=${encodeURIComponent(found).replace(/-/g, "%2D")}` : anchor;
    return root + path + asked + (place ? "#" + place : "");
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

  const parts = (hit, words) => ({
    hit,
    link: make("a", { href: address(hit, words) }, make("span", { class: "search-title" }, ...marked(engine.mark(hit.title, words)))),
    source: make("a", { class: "search-source", hidden: "" }),
    card: make("span", { class: "search-card" }),
    excerpt: make("span", { class: "search-excerpt" }),
    missing: hit.missing.length ? make("span", { class: "search-missing" }, `Without: ${hit.missing.join(", ")}`) : null,
  });

  // Once the texts are there: the line with the words, and a link that leads to the words; of an answer all of its card.
  const fillExcerpts = async (shown, answers, words, current) => {
    const texts = await engine.texts(shown.map((one) => one.hit));
    if (!current()) return;
    shown.forEach((one, at) => {
      const { text, card } = texts[at];
      if (!answers.includes(one)) {
        const pieces = engine.excerpt({ text, title: one.hit.title }, words, EXCERPT);
        one.excerpt.replaceChildren(...marked(pieces));
        one.link.href = address(one.hit, words, pieces);
        return;
      }
      const [kind, word, why, name, url] = card;
      one.card.replaceChildren(make("span", { class: `chip ${kind}` }, word), " " + why);
      one.excerpt.replaceChildren(...marked(engine.mark(text.split("\n").slice(1).join(" ").slice(0, 500), words)));
      if (!url) return;
      one.source.href = url;
      one.source.textContent = `Source: ${name}`;
      one.source.hidden = false;
    });
  };

  const described = async (result, rows) => {
    let room = rows - result.answers.length;
    const groups = result.groups.map((group) => {
      const hits = group.hits.slice(0, Math.max(0, room));
      room -= hits.length;
      return { ...group, hits };
    }).filter((group) => group.hits.length);
    const hits = await engine.describe([...result.answers, ...groups.flatMap((group) => group.hits)]);
    const all = hits.map((hit) => parts(hit, result.words));
    const answers = all.splice(0, result.answers.length);
    return { answers, groups: groups.map((group) => ({ ...group, shown: all.splice(0, group.hits.length) })) };
  };

  // What is typed, answered; an answer that a later key has overtaken is dropped.
  const asker = ({ most, rows, excerpts }, show, status) => {
    let latest = 0;
    return async (query, wide) => {
      const turn = ++latest;
      const current = () => turn === latest;
      await new Promise((done) => setTimeout(done, query.trim() ? PAUSE : 0));
      if (!current()) return;
      try {
        const result = await engine.find(query, most, wide);
        const { answers, groups } = await described(result, rows);
        if (!current()) return;
        show(query, result, { answers, groups });
        const shown = [...answers, ...groups.flatMap((group) => group.shown)];
        if (shown.length) await fillExcerpts(shown.slice(0, excerpts), answers, result.words, current);
      } catch (error) {
        if (current()) status.textContent = `Search does not work here: ${error.message}.`;
      }
    };
  };

  const summary = (query, result) => {
    if (!query.trim()) return "";
    return [`${result.total ? plural(result.total, "result") : "Nothing found"}.`, ...result.notes].join(" ");
  };

  // --- the dialog ---

  const dialog = (box) => {
    const input = box.querySelector(".search-input");
    const list = box.querySelector(".search-results");
    const status = box.querySelector(".search-status");
    let active = -1;
    const options = () => [...list.querySelectorAll("[role=option]:not([hidden])")];

    const choose = (at) => {
      const all = options();
      active = all.length ? (at + all.length) % all.length : -1;
      list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      all[active].setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };

    const option = (link, extra, ...inside) =>
      make(link, { class: "search-option" + extra, role: "option", tabindex: "-1", "aria-selected": "false" }, ...inside);

    const group = (name, id, inside) =>
      make("div", { class: "search-group", role: "group", "aria-labelledby": id }, make("p", { class: "search-kind", id, role: "presentation" }, name), ...inside);

    const show = (query, result, { answers, groups }) => {
      const sections = groups.map((one) =>
        group(kindName(one.kind), `search-kind-${one.kind}`, one.shown.map(({ link, excerpt, missing }) => option(link, "", excerpt, missing))));
      const cards = answers.flatMap(({ link, card, excerpt, source }) => [option(link, " search-answer", card, excerpt), option(source, " search-source")]);
      if (cards.length) sections.unshift(group("Answer", "search-kind-first", cards));
      if (sections.length) {
        const all = make("a", { href: `${root}search.html?q=${encodeURIComponent(query.trim())}` }, `${plural(result.total, "result")} on a page, to narrow down`);
        sections.push(option(all, " search-all"));
      }
      list.replaceChildren(...sections);
      list.querySelectorAll("[role=option]").forEach((one, at) => (one.id = `search-option-${at}`));
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
    const input = make("input", { class: "search-input", type: "search", name: "q", autocomplete: "off", spellcheck: "false" });
    place.prepend(make("form", { class: "search-form", role: "search" }, make("label", {}, "Search ", input)));
    const facets = make("div", { class: "search-facets" });
    const status = make("p", { class: "search-status", role: "status" });
    const list = make("div", { class: "search-results" });
    place.append(facets, status, list);
    const title = document.title;

    // As many results of a kind as a reader asked for, and the kind whose new ones get the focus.
    let wide = {};
    let grown = null;
    const ask = asker(PAGE, (...found) => show(...found), status);
    const anew = () => {
      wide = {};
      ask(input.value, wide);
    };

    const more = ({ kind, total, found, shown }) => {
      const count = shown.length;
      if (count >= found) return null;
      const next = Math.min(MORE, (count < total ? total : found) - count);
      const button = make("button", { class: "search-more", type: "button" }, `${next} more${count < total ? "" : ", with some of the words"}`);
      button.addEventListener("click", () => {
        wide[kind] = count + next;
        grown = [kind, count];
        ask(input.value, wide);
      });
      return button;
    };

    const section = (group) => {
      const { kind, total, shown } = group;
      const items = shown.map((one) => make("li", { class: "search-hit" }, one.link, one.excerpt, one.missing));
      const count = total > shown.length ? `${shown.length} of ${total.toLocaleString()}` : String(total);
      const heading = make("h2", { class: "search-kind" }, kindName(kind), " ", make("span", { class: "search-count" }, count));
      return make("section", { class: "search-group", "data-kind": kind }, heading, make("ol", {}, ...items), more(group));
    };

    const show = (query, result, { answers, groups }) => {
      const cards = answers.map(({ link, card, excerpt, source }) => make("div", { class: "search-answer" }, link, card, excerpt, source));
      list.replaceChildren(...cards, ...groups.map(section));
      if (grown) list.querySelectorAll(`[data-kind="${grown[0]}"] li > a`)[grown[1]]?.focus();
      grown = null;
      status.textContent = summary(query, result);
      document.title = query.trim() ? `${query.trim()} · ${title}` : title;
      remember(query.trim());
      chips(result);
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
      const pattern = new RegExp(`(^|\\s)(?:${engine.called(facet).join("|")}):(?:"[^"]*"|\\S+)`, "gi");
      const rest = input.value.replace(pattern, " ").replace(/\s+/g, " ").trim();
      input.value = value ? `${rest} ${facet}:${value}`.trim() : rest;
      anew();
    };

    const kinds = make("div", { class: "search-kinds", role: "group", "aria-label": "Kind" });
    let chosen = {};
    const chips = (result) => {
      chosen = Object.fromEntries(result.facets.filter((one) => !one.minus).map(({ facet, names }) => [facet, names]));
      const names = chosen.kind || result.groups.map((group) => group.kind);
      const focused = kinds.contains(document.activeElement) ? document.activeElement.dataset.kind : "";
      kinds.replaceChildren(...(names.length > 1 || chosen.kind ? names : []).map((kind) => {
        const pressed = !!chosen.kind?.includes(kind);
        const chip = make("button", { class: "search-chip", type: "button", "aria-pressed": pressed, "data-kind": kind }, kindName(kind));
        chip.addEventListener("click", () => set("kind", pressed ? "" : kind));
        return chip;
      }));
      kinds.querySelector(`[data-kind="${focused}"]`)?.focus();
      facets.querySelectorAll("select").forEach(pick);
    };

    // A query may name several values, of which a select shows one; they are one more choice, then.
    const pick = (select) => {
      const names = chosen[select.name] || [];
      select.querySelector("[data-several]")?.remove();
      if (names.length > 1) {
        const name = (id) => [...select.options].find((option) => option.value === id)?.text || id;
        select.append(make("option", { value: names.join(","), "data-several": "" }, names.map(name).join(", ")));
      }
      select.value = names.join(",");
    };

    const addFacets = async () => {
      facets.append(kinds);
      for (const [facet, values] of Object.entries(await engine.facets())) {
        const named = Object.entries(values).sort(([, a], [, b]) => a[1].localeCompare(b[1]));
        const options = named.map(([value, [, name]]) => make("option", { value }, name));
        const select = make("select", { class: "search-facet", name: facet }, make("option", { value: "" }, "any"), ...options);
        select.addEventListener("change", () => set(facet, select.value));
        facets.append(make("label", {}, capital(facet) + " ", select));
        pick(select);
      }
    };

    const links = () => [input, ...list.querySelectorAll("a:not([hidden]), button")];
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
        anew();
      }
    });
    input.addEventListener("input", anew);
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      links()[1]?.focus();
    });
    const wanted = new URLSearchParams(location.search).get("q") ?? new URLSearchParams(location.hash.slice(1)).get("q");
    if (wanted !== null) input.value = wanted;
    if (input.value) anew();
    addFacets().catch(() => facets.remove());
  };

  const place = document.querySelector("[data-search-page]");
  engine.open().catch(() => {});
  if (place) page(place);
  engine.dialog = dialog;
})();
