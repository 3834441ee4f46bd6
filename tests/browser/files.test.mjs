// The site as files: every link leads somewhere, nothing breaks the strict policy, nothing is too heavy.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";

import { files, folder, kinds, leadsOn, text } from "./site.mjs";

const all = new Set(files());
const ending = (...ends) => [...all].filter((path) => ends.some((end) => path.endsWith(end)));

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", "#x2F": "/" };
const decoded = (words) => words.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

// The elements of a page: name and attributes. Words and comments cannot hold a tag, because `<` is escaped there.
const elements = (html) =>
  [...html.matchAll(/<([a-z][\w-]*)((?:\s+[^\s=<>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*\/?>/gi)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      [...rest.matchAll(/([^\s=<>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g)].map(([, key, a, b, c]) => [key.toLowerCase(), decoded(a ?? b ?? c ?? "")]),
    ),
  }));

const pages = new Map(ending(".html").map((path) => [path, elements(text(path))]));
const anchors = new Map(
  [...pages].map(([path, found]) => [path, found.flatMap(({ name, attributes }) => [attributes.id, name === "a" ? attributes.name : undefined]).filter(Boolean)]),
);

// A Markdown file without its code, and the anchors that programs make of its headings.
const prose = (path) => text(path).replace(/^ *(```|~~~)[\s\S]*?^ *\1/gm, "").replace(/`[^`\n]*`/g, "");
const slug = (words) => words.trim().toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-");
const headings = new Map(ending(".md").map((path) => [path, [...text(path).matchAll(/^#+ (.+)$/gm)].map(([, words]) => slug(words))]));

// Why a link from a file leads nowhere, or nothing.
const broken = (from, href) => {
  if (/^(https?|mailto):/i.test(href)) return "";
  // The page for what is not there is shown under any address: where that of the site is known, its links begin at its root.
  if (from === "404.html" && href.startsWith("/")) return "";
  if (/^([a-z][\w+.-]*:|\/)/i.test(href)) return `${from} → ${href}: not relative`;
  const [, path, fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href);
  const target = path ? posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(path))) : from;
  if (!all.has(target)) return `${from} → ${href}: no such file`;
  const id = decodeURIComponent((fragment || "").replace(/:~:.*/s, ""));
  if (id && !(anchors.get(target) ?? headings.get(target))?.includes(id)) return `${from} → ${href}: no such anchor`;
  return "";
};

const none = (found) => assert.deepEqual(found.filter(Boolean).slice(0, 40), [], `${found.filter(Boolean).length} found`);

describe("links", () => {
  test("every page kind is there", () => none(Object.values(kinds).map((path) => (all.has(path.replace(/\?.*/, "")) ? "" : path))));

  test("every link and anchor of a page leads somewhere", () => {
    const found = [];
    for (const [path, inside] of pages) {
      for (const { attributes } of inside) {
        for (const key of ["href", "src", "action", "poster"]) if (key in attributes) found.push(broken(path, attributes[key]));
        for (const key of ["for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "popovertarget"]) {
          const wanted = (attributes[key] || "").split(/\s+/).filter(Boolean);
          found.push(...wanted.map((id) => (anchors.get(path).includes(id) ? "" : `${path}: ${key}="${id}" names nothing`)));
        }
      }
    }
    assert.ok(found.length > 5000, "the pages were read");
    none(found);
  });

  test("no anchor is there twice", () =>
    none([...anchors].flatMap(([path, ids]) => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `${path}#${id}`))));

  test("every link of a Markdown file leads somewhere", () => {
    const links = [...ending(".md"), "llms.txt"].flatMap((path) => [...prose(path).matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(([, href]) => broken(path, href)));
    assert.ok(links.length > 500, "the files were read");
    none(links);
  });

  test("every result of the search leads somewhere", () => {
    const found = [];
    const onusSearch = (_stamp, name, entries) => /^d\d+$/.test(name) && found.push(...entries.map(([href]) => broken("index.html", href)));
    const context = createContext({ onusSearch, window: { onusSearch } });
    for (const path of ending(".js").filter((path) => path.startsWith("static/search/d"))) runInContext(text(path), context);
    assert.ok(found.length > 1000, "the index was read");
    none(found);
  });

  test("every page can be reached from the home page", () => {
    const seen = new Set(["index.html"]);
    for (const path of seen) {
      for (const { name, attributes } of pages.get(path) || []) {
        if (name !== "a" || !attributes.href || /^[a-z]+:/i.test(attributes.href)) continue;
        const target = posix.normalize(posix.join(posix.dirname(path), attributes.href.replace(/[?#].*/s, "") || posix.basename(path)));
        if (all.has(target)) seen.add(target);
      }
    }
    none([...pages.keys()].filter((path) => path !== "404.html" && !seen.has(path) && !leadsOn(path)));
  });
});

describe("policy", () => {
  const each = (wrong) => none([...pages].flatMap(([path, inside]) => inside.map((one) => wrong(one) && `${path}: ${wrong(one)}`)));

  test("no script and no style is inline", () =>
    each(({ name, attributes }) => {
      if (name === "style" || (name === "script" && !attributes.src)) return `<${name}>`;
      const key = Object.keys(attributes).find((key) => key === "style" || /^on[a-z]+$/.test(key));
      return key ? `${name}[${key}]` : "";
    }));

  test("nothing comes from elsewhere", () => {
    each(({ name, attributes }) => {
      const loaded = [attributes.src, attributes.srcset, attributes.poster, attributes.data, attributes.action, ["link", "use", "image"].includes(name) && attributes.rel !== "canonical" ? attributes.href : ""];
      const foreign = loaded.find((address) => /^\s*([a-z][\w+.-]*:)?\/\//i.test(address || "") || /^(data|blob|javascript):/i.test(address || ""));
      return foreign ? `<${name}> ${foreign}` : "";
    });
    none(ending(".css", ".svg").map((path) => (/@import|url\(\s*["']?\s*([a-z]+:|\/\/)|(src|href)\s*=\s*["'](https?:)?\/\//i.test(text(path)) ? path : "")));
    none(ending(".js").map((path) => (/\beval\(|new Function\(|\bfetch\(|XMLHttpRequest|^import |\bimport\(/m.test(text(path)) && !path.startsWith("static/search/") ? path : "")));
  });

  test("every page says its language, its title and what it is about", () => {
    const titles = new Map();
    const found = [...pages].filter(([path]) => !leadsOn(path)).flatMap(([path, inside]) => {
      const title = /<title>([^<]+)<\/title>/.exec(text(path))?.[1] || "";
      const twin = titles.get(title);
      titles.set(title, path);
      const about = inside.some(({ name, attributes }) => name === "meta" && attributes.name === "description" && attributes.content);
      return [
        inside.find(({ name }) => name === "html")?.attributes.lang ? "" : `${path}: no language`,
        title ? "" : `${path}: no title`,
        about || path === "404.html" ? "" : `${path}: no description`,
        twin ? `${path} and ${twin}: both are called ${title}` : "",
        inside.filter(({ name }) => name === "h1").length === 1 ? "" : `${path}: not one h1`,
      ];
    });
    none(found);
  });
});

describe("weight", () => {
  const CAPS = { page: 60_000, "static/onus.css": 12_000, "static/onus.js": 6_000, search: 15_000 };
  const weigh = (path) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length;

  test("pages", (t) => {
    const weights = [...pages.keys()].map((path) => [path, weigh(path)]).sort((a, b) => b[1] - a[1]);
    const byFolder = {};
    for (const one of weights) (byFolder[posix.dirname(one[0])] ??= []).push(one);
    for (const [name, list] of Object.entries(byFolder)) {
      const [heaviest, most] = list[0];
      t.diagnostic(`${name}: ${list.length} pages, median ${list[Math.floor(list.length / 2)][1]}, most ${most} bytes (${heaviest})`);
    }
    none(weights.map(([path, weight]) => (weight > CAPS.page ? `${path}: ${weight} bytes` : "")));
  });

  test("style and scripts", (t) => {
    const weights = Object.fromEntries(files().filter((path) => /^static\/[^/]+\.(js|css)$/.test(path)).map((path) => [path, weigh(path)]));
    for (const [path, weight] of Object.entries(weights)) t.diagnostic(`${path}: ${weight} bytes`);
    assert.ok(weights["static/onus.css"] <= CAPS["static/onus.css"]);
    assert.ok(weights["static/onus.js"] <= CAPS["static/onus.js"]);
    assert.ok(weights["static/search.js"] + weights["static/search-engine.js"] <= CAPS.search, "the scripts of search");
  });
});
