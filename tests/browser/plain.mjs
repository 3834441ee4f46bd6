// Without scripts no fact is lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { files, kinds, leadsOn, repository, text } from "./site.mjs";

const SERVICES = ["ec2", "ecs", "sqs", "parallelcluster", "lambda"];

export const plain = (site) =>
  describe("without scripts", { concurrency: 2 }, () => {
    const visit = (path, work) => site.visit(site.at("http", path), { javaScriptEnabled: false }, work);
    for (const service of SERVICES) {
      test(`${service} has every duty with its holder and the reason`, () => visit(`services/${service}.html`, duties));
      test(`${service} has every item of its checklist`, () => visit(`services/${service}.html`, (page) => items(page, service)));
    }
    test("everything is on a list from A to Z", letters);
    test("search leads to that list, and to everything of a category, a layer, …", () => visit("search.html", shelves));
    test("what search finds by a facet is on a page of its own", () => faceted(site));
    test("nothing is offered that needs scripts", async () => {
      for (const path of [kinds.service, kinds.services, kinds.search, kinds.control, kinds.workload]) await visit(path, idle);
    });
  });

const layers = readFileSync(join(repository, "content/model/layers.yaml"), "utf8");
const DUTIES = [...layers.matchAll(/^ +- id: ([a-z0-9-]+)\n +do: (?:"([^"]+)"|(.+))$/gm)].map(([, id, quoted, bare]) => ({ id, words: quoted || bare }));

// A duty that is the model's default all the same has its anchor here, and its words in the layer that the line leads to.
const duties = async (page) => {
  assert.ok(DUTIES.length >= 50, `only ${DUTIES.length} duties were read from the model`);
  const found = await page.locator("[id^=duty-]").evaluateAll((all) =>
    all.map((one) => {
      const inLine = one.closest(".group");
      const line = inLine || one.closest("tr");
      const holder = inLine ? line.querySelector(".why") : line;
      return {
        id: one.id, words: one.textContent, layer: inLine?.querySelector("a").getAttribute("href"),
        holder: holder.dataset.holder, said: line.querySelector(".chip")?.textContent.trim(), why: [...line.querySelectorAll("details.why")].map((why) => why.textContent).join(),
      };
    }),
  );
  const byId = new Map(found.map((one) => [one.id, one]));
  assert.equal(byId.size, found.length, "a duty is there once");
  const model = text("model.html");
  for (const { id, words } of DUTIES) {
    const one = byId.get(`duty-${id}`);
    assert.ok(one, `${id} is missing`);
    const elsewhere = one.layer && model.split(`id="${one.layer.split("#")[1]}"`)[1].split("</tbody>")[0];
    assert.ok(one.words.includes(words) || elsewhere?.includes(`id="duty-${id}"`), `${id} is not said as "${words}"`);
    assert.ok(one.holder && one.said, `${id} has no holder`);
    assert.match(one.why, /content\/[\w./-]+\.yaml:\d+/, `${id} has no reason with its file and line`);
  }
  const why = page.locator("tr[id^=duty-] > td > details.why").first();
  assert.ok(!(await why.locator("code").first().isVisible()));
  await why.locator("summary").click();
  assert.ok(await why.locator("code").first().isVisible(), "the reason opens");
};

// The items that the service itself calls for: those of its own scope, and those that name it without a way.
const items = async (page, service) => {
  const page_items = new Set(await page.locator("[data-item-row]:visible input[data-item]").evaluateAll((all) => all.map((one) => one.dataset.item || one.id.replace("item-", ""))));
  const list = text(`checklists/${service}.md`);
  const name = /^title: "Checklist: (.+)"$/m.exec(list)[1];
  const wanted = [...list.matchAll(/^- \[ \] (.+) <!-- item: (\S+) -->\n((?:  .*\n)*)/gm)]
    .filter(([, , item, below]) => (item.includes("@") ? item.endsWith(`@${service}`) : new RegExp(`Called for by: ${name}(,|$)`, "m").test(below)))
    .map(([, , item]) => item);
  assert.ok(wanted.length > 10);
  assert.deepEqual([...page_items].sort(), wanted.sort());
};

// The addresses that the main part of a page links to, from the root of the site; of a part of it, where an element is named.
const hrefs = (path, id) => {
  const main = text(path).split("<main")[1].split("</main>")[0].replace(/<nav[^]*?<\/nav>/g, "");
  const from = id ? main.slice(main.indexOf(`id="${id}"`)) : main;
  const part = id ? from.slice(0, from.search(/<\/section>|<\/dd>/)) : from;
  return [...part.matchAll(/<(?:th scope="row"|li[^>]*)><a href="(?:\.\.\/)*([^"]+)"/g)].map((match) => match[1]);
};

const parts = (path) => files().filter((file) => file === path || (file.startsWith(path.replace(".html", "_")) && file.endsWith(".html")));

const letters = () => {
  const links = new Set(parts("a-z.html").flatMap((path) => hrefs(path)));
  const missing = files()
    .filter((path) => /^(services|controls|workloads|guides)\/.*\.html$/.test(path) && !path.includes("/index") && !leadsOn(path))
    // A page that only leads on to another has no name of its own.
    .filter((path) => !links.has(path) && !/http-equiv="?refresh/.test(text(path)));
  assert.deepEqual(missing, []);
};

const shelves = async (page) => {
  assert.ok(await page.locator("noscript, main p:visible").first().isVisible());
  const letters = await page.locator(".letters a").evaluateAll((all) => all.map((one) => one.textContent));
  assert.ok(letters.length > 15 && letters.includes("S"), letters.join());
  await page.locator(".letters a", { hasText: /^S$/ }).click();
  await page.waitForURL(/a-z(_\d+)?\.html#letter-s$/);
  await page.locator("main a", { hasText: "Controls and holders by layer" }).click();
  await page.locator("#by-layer + ul a", { hasText: "Guest operating system" }).click();
  await page.waitForURL(/by\/layer\/guest-os\.html$/);
  const held = page.locator("h3:has(.chip.customer) + ul a", { hasText: /^Amazon EC2$/ });
  assert.equal(await held.getAttribute("href"), "../../services/ec2.html");
};

// Of each facet, what of it is listed.
const KINDS = { category: "service", model: "service,variant", layer: "control", domain: "control", priority: "control", party: "control" };

const faceted = (site) =>
  site.visit(site.at("http", "search.html"), {}, async (page) => {
    let checked = 0;
    for (const [facet, kind] of Object.entries(KINDS)) {
      const lines = await page.locator(`#by-${facet} + ul li`).evaluateAll((all) => all.map((one) => [one.querySelector("a").getAttribute("href"), one.textContent.match(/\d+$/)?.[0]]));
      for (const [href, count] of lines) {
        const [path, anchor] = href.split("#");
        const value = anchor ? anchor.replace(/^[a-z]+-/, "") : path.split("/").pop().replace(".html", "");
        const found = await page.evaluate(async (query) => {
          const { groups } = await window.onusSearch.find(query, 10_000);
          return (await window.onusSearch.describe(groups.flatMap((group) => group.hits))).map((hit) => hit.url);
        }, `kind:${kind} ${facet}:"${value}"`);
        const listed = (anchor ? hrefs(path, anchor) : parts(path).flatMap((part) => hrefs(part))).filter((url) => facet !== "layer" || url.startsWith("controls/"));
        assert.deepEqual([...new Set(listed)].sort(), found.sort(), href);
        assert.equal(Number(count), found.length, href);
        checked += found.length;
      }
    }
    assert.ok(checked > 1000, `${checked} were looked up`);
  });

const idle = async (page) => {
  const shown = await page
    .locator("button:visible, select:visible, input:visible:not([type=checkbox]), [data-search-open]:visible:not([href])")
    .evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 100)));
  assert.deepEqual(shown, [], page.url());
};
