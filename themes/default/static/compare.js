// Compares any two or three services or variants, on the index of comparisons.
//
// select[name=a]: its options carry data-url, data-cells, a letter a duty, and data-pages, the positions (the first is 0) of those that
// there is a page with, named after this one first; the selects for the second and the third are made of it.
// table[data-holders]: "kind=Word;…", the first has the letter a; a tr[data-duty=#ANCHOR] for each duty, in the order of the letters.
// What is picked is in the address: ?a=ec2&b=lambda&c=ecs/fargate&all=1
(() => {
  "use strict";

  const section = document.querySelector("[data-compare]");
  if (!section) return;
  const table = section.querySelector("table");
  const status = section.querySelector("[data-compare-status]");
  const every = section.querySelector("[name=all]");
  const first = section.querySelector("[name=a]");
  const holders = table.dataset.holders.split(";").filter(Boolean).map((one) => one.split("="));
  const rows = [...table.querySelectorAll("[data-duty]")];
  const heads = [...table.querySelectorAll("tr:not([data-duty])")].map((row) => row.cells[0]);

  const sides = ["a", "b", "c"].map((name, at) => {
    if (!at) return first;
    const label = first.parentElement.cloneNode(true);
    const select = label.querySelector("select");
    select.name = name;
    label.firstChild.data = ["", "Second ", "Third "][at];
    first.parentElement.parentElement.append(label);
    return select;
  });

  const add = (row, name, text, kind) => {
    const cell = row.appendChild(document.createElement(name));
    const inside = kind ? cell.appendChild(document.createElement(kind === "link" ? "a" : "span")) : cell;
    inside.textContent = text;
    return inside;
  };

  const show = () => {
    const picked = sides.map((select) => select.selectedOptions[0]).filter((option) => option.value);
    const ready = picked.length > 1;
    table.parentElement.hidden = every.closest("p").hidden = !ready;
    status.textContent = ready ? "" : "Pick two or three.";
    if (!ready) return;
    for (const row of table.rows) while (row.cells.length > 1) row.lastChild.remove();
    for (const option of picked) Object.assign(add(table.tHead.rows[0], "th", option.text, "link"), { href: option.dataset.url }).parentElement.scope = "col";
    let moved = 0;
    rows.forEach((row, at) => {
      const letters = picked.map((option) => option.dataset.cells[at]);
      const differs = new Set(letters).size > 1;
      moved += differs;
      row.hidden = !differs && !every.checked;
      letters.forEach((letter, side) => {
        const [kind, word] = holders[letter.charCodeAt(0) - 97];
        const link = add(row, "td", word, "link");
        link.className = `chip ${kind}`;
        link.href = picked[side].dataset.url.replace(/#.*/, "") + row.dataset.duty;
      });
    });
    for (const head of heads.slice(1)) {
      head.colSpan = picked.length + 1;
      head.parentElement.hidden = ![...head.closest("tbody").rows].some((row) => row.dataset.duty && !row.hidden);
    }
    for (const row of rows) if (!row.cells[0].firstElementChild) row.cells[0].replaceChildren(Object.assign(document.createElement("a"), { href: `../model.html${row.dataset.duty}`, textContent: row.cells[0].textContent }));
    const names = picked.map((option) => option.text);
    status.textContent = `${moved} of ${rows.length} duties change hands between ${names.slice(0, -1).join(", ")} and ${names.at(-1)}. `;
    const pageOf = (one, other) => one.dataset.pages?.split(" ").includes(String(other.index - 1)) && `${[one, other].map((option) => option.value.replace("/", ".")).join("--")}.html`;
    const page = pageOf(picked[0], picked[1]) || pageOf(picked[1], picked[0]);
    if (picked.length === 2 && page) status.append(Object.assign(document.createElement("a"), { href: page, textContent: "The same with words" }));
  };

  const keep = () => {
    const url = new URL(location.href);
    for (const { name, value } of [...sides, { name: "all", value: every.checked ? "1" : "" }]) value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A browser that refuses this for a folder on disk compares without remembering.
    }
  };

  const given = new URLSearchParams(location.search);
  for (const select of sides) {
    select.value = given.get(select.name) || "";
    select.addEventListener("change", () => {
      keep();
      show();
    });
  }
  every.checked = given.has("all");
  every.addEventListener("change", () => {
    keep();
    show();
  });
  show();
})();
