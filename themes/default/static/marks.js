// Marks the words of ?q= on a page that the search led to, without touching the page: ::highlight(found). Escape takes them off.
(() => {
  "use strict";

  // Each mark costs time to draw, and nobody looks at more.
  const MOST = 400;
  // Endings that a word of the question and one of the page may differ in; what is short or an id stands as it is.
  const ENDING = /(?:ies|ions?|ings?|ers?|ed|es|e|s|y)$/;
  const LONGER = 4;

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const asked = fold(new URLSearchParams(location.search).get("q")).split(/\s+/).filter((word) => word.length > 1);
  const [ids, words] = [asked.filter((word) => /[^\p{L}]/u.test(word)), asked.filter((word) => !/[^\p{L}]/u.test(word))];
  const starts = words.map((word) => [word, word.length > 4 ? word.replace(ENDING, "") : word]);

  const isWord = (text) =>
    starts.some(([word, start]) => text === word || (word.length > 3 && text.startsWith(start) && text.length <= start.length + LONGER));

  // Where the words stand in a piece of text, as pairs of from and to.
  const places = (text) => {
    const folded = fold(text);
    const found = [];
    for (const id of ids) {
      for (let at = folded.indexOf(id); at >= 0; at = folded.indexOf(id, at + id.length)) {
        const inside = /[\p{L}\p{N}]/u;
        if (!inside.test(folded[at - 1] || "") && !inside.test(folded[at + id.length] || "")) found.push([at, at + id.length]);
      }
    }
    for (const run of folded.matchAll(/\p{L}+/gu)) if (isWord(run[0])) found.push([run.index, run.index + run[0].length]);
    // Where folding made a text shorter or longer, its places are not those on the page.
    return folded.length === text.length ? found : [];
  };

  const ranges = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (ranges.length < MOST && walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("script, style, svg, option")) continue;
    for (const [from, to] of places(node.data)) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  document.addEventListener("keydown", (event) => event.key === "Escape" && CSS.highlights.delete("found"));
})();
