// What search shows: answers as cards, honest counts, choices by name, and marks on the page that a result leads to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { first } from "./search.mjs";

export const searchPage = (site) =>
  describe("what search shows", { concurrency: 2 }, () => {
    for (const from of ["http", "file"]) {
      test(`shows an answer as a card, from ${from}`, () => carded(site, from));
      test(`counts what it shows, and shows more, from ${from}`, () => counted(site, from));
      test(`narrows down by names, from ${from}`, () => narrowed(site, from));
      test(`marks the words on the page it leads to, from ${from}`, () => highlighted(site, from));
    }
  });

const carded = async (site, from) => {
  const faults = await site.visit(site.at(from, "index.html"), {}, async (page) => {
    await page.locator("[data-search-open]").click();
    assert.equal(await first(page, "who patches the guest os on fargate"), "services/fargate.html#duty-patch-guest-os");
    const [card, source] = [0, 1].map((at) => page.locator(".search-dialog [role=option]:visible").nth(at));
    await card.locator(".chip").waitFor();
    assert.equal(await card.locator(".chip").innerText(), "AWS");
    assert.match(await card.locator(".search-card").innerText(), /^AWS Why: Service model .+, .+\.$/);
    assert.doesNotMatch(await card.innerText(), /patch guest os,|\(Guest/, "ids say nothing to a reader");
    assert.match(await source.getAttribute("href"), /^https:\/\//);
    assert.match(await source.innerText(), /^Source: /);
    await page.keyboard.press("ArrowDown");
    assert.equal(await source.getAttribute("aria-selected"), "true", "the source is reached by keyboard");

    assert.equal(await first(page, "who patches the OS on RDS Custom for Oracle"), "services/rds.html#duty-patch-guest-os.custom-oracle");
    const all = page.locator(".search-dialog .search-all");
    assert.equal(await all.getAttribute("href"), `search.html?q=${encodeURIComponent("who patches the OS on RDS Custom for Oracle")}`);
    await page.keyboard.press("ArrowUp");
    assert.equal(await all.getAttribute("aria-selected"), "true", "the page with all results is one step up");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\.html\?q=who/);
    assert.equal(await page.locator(".search-answer .chip").first().innerText(), "Customer");
    assert.equal(await page.locator("[data-search-page] input[name=q]").inputValue(), "who patches the OS on RDS Custom for Oracle");
  });
  assert.deepEqual(faults, []);
};

// What each heading of the search page says, and how many results stand below it.
const groups = (page) =>
  page.locator(".search-group").evaluateAll((all) =>
    all.map((one) => ({ kind: one.dataset.kind, says: one.querySelector(".search-count").textContent, shown: one.querySelectorAll("li").length })));

const counted = async (site, from) => {
  const faults = await site.visit(site.at(from, "search.html?q=encrypt"), {}, async (page) => {
    await page.locator(".search-hit").first().waitFor();
    const before = await groups(page);
    for (const { kind, says, shown } of before) assert.ok(says === String(shown) || says.startsWith(`${shown} of `), `${kind}: ${says} above ${shown}`);
    const { kind, says, shown } = before.find((one) => one.says.includes(" of "));
    const total = Number(says.split(" of ")[1]);
    const more = page.locator(`.search-group[data-kind="${kind}"] .search-more`);
    await more.focus();
    await page.keyboard.press("Enter");
    const wanted = Math.min(total, shown + 30);
    await page.waitForFunction(([kind, wanted]) => document.querySelectorAll(`.search-group[data-kind="${kind}"] li`).length === wanted, [kind, wanted]);
    const at = await page.evaluate(() => [...document.activeElement.closest("ol").children].indexOf(document.activeElement.closest("li")));
    assert.equal(at, shown, "the first of the new ones has the focus");

    // Where some have all words, the others are behind a button.
    await page.locator("[data-search-page] input[name=q]").fill("fargate guest os patching");
    await page.locator(".search-more", { hasText: "with some of the words" }).first().waitFor();
    for (const { kind, says, shown } of await groups(page)) assert.ok(says === String(shown) || says.startsWith(`${shown} of `), `${kind}: ${says} above ${shown}`);
  });
  assert.deepEqual(faults, []);
};

const narrowed = async (site, from) => {
  const faults = await site.visit(site.at(from, `search.html?q=${encodeURIComponent("patch owner:customer")}`), {}, async (page) => {
    const party = page.locator("select[name=party]");
    const asked = () => page.locator("[data-search-page] input[name=q]").inputValue();
    await page.locator(".search-hit").first().waitFor();
    await page.waitForFunction(() => document.querySelector("select[name=party]")?.value === "customer");
    assert.equal(await party.locator("option:checked").innerText(), "Customer");
    assert.deepEqual((await page.locator("select[name=layer] option").allInnerTexts()).filter((name) => /^[a-z-]+$/.test(name)), ["any"], "names and not ids");
    await party.selectOption({ label: "AWS" });
    assert.equal(await asked(), "patch party:aws", "one party takes the place of the other, whatever the facet was called");
    await page.locator("select[name=layer]").selectOption({ label: "Guest operating system" });
    assert.equal(await asked(), "patch party:aws layer:guest-os");
    await page.waitForURL(/[?#]q=patch%20party%3Aaws%20layer%3Aguest-os$/);
    await page.locator("[data-search-page] input[name=q]").fill('patch owner:aws,customer layer:"guest operating"');
    await page.waitForFunction(() => document.querySelector("select[name=party]").selectedOptions[0].text === "AWS, Customer");
    assert.equal(await page.locator("select[name=layer]").inputValue(), "guest-os");
    await page.locator("[data-search-page] input[name=q]").fill("patch");
    await page.locator(".search-chip", { hasText: "Controls" }).click();
    assert.equal(await asked(), "patch kind:control");
    await page.locator(".search-chip[aria-pressed=true]", { hasText: "Controls" }).waitFor();
    assert.deepEqual((await groups(page)).map((one) => one.kind), ["control"]);
  });
  assert.deepEqual(faults, []);
};

// How many places are marked, and the words there.
const marks = (page) =>
  page.evaluate(() => [...(CSS.highlights.get("found") || [])].map((range) => range.toString().toLowerCase()));

const highlighted = async (site, from) => {
  const faults = await site.visit(site.at(from, "index.html"), {}, async (page) => {
    const open = async (words) => {
      await page.goto(site.at(from, "index.html"));
      await page.locator("[data-search-open]").click();
      await first(page, words);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\?q=/);
      await page.waitForFunction(() => CSS.highlights.get("found")?.size > 0);
      return [...new Set(await marks(page))].sort();
    };
    assert.deepEqual(await open("SI-2"), ["si-2"]);
    assert.match(page.url(), /#req-si-2$/);
    await page.keyboard.press("Escape");
    assert.deepEqual(await marks(page), [], "Escape takes the marks off");
    const words = await open("who pathces the guest os on fargate");
    assert.deepEqual(words.filter((word) => !/^(?:patch|guest|os$|fargate)/.test(word)), [], "words that say nothing are not marked");
    assert.ok(words.includes("fargate") && words.some((word) => word.startsWith("patch")), words.join(", "));
    assert.match(page.url(), /#duty-patch-guest-os$/);
  });
  assert.deepEqual(faults, []);
};
