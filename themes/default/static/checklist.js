// A checklist in place: what is ticked, found and noted stays in the browser, goes out as a file and comes back from one.
// Loaded by onus.js when a checklist comes near.
//
//   section[data-checklist=STEM]  gets tools, in [data-checklist-tools]; data-facets names what rows give ids or numbers of:
//                                 {"party": [[ID, NAME], …], "framework": [[ID, NAME, NUMBER], …]}
//   [data-checklist-group]        has [data-progress], which counts
//   [data-item-row]               has input[data-item=KEY] or input#item-KEY[data-item], data-FACET and a small that begins with
//                                 priority and cadence; gets a button that opens the fields of the item's record
//   [data-filter=FACET|text]      made where a list is long
(() => {
  "use strict";

  const { all, make, button, store, filter, kept: keep } = window.onus;
  const FORMAT = "onus-checklist/1";
  const STATES = ["met", "partly-met", "not-met", "not-assessed", "not-applicable", "risk-accepted"];
  const ORDER = "critical high medium low continuous daily weekly monthly quarterly yearly on-change".split(" ");
  // Field of a record, its label, the type of its control.
  const FIELDS = [
    ["state", "State", "select"], ["by", "Owner", "text"], ["on", "Date", "date"], ["evidence", "Evidence", "textarea"],
    ["note", "Note", "textarea"], ["because", "Reason", "textarea"], ["until", "Until", "date"],
  ];

  const spaced = (word) => word.replace(/-/g, " ");
  const named = (word) => `${word[0].toUpperCase()}${spaced(word.slice(1))}`;
  const select = (attributes, options) => make("select", attributes, ...options.map(([value, name]) => make("option", { value }, name)));

  const today = () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };

  const read = (text) => {
    try {
      return JSON.parse(text) || {};
    } catch {
      return {};
    }
  };

  const anchor = (id) => make("a", { class: "anchor", href: `#${id}`, "aria-label": "Link to this item" }, "#");

  // What a record says, on one line.
  const words = ({ state, by, on, until, evidence, note, because }) =>
    [state && spaced(state), by, on, until && `until ${until}`, because, note, evidence].filter(Boolean).join(" · ");

  // Gives each row what it can be filtered by.
  const describe = (row, facets) => {
    const [priority, cadence] = (row.querySelector("small")?.textContent || "").split(", ");
    const { framework } = row.dataset;
    Object.assign(row.dataset, { priority, cadence: cadence?.trim().replace(/ /g, "-"), ...row.closest("[data-team]")?.dataset, ...row.dataset });
    const ids = (framework || "").split(" ");
    if (framework) row.dataset.framework = (facets.framework || []).filter(([, , number]) => ids.includes(String(number))).map(([id]) => id).join(" ");
  };

  const filters = (rows, facets) => {
    const one = (facet) => {
      const found = new Set(rows.flatMap((row) => (row.dataset[facet] || "").split(" ")).filter(Boolean));
      const words = [...found].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).map((word) => [word, spaced(word)]);
      const options = facets[facet]?.filter(([id]) => found.has(id)) || words;
      return options.length > 1 && make("label", {}, `${named(facet)} `, select({ "data-filter": facet }, [["", "all"], ...options]));
    };
    const words = make("label", {}, "Words ", make("input", { type: "search", "data-filter": "text" }));
    return [...["party", "priority", "cadence", "framework", "team"].map(one).filter(Boolean), words];
  };

  const checklist = (section) => {
    const stem = section.dataset.checklist;
    const kept = keep(section);
    const facets = read(section.dataset.facets);
    const boxes = all("input[type=checkbox][data-item]", section);
    const rows = all("[data-item-row]", section);
    const groups = all("[data-checklist-group]", section);
    const keyOf = (one) => one.dataset.item || one.id.replace("item-", "");
    const rowOf = new Map(boxes.map((one) => [keyOf(one), one.closest("[data-item-row]")]));
    // Item → record.
    let records = read(store.get(kept));

    const status = make("p", { class: "checklist-status", role: "status" });
    const file = make("input", { type: "file", accept: ".json,application/json", hidden: "", "aria-label": "Checklist file" });
    const tools = make("div", { class: "checklist-tools" },
      button("checklist-print", "Print this list", () => printed()),
      button("checklist-export", "Export", () => exported()),
      button("checklist-import", "Import", () => file.click()),
      button("checklist-clear", "Clear", () => cleared()),
      file, status);
    rows.forEach((row) => describe(row, facets));
    const place = section.querySelector("[data-checklist-tools]") || section.insertBefore(make("div", { class: "filters" }), section.firstChild);
    if (boxes.length > 9) place.append(...filters(rows, facets));
    place.append(tools);

    const progress = () => {
      for (const element of all("[data-progress]", section)) {
        const inside = element.closest("[data-checklist-group]") || section;
        const own = boxes.filter((one) => inside.contains(one));
        element.textContent = `${own.filter((one) => one.checked).length} of ${own.length}`;
      }
    };

    const show = (item) => {
      const record = records[item] || {};
      const row = rowOf.get(item);
      const box = row.querySelector("input[data-item]");
      box.checked = record.state ? record.state === "met" : box.defaultChecked;
      for (const field of all("[data-field]", row)) field.value = record[field.dataset.field] || "";
      const said = words(record);
      const place = row.querySelector(".record-words") || (said && row.appendChild(make("p", { class: "record-words" })));
      if (place) Object.assign(place, { textContent: said, hidden: !said });
    };

    const save = () => {
      for (const item of Object.keys(records)) if (!Object.values(records[item]).some(Boolean)) delete records[item];
      store.set(kept, Object.keys(records).length ? JSON.stringify(records) : "");
      progress();
    };

    const change = (item, what) => {
      records[item] = { ...records[item], ...what };
      save();
      show(item);
    };

    const fields = (item) => {
      const field = ([name, label, kind]) => {
        const options = [["", "nothing yet"], ...STATES.map((state) => [state, spaced(state)])];
        const attributes = { "data-field": name, ...(kind !== "select" && kind !== "textarea" && { type: kind }), ...(kind === "textarea" && { rows: 2 }) };
        return make("label", { class: `of-${name}` }, label, kind === "select" ? select(attributes, options) : make(kind === "textarea" ? kind : "input", attributes));
      };
      const form = make("div", { class: "record", role: "group", "aria-label": "What was found" }, ...FIELDS.map(field));
      form.addEventListener("change", ({ target }) => change(item, { [target.dataset.field]: target.value.trim() || undefined }));
      return form;
    };

    for (const [item, row] of rowOf) {
      const opener = button("record-button", "Note", () => {
        const form = row.querySelector(".record") || row.appendChild(fields(item));
        form.hidden = opener.getAttribute("aria-expanded") === "true";
        opener.setAttribute("aria-expanded", String(!form.hidden));
        show(item);
        if (!form.hidden) form.querySelector("select").focus();
      });
      opener.setAttribute("aria-expanded", "false");
      opener.setAttribute("aria-label", `Note on ${row.querySelector("label").textContent}`);
      const { id } = row.querySelector("input[data-item]");
      row.querySelector("small").after(opener, id ? anchor(id) : "");
    }

    const exported = () => {
      const items = [...rowOf.keys()].filter((item) => records[item]).map((item) => ({ item, ...records[item] }));
      const workload = /^workload-(.+)/.exec(stem)?.[1];
      const text = JSON.stringify({ format: FORMAT, checklist: stem, ...(workload && { workload }), exported: today(), items }, null, 2);
      const link = make("a", { download: `${stem}.onus-checklist.json`, href: URL.createObjectURL(new Blob([text + "\n"], { type: "application/json" })) });
      link.click();
      URL.revokeObjectURL(link.href);
      status.textContent = `${items.length} item${items.length === 1 ? "" : "s"} exported.`;
    };

    const imported = (text) => {
      const data = read(text);
      if (data.format !== FORMAT || !Array.isArray(data.items)) return "This is not a file of a checklist.";
      const known = data.items.filter((one) => rowOf.has(one?.item));
      for (const one of known) {
        const given = FIELDS.filter(([name]) => typeof one[name] === "string").map(([name]) => [name, one[name]]);
        records[one.item] = { ...records[one.item], ...Object.fromEntries(given) };
        show(one.item);
      }
      save();
      const unknown = data.items.length - known.length;
      return `${known.length} items read.` + (unknown ? ` ${unknown} are not on this checklist.` : "");
    };

    const cleared = () => {
      if (!confirm("Clear all ticks and notes of this checklist?")) return;
      const items = Object.keys(records);
      records = {};
      save();
      items.filter((item) => rowOf.has(item)).forEach(show);
    };

    // The page prints this list and nothing else, as it is filtered.
    const printed = () => {
      const part = section.closest("main > *") || section;
      part.classList.add("to-print");
      document.documentElement.dataset.print = stem;
      print();
      part.classList.remove("to-print");
      delete document.documentElement.dataset.print;
    };

    section.addEventListener("change", ({ target }) => {
      if (!("item" in target.dataset)) return;
      const taken = target.defaultChecked ? { state: "not-assessed", on: today() } : { state: undefined, on: undefined };
      change(keyOf(target), target.checked ? { state: "met", on: today() } : taken);
    });
    file.addEventListener("change", async () => {
      if (file.files[0]) status.textContent = imported(await file.files[0].text());
      file.value = "";
    });
    // A reader may have been quicker than this script.
    for (const one of boxes.filter((one) => one.checked && !one.defaultChecked && !records[keyOf(one)])) records[keyOf(one)] = { state: "met", on: today() };
    [...rowOf.keys()].forEach(show);
    save();
    filter(all("[data-filter]", section), () => rows, "", (shown, filtered) => {
      for (const group of groups) group.hidden = filtered && !group.querySelector("[data-item-row]:not([hidden])");
      status.textContent = filtered ? `${shown} of ${boxes.length} items shown.` : "";
    });
  };

  all("section[data-checklist]").forEach(checklist);
})();
