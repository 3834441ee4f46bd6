// The first path, by keyboard alone and without scripts: read, draw the line, answer, see the score, take the record along, print.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { barriers, overflows } from "./pages.mjs";

const PATH = "learn/first-hour.html";
const ROUND = "learn/first-hour/questions.html";
const PRACTICE = "learn/first-hour/practice.html";
const SLIDES = "learn/first-hour/slides.html";

export const learn = (site) =>
  describe("learning", { concurrency: 2 }, () => {
    for (const from of ["http", "file"]) {
      test(`the first path by keyboard, from ${from}`, () => taken(site, from));
      test(`draw the line by keyboard and by pointer, from ${from}`, () => drawn(site, from));
    }
    test("orders and pairs are judged place by place", () => placed(site));
    test("slides turn by keyboard, and none is cut off", () => turned(site));
    test("without scripts questions, keys, practice and slides are readable", () => plain(site));
    test("an answered round and a drawn line have no barriers", () => reachable(site));
    test("a handout fits on two pages, on A4 and on Letter", () => printed(site));
  });

const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));

const reach = async (page, selector, key = "Tab", most = 120) => {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${selector} is not reached, but ${await focused(page)}`);
};

// Answers the form with the focus in it: rightly, or with the first wrong option.
const answer = async (page, id, rightly) => {
  const { form, right, count } = await page.evaluate((id) => {
    const one = document.getElementById(id);
    return { form: one.dataset.form, right: one.dataset.right.split(" ").map(Number), count: one.querySelectorAll(".option").length };
  }, id);
  if (form === "one") {
    const wanted = rightly ? right[0] : [...Array(count).keys()].find((at) => !right.includes(at));
    await reach(page, `#${id} input`);
    // Arrow keys choose among radio buttons; the space bar chooses the one with the focus.
    await page.keyboard.press("Space");
    for (let at = 0; at < wanted; at += 1) await page.keyboard.press("ArrowDown");
  } else if (form === "several") {
    const wanted = rightly ? right : [[...Array(count).keys()].find((at) => !right.includes(at))];
    for (let at = 0; at < count; at += 1) {
      await reach(page, `#${id} .option:nth-of-type(${at + 1}) input`);
      if (wanted.includes(at)) await page.keyboard.press("Space");
    }
  } else {
    for (let at = 0; at < right.length; at += 1) {
      await reach(page, `#${id} select[name="${id}-${at}"]`);
      const text = await page.evaluate(([id, at, key]) => document.querySelector(`#${id} select[name="${id}-${at}"]`).options[key + 1].text, [id, at, right[at]]);
      await page.keyboard.type(text);
    }
  }
  await reach(page, `#${id} button[type=submit]`);
  await page.keyboard.press("Enter");
};

const taken = async (site, from) => {
  const faults = await site.visit(site.at(from, PATH), { acceptDownloads: true }, async (page) => {
    // A module, ticked on its own page and seen on that of the path.
    await reach(page, ".steps a[href$='who-does-what.html']");
    await page.keyboard.press("Enter");
    await page.waitForURL(/who-does-what\.html$/);
    await reach(page, "[data-lesson] input");
    await page.keyboard.press("Space");
    await page.goto(site.at(from, ROUND));
    const ids = await page.locator("form[data-ask]").evaluateAll((all) => all.map((one) => one.id));
    assert.ok(ids.length >= 10, `${ids.length} questions`);
    assert.equal(await page.locator(".key:visible").count(), 0, "no key is shown before the answer");
    for (const [at, id] of ids.slice(0, 10).entries()) {
      await answer(page, id, at !== 1);
      assert.equal(await page.locator(`#${id} [data-verdict]`).textContent(), at === 1 ? "Not right." : "Right.", id);
      assert.ok(await page.locator(`#${id} .key .verdicts, #${id} .key ul`).first().isVisible(), "the reason is open");
    }
    const score = `9 right of 10 answered, ${ids.length - 10} to go`;
    assert.equal(await page.locator("[data-score]").textContent(), score);
    assert.equal(await page.locator("[data-result-score]").textContent(), `${score}.`);
    assert.ok((await page.locator("[data-result-weak] a").count()) >= 2, "a weak spot leads to its question and to what to read");
    await page.reload();
    assert.equal(await page.locator("[data-score]").textContent(), score, "it survives a reload");
    await page.goto(site.at(from, PATH));
    assert.equal(await page.locator(".steps .read").count(), 1);
    await reach(page, "[data-record-name]");
    await page.keyboard.type("Ana Müller");
    assert.match(await page.locator("[data-record-sheet]").textContent(), /1 of 3 modules.*9 right of 10 answered/s);
    await reach(page, "[data-record-export]");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(download.suggestedFilename(), "first-hour.onus-learn.json");
    const record = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.equal(record.format, "onus-learn/1");
    assert.equal(record.name, "Ana Müller");
    assert.deepEqual([record.score.right, record.score.answered, record.score.asked], [9, 10, ids.length]);
    assert.equal(record.modules.filter((one) => one.read).length, 1);
    assert.equal(record.answers.length, 10);
    await page.evaluate(() => (window.print = () => (window.printed = document.body.className)));
    await reach(page, "[data-record-print]");
    await page.keyboard.press("Enter");
    assert.match(await page.evaluate(() => window.printed), /print-record/);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".steps:visible, .first:visible").count(), 0, "the record is printed alone");
    assert.ok(await page.locator("[data-record-sheet] table").isVisible(), "and it is printed");
    await page.emulateMedia({ media: "screen" });
    await reach(page, ".takeaway a[href$='first-hour/handout.html']", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/handout\.html$/);
    await page.evaluate(() => (window.print = () => (window.printed = true)));
    await reach(page, "[data-print]");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => window.printed), true, "the handout is printed");
  });
  assert.deepEqual(faults, []);
};

const drawn = async (site, from) => {
  const faults = await site.visit(site.at(from, PRACTICE), {}, async (page) => {
    const form = page.locator("[data-drill]").first();
    const lanes = await form.locator("[data-duty]").evaluateAll((all) => all.map((one) => [one.dataset.duty, one.dataset.right]));
    assert.ok(lanes.length >= 6 && new Set(lanes.map(([, side]) => side)).size === 2);
    await form.locator("button[type=submit]").press("Enter");
    assert.match(await form.locator("[data-verdict]").textContent(), /to place first/);
    assert.equal(await form.locator(".key").isVisible(), false);
    for (const [at, [duty, right]] of lanes.slice(1).entries()) {
      await reach(page, `[data-drill] [data-duty="${duty}"] input`);
      await page.keyboard.press("Space");
      // The first is the provider; the last lane is answered wrongly.
      if ((right === "customer") !== (at === lanes.length - 2)) await page.keyboard.press("ArrowRight");
    }
    // The first one is dragged to its side.
    const card = await form.locator(".duty").first().boundingBox();
    await page.mouse.move(card.x + card.width / 2, card.y + card.height / 2);
    await page.mouse.down();
    await page.mouse.move(card.x + card.width / 2 + (lanes[0][1] === "customer" ? 90 : -90), card.y + card.height / 2, { steps: 4 });
    await page.mouse.up();
    await form.locator("button[type=submit]").press("Enter");
    assert.equal(await form.locator("[data-verdict]").textContent(), `${lanes.length - 1} of ${lanes.length} are right.`);
    assert.ok(await form.locator(".key .stack").isVisible());
    assert.equal(await form.locator(".lane.wrong").count(), 1);
    await page.goto(site.at(from, PATH));
    assert.match(await page.locator("[data-record-sheet]").textContent(), new RegExp(`${lanes.length - 1} of ${lanes.length}`));
  });
  assert.deepEqual(faults, []);
};

const placed = async (site) => {
  const faults = await site.visit(site.at("http", "learn/platform-engineer/questions.html"), {}, async (page) => {
    for (const kind of ["order", "match"]) {
      const form = page.locator(`form[data-form=${kind}]`).first();
      const id = await form.getAttribute("id");
      const right = (await form.getAttribute("data-right")).split(" ");
      await form.locator("button[type=submit]").click();
      assert.equal(await form.locator("[data-verdict]").textContent(), "Choose an answer first.");
      const swapped = [right[1], right[0], ...right.slice(2)];
      for (const [at, value] of swapped.entries()) await form.locator(`select[name="${id}-${at}"]`).selectOption(value);
      await form.locator("button[type=submit]").click();
      assert.equal(await form.locator("[data-verdict]").textContent(), "Not right.");
      assert.equal(await form.locator(".slot.bad").count(), 2);
      for (const [at, value] of right.entries()) await form.locator(`select[name="${id}-${at}"]`).selectOption(value);
      await form.locator("button[type=submit]").click();
      assert.equal(await form.locator("[data-verdict]").textContent(), "Right.");
    }
  });
  assert.deepEqual(faults, []);
};

// The decks of all paths that authors wrote and that are made from workloads.
const decks = async (site) => {
  const found = [];
  await site.visit(site.at("http", "learn/index.html"), {}, async (page) => {
    const hrefs = await page.locator(".cards h3 a").evaluateAll((all) => all.map((one) => new URL(one.href).pathname));
    found.push(...hrefs.map((href) => `learn/${href.split("/learn/")[1].replace(/\.html$/, "/slides.html")}`));
  });
  assert.ok(found.length >= 6, `${found.length} decks`);
  return found;
};

const turned = async (site) => {
  const faults = await site.visit(site.at("http", SLIDES), { viewport: { width: 1280, height: 720 } }, async (page) => {
    const count = await page.locator(".slide").count();
    assert.ok(count >= 12, `${count} slides`);
    const status = page.locator("[data-deck-status]");
    await page.keyboard.press("ArrowRight");
    assert.equal(await status.textContent(), `Slide 2 of ${count}`);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await status.textContent(), `Slide 2 of ${count}`);
    assert.equal(new URL(page.url()).hash, "#s2");
    await page.keyboard.press("End");
    assert.equal(await status.textContent(), `Slide ${count} of ${count}`);
    await page.keyboard.press("ArrowRight");
    assert.equal(await status.textContent(), `Slide ${count} of ${count}`);
    await page.keyboard.press("Home");
    assert.equal(await status.textContent(), `Slide 1 of ${count}`);
    for (const deck of await decks(site)) {
      await page.goto(site.at("http", deck));
      const tall = await page.locator(".slide").evaluateAll((all) => all.filter((one) => one.offsetHeight > innerHeight && !one.querySelector(".compare, .checklist")).map((one) => `${one.id}: ${one.offsetHeight}`));
      assert.deepEqual(tall, [], deck);
    }
  });
  assert.deepEqual(faults, []);
};

const plain = async (site) => {
  const faults = await site.visit(site.at("file", ROUND), { javaScriptEnabled: false }, async (page) => {
    const forms = await page.locator("form[data-ask]").count();
    assert.ok(forms >= 10);
    assert.equal(await page.locator("form[data-ask] .key summary:visible").count(), forms);
    assert.equal(await page.locator("button:visible").count(), 0, "no button that needs scripts");
    await page.locator(".key summary").first().click();
    assert.match(await page.locator(".key").first().textContent(), /Right:/);
    await page.goto(site.at("file", PRACTICE));
    await page.locator(".lane input").first().check();
    await page.locator(".key summary").first().click();
    assert.ok(await page.locator(".key .chip").first().isVisible());
    await page.goto(site.at("file", PATH));
    assert.equal(await page.locator("[data-record]:visible").count(), 0);
    assert.ok((await page.locator(".steps a:visible").count()) >= 3);
    await page.goto(site.at("file", SLIDES));
    assert.ok(await page.locator(".notes").first().isVisible(), "notes are there");
    await page.locator(".pages a").first().click();
    assert.match(page.url(), /#s2$/);
    await page.goto(site.at("file", "learn/first-hour/handout.html"));
    assert.ok(await page.locator(".thoughts:visible").isVisible() && (await page.locator(".matrix:visible").count()) > 0);
    assert.equal(await page.locator("[data-print]:visible").count(), 0, "no button that needs scripts");
    await page.goto(site.at("file", "learn/first-hour/who-does-what.html"));
    assert.equal(await page.locator("[data-lesson]:visible").count(), 0, "no box that forgets");
    assert.ok((await page.locator(".prose").innerText()).length > 500);
  });
  assert.deepEqual(faults, []);
};

const reachable = async (site) => {
  await site.visit(site.at("http", ROUND), {}, async (page) => {
    for (const form of await page.locator("form[data-form=one]").all()) {
      await form.locator("input").first().check();
      await form.locator("button[type=submit]").click();
    }
    assert.deepEqual([...(await overflows(page)), ...(await barriers(site, page))], []);
  });
  await site.visit(site.at("http", PRACTICE), {}, async (page) => {
    for (const lane of await page.locator("[data-drill]").first().locator(".lane").all()) await lane.locator("input").first().check();
    await page.locator("[data-drill] button[type=submit]").first().click();
    assert.deepEqual([...(await overflows(page)), ...(await barriers(site, page))], []);
  });
};

const printed = (site) =>
  site.visit(site.at("http", "learn/first-hour/handout.html"), {}, async (page) => {
    for (const format of ["A4", "Letter"]) {
      const pdf = await page.pdf({ format, margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
      assert.ok(pages <= 2, `${pages} pages on ${format}`);
    }
  });
