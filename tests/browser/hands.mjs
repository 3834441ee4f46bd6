// What a reader changes stays: the theme, the ticks of a checklist, the filter of its rows.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { barriers, overflows } from "./pages.mjs";

const PAGES = { service: "services/ec2.html", workload: "workloads/web-service.html" };

export const hands = (site) =>
  describe("what a reader changes", { concurrency: 2 }, () => {
    for (const from of ["http", "file"]) test(`the theme survives a reload, from ${from}`, () => theme(site, from));
    test("the system's theme is followed until one is chosen", () => followed(site));
    for (const [kind, path] of Object.entries(PAGES)) {
      test(`ticks of a ${kind} survive a reload`, () => ticks(site, path));
      test(`a filter of a ${kind} shows only its rows and is in the address`, () => filtered(site, path));
    }
    test("a list is printed as it is filtered, and nothing else", () => printed(site));
    test("a table sorts and filters in place", () => table(site));
    test("a command can be copied", () => copied(site));
    for (const from of ["http", "file"]) test(`single letters are keys for who turns them on, from ${from}`, () => letters(site, from));
    test("the first key of a page leads past its head", () => skipped(site));
    for (const width of [1440, 390]) test(`what has the focus can be seen, at ${width}`, () => focused(site, width));
  });

const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const themeOf = (page) => page.locator("html").getAttribute("data-theme");

const theme = async (site, from) => {
  const faults = await site.visit(site.at(from, "services/ec2.html"), {}, async (page) => {
    const toggle = page.locator("[data-theme-toggle]");
    const seen = {};
    while (!seen.dark) {
      const before = await themeOf(page);
      await toggle.click();
      const now = await themeOf(page);
      assert.notEqual(now, before, "a click changes the theme");
      assert.ok(now === null || !seen[now], "there is a dark theme");
      seen[now] = await ground(page);
    }
    await page.reload();
    assert.equal(await themeOf(page), "dark");
    assert.equal(await ground(page), seen.dark);
    assert.notEqual(seen.dark, seen.light ?? "rgb(255, 255, 255)");
    await page.goto(site.at(from, "index.html"));
    assert.equal(await themeOf(page), "dark", "another page has it too");
  });
  assert.deepEqual(faults, []);
};

const followed = (site) =>
  site.visit(site.at("http", "index.html"), {}, async (page) => {
    const light = await ground(page);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.notEqual(await ground(page), light);
  });

const ticks = async (site, path) => {
  const faults = await site.visit(site.at("http", `${path}#checklist`), {}, async (page) => {
    const boxes = page.locator("[data-checklist] input[data-item]");
    const items = await boxes.evaluateAll((all) => all.map((one) => one.dataset.item || one.id));
    assert.equal(new Set(items).size, items.length, "each item has one box");
    await boxes.nth(0).check();
    await boxes.nth(2).check();
    const first = page.locator("[data-checklist-group]").first();
    const progress = await first.locator("[data-progress]").textContent();
    assert.match(progress, /^\d+ of \d+$/);
    await page.reload();
    assert.deepEqual(await boxes.evaluateAll((all) => all.filter((one) => one.checked && !one.defaultChecked).map((one) => one.dataset.item || one.id)), [items[0], items[2]]);
    assert.equal(await first.locator("[data-progress]").textContent(), progress);
    await boxes.nth(0).uncheck();
    await page.reload();
    assert.ok(!(await boxes.nth(0).isChecked()), "a tick that is taken away stays away");
    await page.goto(site.at("http", "services/rds.html"));
    assert.equal(await page.locator("[data-checklist] input[data-item]:checked").count(), 0, "ticks are of one checklist");
  });
  assert.deepEqual(faults, []);
};

const filtered = async (site, path) => {
  const faults = await site.visit(site.at("http", `${path}#checklist`), {}, async (page) => {
    const rows = page.locator("[data-item-row]");
    const shown = page.locator("[data-item-row]:visible");
    const of = (value) => rows.evaluateAll((all, value) => all.filter((one) => one.dataset.priority === value).length, value);
    const all = await rows.count();
    const wanted = await of("critical");
    assert.ok(wanted > 0 && wanted < all);
    const check = async () => {
      assert.equal(await shown.count(), wanted);
      assert.deepEqual([...new Set(await shown.evaluateAll((rows) => rows.map((one) => one.dataset.priority)))], ["critical"]);
      assert.equal(new URL(page.url()).searchParams.get("priority"), "critical");
    };
    await page.locator("select[data-filter=priority]").selectOption("critical");
    await check();
    await page.reload();
    await check();
    await page.emulateMedia({ media: "print" });
    assert.equal(await shown.count(), wanted, "print gives what is shown");
    await page.emulateMedia({ media: "screen" });
    await page.locator("input[data-filter=text]").fill("root");
    const both = await shown.allTextContents();
    assert.ok(both.length > 0 && both.length < wanted && both.every((words) => words.toLowerCase().includes("root")));
    await page.locator("input[data-filter=text]").fill("");
    await page.locator("select[data-filter=priority]").selectOption("");
    assert.equal(await shown.count(), all);
    assert.equal(new URL(page.url()).search, "");
  });
  assert.deepEqual(faults, []);
};

// S3's list, of one party's part and one framework, printed alone.
const printed = async (site) => {
  const faults = await site.visit(site.at("http", "services/s3.html?framework=hipaa-security-rule&party=customer#checklist"), {}, async (page) => {
    const rows = page.locator("[data-item-row]");
    const shown = page.locator("[data-item-row]:visible");
    await page.locator(".checklist-print").waitFor();
    const wanted = await rows.evaluateAll((all) => all.filter((one) => one.dataset.framework.split(" ").includes("hipaa-security-rule")).length);
    assert.ok(wanted > 0 && wanted < (await rows.count()));
    assert.equal(await shown.count(), wanted);
    assert.equal(await page.locator("select[data-filter=framework]").inputValue(), "hipaa-security-rule");
    await page.evaluate(() => {
      window.print = () => (window.printedParts = [...document.querySelectorAll("main > .to-print")].map((one) => one.getAttribute("aria-labelledby")));
    });
    await page.locator(".checklist-print").first().click();
    assert.deepEqual(await page.evaluate(() => window.printedParts), ["checklist"]);
    await page.evaluate(() => {
      document.documentElement.dataset.print = "s3";
      document.querySelector("section[aria-labelledby=checklist]").classList.add("to-print");
    });
    await page.emulateMedia({ media: "print" });
    assert.equal(await shown.count(), wanted, "print gives what is shown");
    assert.ok(!(await page.locator("#responsibilities").isVisible()) && (await page.locator("#checklist").isVisible()));
  });
  assert.deepEqual(faults, []);
};

const table = async (site) => {
  const faults = await site.visit(site.at("http", "services/index.html"), {}, async (page) => {
    const names = () => page.locator("#services tbody tr:visible th").allTextContents();
    const sorter = page.locator("#services thead .sort-button").first();
    await sorter.click();
    const up = await names();
    await sorter.click();
    assert.deepEqual(await names(), [...up].reverse());
    assert.equal(await page.locator("#services thead [aria-sort]").getAttribute("aria-sort"), "descending");
    await page.locator("input[data-table-filter]").fill("lambda");
    const left = await names();
    assert.ok(left.length >= 1 && left.length < up.length && left.some((name) => /Lambda/.test(name)));
    await page.reload();
    assert.deepEqual((await names()).sort(), left.sort(), "the filter is in the address");
  });
  assert.deepEqual(faults, []);
};

const copied = async (site) => {
  await site.visit(site.at("http", "controls/root-mfa.html"), { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const button = page.locator(".copy-button").first();
    const command = await page.locator(".copy-frame code").first().textContent();
    await button.click();
    await page.getByText("Copied").first().waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command);
  });
};

// Nothing happens at first; then every page has the keys, but for who is writing.
const letters = async (site, from) => {
  const faults = await site.visit(site.at(from, "controls/index.html"), {}, async (page) => {
    const entry = () => page.evaluate(() => [...document.querySelectorAll("main .controls li")].indexOf(document.activeElement.closest("li")) + 1);
    const open = () => page.locator("dialog[open]").count();
    await page.keyboard.type("/j?n");
    assert.deepEqual([await open(), await entry(), page.url()], [0, 0, site.at(from, "controls/index.html")]);

    await page.locator("footer a", { hasText: "Keyboard" }).click();
    await page.waitForURL(/about\.html#keyboard$/);
    await page.locator("[data-keys] input").check();
    await page.goto(site.at(from, "controls/index.html"));
    await page.keyboard.press("j");
    await page.waitForFunction(() => document.activeElement.closest("main .controls li"));
    assert.equal(await entry(), 1);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await entry(), 2);
    await page.keyboard.press("?");
    assert.match(await page.locator("dialog[open]").innerText(), /\/\s+search/);
    if (from === "http") assert.deepEqual([...(await overflows(page)), ...(await barriers(site, page, "dialog"))], []);
    await page.keyboard.press("Escape");
    assert.equal(await open(), 0);
    await page.keyboard.press("/");
    await page.locator(".search-dialog input").waitFor();
    await page.keyboard.type("jn/?");
    assert.equal(await page.locator(".search-dialog input").inputValue(), "jn/?");
    await page.goto(site.at(from, "services/ecs.html"));
    await page.keyboard.press("n");
    await page.waitForURL(/services\/(?!ecs\.html)[a-z0-9-]+\.html/);

    await page.goto(site.at(from, "about.html"));
    await page.locator("[data-keys] input").uncheck();
    await page.goto(site.at(from, "services/ecs.html"));
    await page.keyboard.type("/?");
    assert.equal(await open(), 0, "and off again");
  });
  assert.deepEqual(faults, []);
};

const skipped = (site) =>
  site.visit(site.at("http", "services/ec2.html"), {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
    assert.ok(await page.locator(":focus").isVisible());
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  });

// Walks through the first stops of pages that hide parts at some widths.
const focused = async (site, width) => {
  for (const path of ["services/index.html", "services/ecs.html", "model.html", "search.html"]) {
    await site.visit(site.at("http", path), { viewport: { width, height: 900 }, reducedMotion: "reduce" }, async (page) => {
      for (let stop = 0; stop < 30; stop += 1) {
        await page.keyboard.press("Tab");
        const lost = await page.evaluate(covered);
        assert.equal(lost, "", `${path}, stop ${stop}`);
      }
    });
  }
};

// The element with the focus, unless some part of it is on top of where it says it is.
const covered = () => {
  const one = document.activeElement;
  if (one === document.body) return "nothing has the focus";
  const parts = [0.05, 0.25, 0.5, 0.75, 0.95];
  const points = [...one.getClientRects()].flatMap((box) => parts.flatMap((x) => parts.map((y) => [box.left + box.width * x, box.top + box.height * y])));
  const seen = points.some(([x, y]) => one.contains(document.elementFromPoint(x, y)));
  return seen ? "" : one.outerHTML.slice(0, 160);
};
