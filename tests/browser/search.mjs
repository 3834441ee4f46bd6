// Search finds ids, words, misspelt words and other names, from a server and from a folder, with the keyboard alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { barriers, overflows } from "./pages.mjs";
import { repository } from "./site.mjs";

// What is asked, and the address of the first result.
const FIRST = {
  "rds vs rds custom": /^compare\/rds--rds\.custom-sql-server\.html$/,
  "difference between ec2 and fargate": /^compare\/index\.html\?a=ec2&b=fargate$/,
  "print the s3 checklist": /^services\/s3\.html#checklist$/,
  "what changed in 2023": /^changes\.html#year-2023$/,
  "which controls serve SI-2": /^frameworks\/nist-800-53-r5\/si\.html#req-si-2$/,
  "IAM.6": /^controls\/root-mfa\.html/,
  "iam.6": /^controls\/root-mfa\.html/,
  "SI-2": /^(frameworks\/nist-800-53-r5\/si\.html#req-si-2$|controls\/)/,
  "AC-2(1)": /^frameworks\/nist-800-53-r5\/ac\.html#req-ac-2-1-$/,
  patching: /^(controls|services|model\.html)/,
  "Elastic Compute Cloud": /^services\/ec2\.html/,
  SSL: /^glossary\.html#term-tls$/,
  "who patches the guest os on fargate": /^services\/fargate\.html#duty-patch-guest-os$/,
};

export const search = (site) =>
  describe("search", { concurrency: 2 }, () => {
    test("says who holds a duty when it is asked", () => answered(site));
    test("puts the right page first for what readers type", (t) => ranked(site, t));
    test("its dialog fits and can be used by all", (t) => shown(site, t));
    for (const from of ["http", "file"]) {
      test(`finds the right page first, from ${from}`, () => asked(site, from));
      test(`works by keyboard, from ${from}`, () => byKeyboard(site, from));
      test(`has a page whose address keeps the words, from ${from}`, () => onItsPage(site, from));
    }
  });

const asked = async (site, from) => {
  const faults = await site.visit(site.at(from, "index.html"), {}, async (page) => {
    await page.locator("[data-search-open]").click();
    for (const [words, wanted] of Object.entries(FIRST)) assert.match(await first(page, words), wanted, words);
    assert.equal(await first(page, "pachting"), await first(page, "patching"), "a misspelt word finds what the right one does");
    assert.equal(await found(page, "zzzzqqqq"), 0);
  });
  assert.deepEqual(faults, []);
};

// The results of words that are put in at once; the line of status is empty until they are there.
const found = async (page, words) => {
  const status = page.locator(".search-dialog .search-status");
  await page.locator(".search-dialog input").fill("");
  await page.waitForFunction(() => document.querySelector(".search-dialog .search-status").textContent === "");
  await page.locator(".search-dialog input").fill(words);
  await status.filter({ hasText: /./ }).waitFor();
  assert.doesNotMatch(await status.textContent(), /does not work/);
  return page.locator(".search-dialog [role=option]").count();
};

export const first = async (page, words) => {
  assert.ok((await found(page, words)) > 0, `nothing found for ${words}`);
  const link = await page.locator(".search-dialog [role=option]").first().getAttribute("href");
  return plain(link);
};

// The address of a result without the words to mark there.
const plain = (link) => link.replace(/#?:~:.*/, "").replace(/\?q=[^#]*/, "");

// The first result of every question is its answer, and names the holder; `onus explain` says the same (tests/it/questions.rs).
const answered = async (site) => {
  const lines = readFileSync(join(repository, "tests/reference/questions.txt"), "utf8").trim().split("\n").slice(1);
  await site.visit(site.at("http", "index.html"), {}, async (page) => {
    await page.locator("[data-search-open]").click();
    for (const [words, place, duty, holder] of lines.map((line) => line.split(" | "))) {
      const link = await first(page, words);
      const [service, variant] = place.split("/");
      const own = variant ? `(?:\\.${variant})?` : "";
      assert.match(link, new RegExp(`^${place === "-" ? "model" : `services/${service}`}\\.html#duty-${duty}${own}$`), words);
      const card = page.locator(".search-dialog [role=option]").first().locator(".search-card");
      await card.locator(".chip").waitFor();
      assert.match(await card.innerText(), new RegExp(`^(?:Depends on the service )?${holder}\\b`, "i"), words);
    }
  });
};

// Of all queries, 95 % have their page first, and every one has it among the first three.
const ranked = async (site, t) => {
  const lines = readFileSync(join(repository, "tests/reference/queries.txt"), "utf8").trim().split("\n").slice(1);
  await site.visit(site.at("http", "index.html"), {}, async (page) => {
    await page.locator("[data-search-open]").click();
    await found(page, "ec2");
    const misses = [];
    const lost = [];
    for (const [query, wanted] of lines.map((line) => line.split(" | "))) {
      const urls = await page.evaluate(async (words) => {
        const { answers, groups } = await window.onusSearch.find(words, 3);
        return (await window.onusSearch.describe([...answers, ...groups.flatMap((group) => group.hits)].slice(0, 3))).map((hit) => hit.url);
      }, query);
      const at = urls.findIndex((url) => url.startsWith(wanted));
      if (at !== 0) misses.push(`${query}: ${urls.join(", ")}`);
      if (at < 0) lost.push(query);
    }
    misses.forEach((miss) => t.diagnostic(miss));
    assert.ok(lines.length >= 120, `${lines.length} queries`);
    assert.deepEqual(lost, [], "not among the first three");
    assert.ok(misses.length <= lines.length * 0.05, misses.join("\n"));
  });
};

const shown = async (site, t) => {
  const faults = await site.visit(site.at("http", "services/ec2.html"), {}, async (page) => {
    await page.locator("[data-search-open]").click();
    await found(page, "who patches the guest os on fargate");
    await page.locator(".search-dialog .search-excerpt:not(:empty)").first().waitFor();
    assert.deepEqual([...(await overflows(page)), ...(await barriers(site, page, "dialog"))], []);
  });
  assert.deepEqual(faults, []);
};

const byKeyboard = async (site, from) => {
  const faults = await site.visit(site.at(from, "services/ec2.html"), {}, async (page) => {
    const dialog = page.locator("dialog[open]");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("root mfa");
    await dialog.locator("[role=option][aria-selected=true]").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await dialog.locator("input").inputValue(), "", "the first Escape clears");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.keyboard.press("Control+k");
    await page.keyboard.type("SI-2");
    // What is typed on the way may be answered too.
    await dialog.locator("[role=option][aria-selected=true][href$='#req-si-2']").waitFor();
    const before = await chosen(page);
    await page.keyboard.press("ArrowDown");
    const wanted = await chosen(page);
    assert.notEqual(wanted, before, "an arrow moves the choice");
    assert.match(wanted, /\.html/);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => plain(url.href).startsWith(new URL(wanted, site.at(from, "services/")).href));
    await page.locator("h1").waitFor();
  });
  assert.deepEqual(faults, []);
};

// The address of the chosen option, which is the one that the input names for screen readers.
const chosen = (page) =>
  page.evaluate(() => {
    const named = document.querySelector("dialog[open] input").getAttribute("aria-activedescendant");
    const [option, ...others] = document.querySelectorAll("dialog[open] [role=option][aria-selected=true]");
    return option?.id === named && !others.length ? option.getAttribute("href").replace(/#?:~:.*/, "").replace(/\?q=[^#]*/, "") : "none, or not the one that is named";
  });

const onItsPage = async (site, from) => {
  const faults = await site.visit(site.at(from, "search.html?q=IAM.6"), {}, async (page) => {
    const hit = page.locator(".search-hit a").first();
    await hit.waitFor();
    assert.match(await hit.getAttribute("href"), /^controls\/root-mfa\.html/);
    assert.equal(await page.locator("[data-search-page] input[name=q]").inputValue(), "IAM.6");
    await page.locator("[data-search-page] input[name=q]").fill("SI-2");
    await page.locator(".search-hit a[href*='#req-si-2']").first().waitFor();
    await page.waitForURL(/[?#]q=SI-2$/);
    await page.reload();
    await page.locator(".search-hit a[href*='#req-si-2']").first().waitFor();
  });
  assert.deepEqual(faults, []);
};
