// Prints what a built site weighs and how fast its search answers, against the budgets of the design:
//
//   cargo run --release --example onus-bench-content -- P /tmp/large && (cd /tmp/large && onus build -d out)
//   NODE_PATH=target/test-tools/node/node_modules node benches/site.mjs /tmp/large/out
//
// Sizes are bytes after gzip; search is measured from a folder, each query once warm.

import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const require = createRequire(resolve(process.env.NODE_PATH || "node_modules", "here.js"));
const { chromium } = require("playwright-core");

const site = resolve(process.argv[2] || "book");
const files = readdirSync(site, { recursive: true }).map((path) => path.replaceAll("\\", "/"));
const weight = (path) => gzipSync(readFileSync(join(site, path))).length;
const middle = (list) => list[Math.floor(list.length / 2)];
const row = (...cells) => console.log(cells.map((cell, at) => String(cell).padEnd(at ? 14 : 34)).join(""));

const pages = files.filter((path) => path.endsWith(".html"));
const kinds = Map.groupBy ? Map.groupBy(pages, (path) => path.split("/")[0].replace(/\.html$/, "")) : group(pages);
row("pages", "number", "median", "heaviest");
for (const [kind, paths] of [...kinds].sort()) {
  const sizes = paths.map(weight).sort((a, b) => a - b);
  row(kind, paths.length, middle(sizes), sizes.at(-1));
}
row("all", pages.length, "", "");
for (const path of ["static/onus.css", "static/onus.js"]) row(path, "", weight(path), "");
row("scripts of search", "", ["static/search.js", "static/search-engine.js"].reduce((sum, path) => sum + weight(path), 0), "");

// What each question loads until its first results are shown as the dialog shows them, and how long that takes.
const FIRST = ["patch guest os", "encrypt", "who rotates the keys that encrypt backups of a database, and which controls are about it"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
let page;
for (const query of FIRST) {
  page = await browser.newPage();
  const loaded = new Set();
  page.on("request", (request) => loaded.add(decodeURIComponent(new URL(request.url()).pathname)));
  await page.goto(pathToFileURL(join(site, "search.html")).href);
  const measured = await page.evaluate(async (query) => {
    if (!window.onusSearch?.find) {
      await new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src: "static/search-engine.js", onload: done, onerror: failed })));
    }
    const search = window.onusSearch;
    const begun = performance.now();
    const { answers, groups } = await search.find(query, 4);
    await search.texts((await search.describe([...answers, ...groups.flatMap((one) => one.hits)].slice(0, 20))).slice(0, 6));
    return performance.now() - begun;
  }, query);
  const data = [...loaded].map((path) => path.slice(path.indexOf("/static/search/") + 1)).filter((path) => /^static\/search\//.test(path)).map(weight);
  row(`first result: ${query.split(" ").length} words`, data.length, data.reduce((sum, size) => sum + size, 0), `${measured.toFixed(1)} ms`);
}

// Words that are looked up again, and a few sentences as they are typed, key by key.
const times = await page.evaluate(async () => {
  const words = ["patch", "encrypt", "backup", "network", "keys", "review", "report", "exceptions", "serv", "root", "access", "log", "pathc", "encrpytion"];
  const queries = Array.from({ length: 300 }, (_, at) => `${words[at % words.length]} ${["", "os", "data", "image", "logs", at][at % 6]}`.trim());
  const sentences = ["who patches the guest os of service 12", "encrypt backups of the database", "control 17 evidence", "network access lgos"];
  const typed = sentences.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
  const measure = async (list) => {
    const found = [];
    for (const query of list) {
      await window.onusSearch.find(query, 5);
      const begun = performance.now();
      await window.onusSearch.find(query, 5);
      found.push(performance.now() - begun);
    }
    return found.sort((a, b) => a - b);
  };
  return { query: await measure(queries), "while typing": await measure(typed) };
});
for (const [name, list] of Object.entries(times)) {
  const at = (share) => list[Math.floor(list.length * share)].toFixed(1);
  row(`${name}, ms: median, p95, slowest`, "", at(0.5), `${at(0.95)} ${list.at(-1).toFixed(1)}`);
}
await browser.close();

function group(list) {
  const found = new Map();
  for (const path of list) {
    const kind = path.split("/")[0].replace(/\.html$/, "");
    found.set(kind, [...(found.get(kind) || []), path]);
  }
  return found;
}
