// Holds the program against another generator on the same text: `node benches/peers.mjs <onus> <book> [hugo]`.
//
// The site is built, and what each page says (headings, paragraphs, lists, tables, code) is written as Markdown for Hugo, with a
// layout that has the same head and navigation. Then both build into a new folder, three times each, and the processor's seconds are compared.
// Hugo makes pages only: no search index, no checks, no twins. Both read files that are in memory already.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const [onus, book, hugo = "hugo"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "onus-peers-"));
const site = join(folder, "site");

/** The seconds in the program and in the system, of the run in the middle. Nothing is removed before all is over: creating files is slower for a while where others were just deleted. */
const seconds = (command, args) => {
  const times = Array.from({ length: 3 }, (_, at) => {
    const into = join(folder, `out-${at}-${command.split("/").pop()}`);
    const timed = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', "bash", command, ...args, into], { encoding: "utf8" });
    if (timed.status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
    return timed.stderr.trim().split(" ").map(Number);
  });
  const [own, system] = times.sort((a, b) => a[0] + a[1] - b[0] - b[1])[1];
  return { all: own + system, words: `${(own + system).toFixed(2)} CPU s (${system.toFixed(2)} of them the system's)` };
};

const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'" };
const plain = (html) => html.replace(/<[^>]*>/g, " ").replace(/&(lt|gt|amp|quot|#39);/g, (entity) => entities[entity]).replace(/\s+/g, " ").trim();
const inline = (html) =>
  html.replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs, (_, url, text) => `[${plain(text)}](${url})`).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();

/** What the main part of a page says, as Markdown. */
function markdown(html) {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const lines = [];
  const parts = /<h([1-6])[^>]*>(.*?)<\/h\1>|<pre[^>]*>(.*?)<\/pre>|<tr[^>]*>(.*?)<\/tr>|<li[^>]*>(.*?)<\/li>|<p[^>]*>(.*?)<\/p>/gs;
  let columns = 0;
  for (const [, level, heading, code, row, item, words] of main.matchAll(parts)) {
    if (row === undefined) columns = 0;
    if (heading !== undefined) lines.push("", `${"#".repeat(level)} ${inline(heading)}`, "");
    else if (code !== undefined) lines.push("", "```bash", plain(code), "```", "");
    else if (item !== undefined) lines.push(`- ${inline(item)}`);
    else if (words !== undefined) lines.push("", inline(words), "");
    else {
      const cells = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => inline(cell).replaceAll("|", "\\|"));
      if (!columns) lines.push("");
      lines.push(`| ${cells.join(" | ")} |`);
      if (!columns) lines.push(`|${"---|".repeat(cells.length)}`);
      columns = cells.length;
    }
  }
  return lines.join("\n");
}

execFileSync(onus, ["build", "-d", site, book], { stdio: "ignore" });
const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".html"));
const peer = join(folder, "hugo");
for (const path of pages) {
  const html = readFileSync(join(site, path), "utf8");
  const target = join(peer, "content", path.replace(/\.html$/, ".md").replace(/(^|\/)index\.md$/, "$1_index.md"));
  mkdirSync(dirname(target), { recursive: true });
  const title = plain(html.match(/<title>(.*?)<\/title>/s)?.[1] ?? path);
  writeFileSync(target, `---\ntitle: ${JSON.stringify(title)}\n---\n${markdown(html)}\n`);
}
const home = readFileSync(join(site, "index.html"), "utf8");
const around = home.slice(home.indexOf("<body"), home.indexOf("<main")).replaceAll("{{", "");
const layout = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>${around}<main>{{ .Content }}</main></body></html>`;
mkdirSync(join(peer, "layouts/_default"), { recursive: true });
for (const name of ["single", "list"]) writeFileSync(join(peer, `layouts/_default/${name}.html`), layout);
writeFileSync(join(peer, "layouts/index.html"), layout);
writeFileSync(join(peer, "config.toml"), 'baseURL = "https://example.com/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\nuglyURLs = true\n');

const theirs = seconds(hugo, ["--quiet", "-s", peer, "-d"]);
const ours = seconds(onus, ["build", book, "-d"]);
console.log(`${pages.length} pages: onus ${ours.words} with search, Hugo ${theirs.words} without; ${(ours.all / theirs.all).toFixed(2)} of it`);
rmSync(folder, { recursive: true, force: true });
