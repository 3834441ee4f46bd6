// Prints how long printed checklists take, beside other ways to print the same items:
//
//   npm install --prefix target/test-tools/node marked
//   NODE_PATH=$PWD/target/test-tools/node/node_modules node benches/documents.mjs target/release/onus . 10
//
// The items are those of a service's checklist, or of a part of it, nearest to twenty. Peers get them as Markdown, or as the HTML
// of it.
// Seconds are CPU seconds of the process and all it starts. WeasyPrint and pandoc with XeLaTeX take part where they are installed.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.NODE_PATH || "node_modules", "here.js"));
const { chromium } = require("playwright-core");
const { marked } = require("marked");

const [onus, book, rounds] = [resolve(process.argv[2] || "target/release/onus"), resolve(process.argv[3] || "."), Number(process.argv[4] || 10)];
const home = mkdtempSync(join(tmpdir(), "onus-bench-"));
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const row = (...cells) => console.log(cells.map((cell, at) => String(cell).padEnd(at ? 12 : 44)).join(""));
const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** CPU seconds of a command and of all that it waited for. */
function cpu(command, ...rest) {
  const ran = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S'; time "$0" "$@" >/dev/null 2>&1 || exit 1`, command, ...rest], { cwd: home, encoding: "utf8" });
  if (ran.status !== 0) return NaN;
  const [user, system] = ran.stderr.trim().split(/\s+/).map(Number);
  return user + system;
}

/** CPU seconds that a process and its descendants have used, by what the system counts. */
function used(root) {
  const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  const stats = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
      stats.set(Number(pid), { parent: fields[1], ticks: fields[11] + fields[12] + fields[13] + fields[14] });
    } catch {
      // It has ended.
    }
  }
  const below = (pid) => [pid, ...[...stats].filter(([, one]) => one.parent === pid).flatMap(([child]) => below(child))];
  return below(root).reduce((sum, pid) => sum + (stats.get(pid)?.ticks ?? 0), 0) / ticks;
}

async function inChromium(address, count) {
  const server = await chromium.launchServer({ executablePath, args: ["--no-sandbox"] });
  const browser = await chromium.connect(server.wsEndpoint());
  const page = await browser.newPage();
  for (let at = 0; at < count; at++) {
    await page.goto(address);
    await page.pdf({ path: join(home, "chromium.pdf"), format: "A4", tagged: true, outline: true });
  }
  const seconds = used(server.process().pid);
  await server.close();
  return seconds;
}

const repeat = (make) => middle(Array.from({ length: Math.min(rounds, 5) }, make));
const installed = (program) => spawnSync("which", [program]).status === 0;

// The items.
const services = execFileSync(onus, ["list", "services", "--format", "json", "-r", book], { encoding: "utf8" });
const today = new Date().toISOString().slice(0, 10);
const checklist = (id, ...rest) => execFileSync(onus, ["checklist", id, "-r", book, ...rest], { encoding: "utf8" });
const ids = JSON.parse(services).flatMap((one) => [one.id, `${one.id} priority>=high`]);
const counts = ids.map((id) => ({ id, items: (checklist(id).match(/^- \[[ x]\]/gm) || []).length }));
const { id, items } = counts.toSorted((a, b) => Math.abs(a.items - 20) - Math.abs(b.items - 20))[0];
const markdown = join(home, "items.md");
writeFileSync(markdown, checklist(id));
const html = join(home, "items.html");
writeFileSync(html, `<!doctype html><meta charset="utf-8"><title>Checklist</title><style>body{font:10pt sans-serif}</style>${marked.parse(readFileSync(markdown, "utf8"))}`);
console.log(`the checklist of ${id}: ${items} items; medians\n`);

// One document.
const cold = repeat(() => cpu(onus, "checklist", id, "-r", book, "-o", join(home, "one.pdf")));
const model = repeat(() => cpu(onus, "checklist", id, "-r", book, "-o", join(home, "one.md")));
row("one checklist", "CPU s", "ratio");
const show = (name, seconds) => row(name, Number.isNaN(seconds) ? "failed" : seconds.toFixed(3), (seconds / cold).toFixed(1));
show("onus, whole process", cold);
show("  of it reading and deriving the book", model);
show("Chromium, started for it", await inChromium(pathToFileURL(html).href, 1));
show("Chromium, kept open", (await inChromium(pathToFileURL(html).href, rounds + 1) - await inChromium(pathToFileURL(html).href, 1)) / rounds);
if (installed("weasyprint")) show("WeasyPrint", repeat(() => cpu("weasyprint", html, join(home, "weasy.pdf"))));
if (installed("pandoc") && installed("xelatex")) show("pandoc and XeLaTeX", repeat(() => cpu("pandoc", markdown, "-o", join(home, "latex.pdf"), "--pdf-engine=xelatex")));

// All documents of the book.
const whole = join(home, "book");
mkdirSync(whole);
for (const part of ["content", "themes"]) cpSync(join(book, part), join(whole, part), { recursive: true });
const settings = readFileSync(join(book, "book.toml"), "utf8");
copyFileSync(join(book, "book.toml"), join(whole, "book.toml"));
const begun = performance.now();
const all = cpu(onus, "build", whole, "-d", join(home, "all"), "--date", today);
const wall = (performance.now() - begun) / 1000;
writeFileSync(join(whole, "book.toml"), settings.replace(/^\[output\.pdf\]\n(?:[^[].*\n|\n)*/m, ""));
const without = cpu(onus, "build", whole, "-d", join(home, "without"), "--date", today);
const printed = readdirSync(join(home, "all"), { recursive: true }).filter((path) => path.endsWith(".pdf"));
const bytes = printed.reduce((sum, path) => sum + statSync(join(home, "all", path)).size, 0);
console.log(`\nthe whole book: ${printed.length} PDFs, ${(bytes / 1e6).toFixed(1)} MB, ${all.toFixed(1)} CPU s in ${wall.toFixed(1)} s; without PDFs ${without.toFixed(1)} CPU s`);
console.log(`${((all - without) * 1000 / printed.length).toFixed(0)} CPU ms a document, ${(printed.length / wall).toFixed(1)} documents a second`);
rmSync(home, { recursive: true });
