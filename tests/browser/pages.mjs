// Every kind of page opens without a fault from a server and from a folder, fits every width, and can be used by all.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { kinds } from "./site.mjs";

const WIDTHS = [1440, 768, 390, 320];
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// The rules whose answer depends on the theme, which changes nothing but colours.
const COLOURS = ["color-contrast", "link-in-text-block"];

export const pages = (site) =>
  describe("pages", { concurrency: 2 }, () => {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind} (${path}) from a server`, async () => {
        const faults = await site.visit(site.at("http", path), {}, async (page) => {
          await settled(page, path);
          const wrong = [...(await overflows(page)), ...(await barriers(site, page))];
          assert.deepEqual(wrong, []);
        });
        assert.deepEqual(faults, []);
      });
      test(`${kind} (${path}) from a folder`, async () => {
        assert.deepEqual(await site.visit(site.at("file", path), {}, (page) => settled(page, path)), []);
      });
    }
  });

// The results of a search come after the page.
const settled = async (page, path) => {
  if (path.includes("?q=")) await page.locator(".search-hit .search-excerpt:not(:empty)").first().waitFor();
};

export const overflows = async (page) => {
  const wrong = [];
  for (const opened of [false, true]) {
    if (opened) await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate(beyond);
      if (found) wrong.push(`at ${width}${opened ? " with all details open" : ""}: ${found}`);
    }
  }
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = false)));
  return wrong;
};

// How much wider than the window the page is, and the first element that sticks out.
const beyond = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return "";
  const inScroller = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  };
  const sticksOut = (one) => one.getBoundingClientRect().right > clientWidth + 0.5 && !inScroller(one);
  const wide = [...document.body.querySelectorAll("*")].find((one) => sticksOut(one) && ![...one.children].some(sticksOut));
  return `${scrollWidth} px wide, from ${wide ? wide.outerHTML.slice(0, 120) : "somewhere"}`;
};

// What keeps someone out, at three widths, in both themes and in forced colours.
export const barriers = async (site, page, inside = "html") => {
  await page.evaluate(site.axe);
  const wrong = [];
  for (const width of [1440, 768, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const [colorScheme, forcedColors] of [["light", "none"], ["dark", "none"], ["light", "active"]]) {
      await page.emulateMedia({ colorScheme, forcedColors });
      const asked = colorScheme === "light" && forcedColors === "none" ? { type: "tag", values: STANDARDS } : { type: "rule", values: COLOURS };
      for (const { impact, id, nodes, count } of await page.evaluate(inspect, [inside, asked])) {
        wrong.push(`${id} (${impact}) at ${width}, ${forcedColors === "active" ? "forced colours" : colorScheme}: ${count} of ${nodes.join(" | ")}`);
      }
    }
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  return wrong;
};

const inspect = async ([inside, runOnly]) => {
  const { violations } = await axe.run(inside, { runOnly, resultTypes: ["violations"] });
  return violations.map(({ id, impact, nodes }) => ({
    id, impact, count: nodes.length,
    nodes: nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${node.failureSummary.split("\n").slice(1).join(" ").trim().slice(0, 160)})`),
  }));
};
