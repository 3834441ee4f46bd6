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
    test("search is a list from A to Z", () => visit("search.html", letters));
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

const letters = async (page) => {
  const links = new Set(await page.locator("main section li a").evaluateAll((all) => all.map((one) => one.getAttribute("href"))));
  const missing = files()
    .filter((path) => /^(services|controls|workloads|guides)\/.*\.html$/.test(path) && !path.endsWith("index.html") && !leadsOn(path))
    // A page that only leads on to another has no name of its own.
    .filter((path) => !links.has(path) && !/http-equiv="?refresh/.test(text(path)));
  assert.deepEqual(missing, []);
};

const idle = async (page) => {
  const shown = await page
    .locator("button:visible, select:visible, input:visible:not([type=checkbox]), [data-search-open]:visible:not([href])")
    .evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 100)));
  assert.deepEqual(shown, [], page.url());
};
