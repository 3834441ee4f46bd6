// Indexes, matrices and the navigation: what is shown, kept in the address, and in sight.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

export const lists = (site) =>
  describe("lists and navigation", { concurrency: 2 }, () => {
    test("a table keeps its order in the address", () => order(site));
    test("controls are filtered by priority, side and words", () => controls(site));
    test("requirements are filtered by baseline", () => baseline(site));
    test("the controls of a requirement stand under who does them", () => sides(site));
    test("any comparison keeps what stays in the address", () => stays(site));
    test("the other sections open by keyboard, and without scripts", () => more(site));
    test("the current section is in sight on a phone", () => current(site));
    test("headings of a matrix stay in sight", () => headings(site));
    test("an address with an anchor leads there at once", () => arrives(site));
    test("no word breaks in a tally, no date in a list", () => breaks(site));
  });

const visit = async (site, path, options, work) => assert.deepEqual(await site.visit(site.at("http", path), options, work), []);

const order = (site) =>
  visit(site, "services/index.html?sort=-customer", {}, async (page) => {
    const numbers = async () => (await page.locator("#services tbody tr td:nth-of-type(4)").allTextContents()).map(Number);
    const falling = await numbers();
    assert.ok(falling.length > 50 && falling[0] > falling.at(-1), `${falling}`);
    assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
    await page.locator("#services thead .sort-button", { hasText: "Customer" }).click();
    assert.equal(new URL(page.url()).search, "?sort=customer");
    assert.deepEqual(await numbers(), [...falling].sort((a, b) => a - b));
    await page.selectOption("[data-filter=phase]", "retired");
    const shown = await page.locator("#services tbody tr:visible").count();
    assert.equal(await page.locator("[role=status]").textContent(), `${shown} of ${falling.length} shown`);
    assert.ok(shown > 0 && shown < falling.length);
  });

const controls = (site) =>
  visit(site, "controls/index.html?priority=critical", {}, async (page) => {
    const shown = page.locator("#controls li:visible");
    const critical = await shown.count();
    assert.deepEqual([...new Set(await page.locator("#controls li:visible b").allTextContents())], ["critical"]);
    await page.fill("[data-filter=text]", "root");
    assert.ok((await shown.count()) > 0 && (await shown.count()) < critical);
    assert.equal(await page.locator("#controls section:visible:not(:has(li:visible))").count(), 0, "no empty domain is left");
    await page.fill("[data-filter=text]", "");
    await page.selectOption("[data-filter=priority]", "");
    await page.selectOption("[data-filter=party]", "provider");
    assert.ok((await shown.allTextContents()).every((line) => line.includes("AWS on")));
  });

const baseline = (site) =>
  visit(site, "frameworks/nist-800-53-r5.html", {}, async (page) => {
    await page.locator("#baselines ~ table summary", { hasText: "Moderate baseline" }).first().click();
    await page.locator("a[href*='si.html?profile=moderate&class=open']").click();
    await page.waitForURL(/si\.html\?profile=moderate&class=open$/);
    const rows = page.locator("#requirements tbody tr:visible");
    assert.ok((await rows.count()) > 0);
    for (const text of await rows.allTextContents()) assert.match(text, /Moderate baseline.*Uncovered/s);
    assert.equal(await page.locator("[data-filter=profile]").inputValue(), "moderate");
  });

const sides = (site) =>
  visit(site, "frameworks/nist-800-53-r5/si.html#req-si-2", { javaScriptEnabled: false }, async (page) => {
    const row = page.locator("#req-si-2");
    assert.deepEqual(await row.locator("td b").allTextContents(), ["Customer does", "AWS does"]);
    const folded = await row.locator("details li").count();
    assert.ok((await row.locator("li:visible").count()) <= 12 && folded > 6, "what goes beyond six is folded");
    for (const line of await row.locator("li").allTextContents()) assert.match(line, /(overlaps|part of|more than|equal to|equivalent to)(; AWS on some)?$/);
    assert.match(await page.locator(".classes").textContent(), /Shared, dependent both do a part, and that of the customer sets up what AWS offers/);
  });

const stays = (site) =>
  visit(site, "compare/index.html?a=ec2&b=lambda", {}, async (page) => {
    const rows = page.locator("[data-duty]:visible");
    const moved = await rows.count();
    await page.locator("[name=all]").check();
    assert.equal(new URL(page.url()).search, "?a=ec2&b=lambda&all=1");
    await page.reload();
    assert.ok((await rows.count()) > moved);
    assert.equal(await page.locator("[data-duty='#duty-patch-guest-os'] th a").getAttribute("href"), "../model.html#duty-patch-guest-os");
  });

const more = async (site) => {
  await visit(site, "index.html", {}, async (page) => {
    const menu = page.locator(".sections details");
    await menu.locator("summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".sections details a")));
    await page.keyboard.press("Escape");
    assert.ok(!(await menu.evaluate((one) => one.open)) && (await page.evaluate(() => document.activeElement.localName === "summary")));
  });
  await visit(site, "index.html", { javaScriptEnabled: false }, async (page) => {
    await page.locator(".sections summary").click();
    assert.ok(await page.locator(".sections details a", { hasText: "Glossary" }).isVisible());
    for (const name of ["Compare", "Changes"]) assert.ok(await page.locator(".sections > div a", { hasText: name }).isVisible(), name);
  });
};

const current = (site) =>
  visit(site, "changes.html", { viewport: { width: 390, height: 800 } }, async (page) => {
    const box = await page.locator("[data-sections] [aria-current]").boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
    assert.ok(await page.locator(".sections summary").isVisible());
  });

const headings = async (site) => {
  for (const [width, inside] of [[1440, 0], [390, 600]]) {
    await visit(site, "services/index.html#matrix", { viewport: { width, height: 900 }, reducedMotion: "reduce" }, async (page) => {
      const found = await page.evaluate((inside) => {
        const frame = document.querySelector(".scroll:has(> .matrix)");
        frame.scrollTo(inside / 3, inside);
        if (!inside) scrollBy(0, 1500);
        const [head, name] = ["thead", "tbody tr:nth-child(60) th"].map((path) => frame.querySelector(path));
        return { top: head.getBoundingClientRect().top - Math.max(0, frame.getBoundingClientRect().top), name: name.offsetWidth, room: frame.clientWidth };
      }, inside);
      assert.ok(Math.abs(found.top) < 2, `the headings are ${found.top} px away at ${width} px`);
      assert.ok(found.name < found.room / 2, `names take ${found.name} of ${found.room} px`);
    });
  }
};

// On a long page a smooth way there would take seconds.
const arrives = (site) =>
  visit(site, "services/ec2.html#requirements", { reducedMotion: "no-preference" }, async (page) => {
    const { y } = await page.locator("#requirements").boundingBox();
    assert.ok(y >= 0 && y < 200, `${y}`);
  });

const breaks = (site) =>
  visit(site, "frameworks/nist-800-53-r5/si.html", { viewport: { width: 320, height: 800 } }, async (page) => {
    const broken = await page.locator(".tally dt, .tally small, time").evaluateAll((all) => all.filter((one) => one.getClientRects().length > 1 || one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent));
    assert.deepEqual(broken, []);
    const line = await page.locator(".tally dt").first().evaluate((one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight));
    assert.ok(line < 1.5, `the word takes ${line} lines`);
  });
