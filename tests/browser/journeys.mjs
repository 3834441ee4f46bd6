// What people come for, with the keyboard alone: find a control and come back, tick a checklist and take it along, compare, read at night.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

export const journeys = (site) =>
  describe("journeys by keyboard", { concurrency: 2 }, () => {
    test("from a question to a control and back", () => toControl(site));
    for (const from of ["http", "file"]) {
      test(`ticking a checklist and taking it along, from ${from}`, () => ticked(site, from));
      test(`noting what was found, and reading it back, from ${from}`, () => noted(site, from));
      test(`comparing two services, and a third, from ${from}`, () => compared(site, from));
    }
    test("another theme", () => themed(site));
    test("the words behind a layer and behind a term", () => tipped(site));
    test("an anchor in something folded opens it", () => unfolded(site));
    test("from any service to its neighbours in one step", () => neighbours(site));
  });

const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));

// Presses a key until the element with the focus is the one that is looked for.
const reach = async (page, selector, key = "Tab", most = 200) => {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${selector} is not reached, but ${await focused(page)}`);
};

const toControl = async (site) => {
  const faults = await site.visit(site.at("http", "services/s3.html"), {}, async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("IAM.6");
    await page.locator(".search-dialog [role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/controls\/root-mfa\.html/);
    await page.goBack();
    await page.waitForURL(/services\/s3\.html/);
  });
  assert.deepEqual(faults, []);
};

const ticked = async (site, from) => {
  const faults = await site.visit(site.at(from, "services/s3.html"), { acceptDownloads: true }, async (page) => {
    await reach(page, ".toc a[href='#checklist']");
    await page.keyboard.press("Enter");
    await reach(page, "[data-checklist] input[type=checkbox]");
    const key = await page.evaluate(() => document.activeElement.dataset.item || document.activeElement.id.replace("item-", ""));
    await page.keyboard.press("Space");
    await page.locator(".checklist-export").first().waitFor();
    assert.match(await page.locator("[data-checklist-group] [data-progress]").first().textContent(), /^1 of \d+$/);
    await reach(page, ".checklist-export", "Shift+Tab");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(download.suggestedFilename(), "s3.onus-checklist.json");
    const { checklist, items } = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.equal(checklist, "s3");
    assert.equal(items.length, 1, "what nobody touched stays out");
    assert.equal(items[0].item, key);
    assert.equal(items[0].state, "met");
    assert.match(items[0].on, /^\d{4}-\d\d-\d\d$/);
  });
  assert.deepEqual(faults, []);
};

const noted = async (site, from) => {
  const faults = await site.visit(site.at(from, "workloads/web-service.html#checklist"), { acceptDownloads: true }, async (page) => {
    await reach(page, ".record-button", "Tab", 400);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.field), "state", "the first field has the focus");
    await page.keyboard.type("partly");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Ana Müller");
    await page.keyboard.press("Tab");
    await page.locator(".record [data-field=on]").fill("2026-11-20");
    for (const [field, words] of [["evidence", "https://tickets.example.com/1"], ["note", "Two hosts are left.\n<b>=1+1"]]) {
      await reach(page, `[data-field=${field}]`);
      await page.keyboard.type(words);
    }
    await page.keyboard.press("Tab");
    const row = page.locator("[data-item-row]:has(.record)");
    const said = await row.locator(".record-words").textContent();
    for (const words of ["partly met", "Ana Müller", "2026-11-20", "tickets.example.com", "<b>=1+1"]) assert.ok(said.includes(words), said);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".checklist-export").click()]);
    const path = await download.path();
    const { workload, items } = JSON.parse(readFileSync(path, "utf8"));
    assert.equal(workload, "web-service");
    const { item, ...record } = items[0];
    assert.deepEqual(record, {
      state: "partly-met", by: "Ana Müller", on: "2026-11-20", evidence: "https://tickets.example.com/1", note: "Two hosts are left.\n<b>=1+1",
    });
    page.once("dialog", (dialog) => dialog.accept());
    await page.locator(".checklist-clear").click();
    assert.equal(await page.locator(".record-words:visible").count(), 0);
    await page.locator(".checklist-tools input[type=file]").setInputFiles(path);
    await page.locator(".record-words:visible").waitFor();
    assert.equal(await row.locator(".record-words").textContent(), said);
    assert.match(item, /^[a-z0-9-]+(@[a-z0-9/-]+)?$/);
  });
  assert.deepEqual(faults, []);
};

const compared = async (site, from) => {
  const faults = await site.visit(site.at(from, "compare/index.html"), {}, async (page) => {
    const rows = page.locator("[data-duty]:visible");
    await reach(page, "select[name=a]");
    await page.keyboard.type("Amazon EC2");
    await page.keyboard.press("Tab");
    await page.keyboard.type("AWS Lambda");
    await page.keyboard.press("Tab");
    const said = await page.locator("[data-compare-status]").textContent();
    const moved = Number(/^(\d+) of \d+ duties change hands between Amazon EC2 and AWS Lambda/.exec(said)?.[1]);
    assert.ok(moved > 5, said);
    assert.equal(await rows.count(), moved);
    const cells = (id) => page.locator(`[data-duty='#duty-${id}'] td`).allTextContents();
    assert.deepEqual(await cells("patch-guest-os"), ["Customer", "AWS"]);
    await page.keyboard.type("Amazon S3");
    assert.equal((await cells("patch-guest-os")).length, 3);
    if (from === "http") {
      assert.equal(new URL(page.url()).search, "?a=ec2&b=lambda&c=s3");
      const before = await rows.count();
      await page.reload();
      assert.equal(await rows.count(), before, "the address keeps the choice");
    }
    await page.locator("input[name=all]").check();
    assert.equal(await rows.count(), await page.locator("[data-duty]").count());
    await page.locator("[data-duty='#duty-patch-guest-os'] td a").nth(1).press("Enter");
    await page.waitForURL(/services\/lambda\.html#duty-patch-guest-os$/);
  });
  assert.deepEqual(faults, []);
};

const themed = (site) =>
  site.visit(site.at("http", "frameworks/index.html"), {}, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await reach(page, "[data-theme-toggle]");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("[data-theme-toggle]").getAttribute("aria-label"), "Theme: dark");
    assert.notEqual(await ground(), light);
  });

const tipped = async (site) => {
  const faults = await site.visit(site.at("http", "services/ec2.html"), {}, async (page) => {
    const tip = page.locator("[role=tooltip]");
    await reach(page, ".stack a");
    assert.match(await tip.textContent(), /Encrypt stored data/);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), "tip");
    await page.keyboard.press("Escape");
    assert.equal(await tip.count(), 0);
    await page.goto(site.at("http", "guides/tls-1-2-as-the-minimum.html"));
    const term = page.locator("a.term").first();
    assert.match(await term.getAttribute("href"), /^\.\.\/glossary\.html#term-/);
    await term.focus();
    assert.ok((await tip.textContent()).length > 20);
    const targets = await page.locator("a.term").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.equal(new Set(targets).size, targets.length, "only the first use is linked");
  });
  assert.deepEqual(faults, []);
};

const unfolded = async (site) => {
  const faults = await site.visit(site.at("http", "services/sqs.html#duty-fail-over"), {}, async (page) => {
    assert.ok(await page.locator("#duty-fail-over").isVisible());
    await page.goto(site.at("http", "services/sqs.html#duty-choose-sites"));
    const line = page.locator(".group:has(#duty-choose-sites)");
    assert.match(await line.textContent(), /Facilities.*AWS.*10 duties/s);
    await page.waitForFunction(() => document.querySelector(".group:has(#duty-choose-sites)").getBoundingClientRect().top < innerHeight);
  });
  assert.deepEqual(faults, []);
};

const neighbours = (site) =>
  site.visit(site.at("http", "services/ecs.html"), { javaScriptEnabled: false }, async (page) => {
    const links = await page.locator("a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    const there = (pattern) => assert.ok(links.some((href) => pattern.test(href)), `no link to ${pattern}`);
    for (const pattern of [
      /^\.\.\/services\/index\.html#category-/, /^\.\.\/services\/eks\.html$/, /^\.\.\/model\.html#layer-guest-os$/, /^\.\.\/controls\/patch-guest-os\.html$/,
      /^\.\.\/requirements\/ecs\.html$/, /^\.\.\/compare\/.*ecs/, /^\.\.\/services\/iam\.html$/, /^\.\.\/checklists\/ecs-fargate\.md$/,
    ]) there(pattern);
    assert.equal(await page.locator("a[rel=prev], a[rel=next]").count(), 2);
  });
