// A page that is served while its book is written: it follows where the reader is, and shows what stands in the way.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";

import { SWITCHES, chromium, repository, require } from "./site.mjs";

const onus = ["release", "debug"].map((profile) => join(repository, "target", profile, "onus")).find(existsSync);
const program = process.env.ONUS_BIN || onus;

const book = mkdtempSync(join(tmpdir(), "onus-serve-"));
const file = (path) => join(book, path);
const change = (path, from, to) => {
  const text = readFileSync(file(path), "utf8");
  assert.ok(text.includes(from), `${path} holds ${from}`);
  writeFileSync(file(path), text.replace(from, to));
};

const DATABASE = "content/services/databases/database.yaml";
const WIKI = "content/services/office/wiki.yaml";

let server, address, browser, page;

before(async () => {
  execFileSync(program, ["-q", "init", book]);
  writeFileSync(file("own.css"), "h1 { letter-spacing: 0px }\n");
  writeFileSync(file("book.toml"), '[book]\ntitle = "Ours"\n[output.html]\nadditional-css = ["own.css"]\n');
  server = spawn(program, ["serve", book, "-p", "0", "--editor", "vscode"], { stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface({ input: server.stderr })) {
    address = /^serving on (http:.*)$/.exec(line)?.[1];
    if (address) break;
  }
  server.stderr.resume();
  browser = await require("playwright-core").chromium.launch({ executablePath: chromium(), args: SWITCHES });
  page = await browser.newPage({ viewport: { width: 1000, height: 500 } });
  await page.goto(`${address}services/database.html`);
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(book, { recursive: true, force: true });
});

const panel = () => page.locator("#onus-problems");
const gone = () => panel().waitFor({ state: "detached" });
// Set on the page, and lost when it loads again.
const mark = () => page.evaluate(() => (window.stayed = true));
const stayed = () => page.evaluate(() => window.stayed === true);

describe("a served page", { concurrency: false }, () => {
  test("loads again after an edit, where the reader was and with open what was open", async () => {
    await page.evaluate(() => {
      const parts = document.querySelectorAll("main details");
      parts[2].open = true;
      scrollTo({ top: 700, behavior: "instant" });
    });
    const words = await page.evaluate(() => document.querySelectorAll("main details")[2].closest("[id]").id);
    await mark();
    change(DATABASE, "A relational database", "A famous relational database");
    await page.getByText("A famous relational database").first().waitFor({ state: "attached" });
    await page.waitForFunction(() => scrollY === 700);
    assert.equal(await stayed(), false);
    const open = await page.evaluate(() => [...document.querySelectorAll("main details[open]")].map((one) => one.closest("[id]").id));
    assert.ok(open.includes(words), `${words} among ${open}`);
  });

  test("shows a mistake with its place, and lets go of it when it is mended", async () => {
    await mark();
    change(DATABASE, "provider: cloud", "provider: clowd");
    await panel().waitFor();
    assert.match(await panel().locator("h2").innerText(), /older than the book: 1 error/);
    assert.match(await panel().innerText(), /error\[unknown-party\] no party has the id `clowd`/);
    assert.match(await panel().innerText(), /did you mean `cloud`\?/);
    const link = panel().getByRole("link", { name: `${DATABASE}:3:11` });
    assert.equal(await link.getAttribute("href"), `vscode://file${file(DATABASE)}:3:11`);
    assert.equal(await panel().locator("mark").innerText(), "clowd");
    assert.match(await page.locator("#onus-status").innerText(), /1 error: this page is older than the book/);
    assert.match(await page.locator("main").innerText(), /famous relational/);
    change(DATABASE, "provider: clowd", "provider: cloud");
    await gone();
    assert.equal(await page.locator("#onus-status").innerText(), "no findings any more");
    assert.equal(await stayed(), true);
  });

  test("can be used with the keyboard, and gives the focus back", async () => {
    await page.locator("main a").nth(1).focus();
    const at = await page.evaluate(() => document.activeElement.outerHTML);
    change(DATABASE, "provider: cloud", "provider: clowd");
    await panel().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.outerHTML), at, "the focus is not taken");
    await page.getByRole("button", { name: "Hide" }).focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), `${DATABASE}:3:11`);
    await page.keyboard.press("Escape");
    await gone();
    assert.equal(await page.evaluate(() => document.activeElement.outerHTML), at, "the focus is back");
    change(DATABASE, "provider: clowd", "provider: cloudy");
    await panel().waitFor();
    await page.reload();
    await panel().waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest("#onus-problems"))), true, "the first tab leads to the panel");
    change(DATABASE, "provider: cloudy", "provider: cloud");
    await gone();
  });

  test("has no barrier while the panel is open, in both themes and on a small screen", async () => {
    change(DATABASE, "provider: cloud", "provider: clowd");
    await panel().waitFor();
    await page.evaluate(require("axe-core").source);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(() => axe.run("#onus-problems"));
      assert.deepEqual(violations.map((one) => `${colorScheme}: ${one.id}: ${one.nodes[0].html}`), []);
    }
    await page.setViewportSize({ width: 320, height: 500 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await page.setViewportSize({ width: 1000, height: 500 });
    change(DATABASE, "provider: clowd", "provider: cloud");
    await gone();
  });

  test("folds warnings up, since they hold nothing back", async () => {
    writeFileSync(file("content/stray.yaml"), "x: y\n");
    await panel().waitFor();
    assert.equal((await panel().innerText()).trim(), "1 warning");
    await panel().locator("summary").click();
    assert.match(await panel().innerText(), /warning\[unused-file\]/);
    rmSync(file("content/stray.yaml"));
    await gone();
  });

  test("takes new styles without loading again", async () => {
    await mark();
    writeFileSync(file("own.css"), "h1 { letter-spacing: 7px }\n");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
    assert.equal(await stayed(), true);
  });

  test("names the page of another file that was edited", async () => {
    change(WIKI, "summary: ", "summary: Always. ");
    const link = page.getByRole("link", { name: "Show its page" });
    await link.waitFor();
    assert.match(await page.locator("#onus-edited").innerText(), /^content\/services\/office\/wiki\.yaml was edited\./);
    await link.click();
    await page.waitForURL(/services\/wiki\.html$/);
    assert.equal(await page.locator("#onus-edited").count(), 0);
  });
});
