// Pictures of the main pages for the README and the documentation: docs/images/<page>-light.png and -dark.png.
//
// Run again after the design or the content has changed, on a built site:
//   ONUS_SITE=book NODE_PATH=target/test-tools/node/node_modules node tests/browser/pictures.mjs

import { join } from "node:path";

import { open, repository } from "./site.mjs";

// A picture: the page, how high, and for what is not the top of the page, what to scroll to.
const PICTURES = {
  home: { path: "index.html", height: 700, width: 1280 },
  service: { path: "services/rds.html", height: 820 },
  checklist: { path: "services/rds.html", height: 620, to: "#checklist" },
  compare: { path: "compare/index.html?a=ec2&b=ecs/fargate&c=lambda", height: 720 },
  framework: { path: "frameworks/nist-800-53-r5.html", height: 760 },
  workload: { path: "workloads/web-service.html", height: 720, to: "#matrix" },
};
const PHONE = { path: "services/rds.html", height: 844, width: 390 };

const shoot = async (site, name, { path, height, width = 1100, to }, colorScheme) => {
  const options = { colorScheme, viewport: { width, height }, reducedMotion: "reduce" };
  const faults = await site.visit(site.at("http", path), options, async (page) => {
    if (to) await page.evaluate((to) => document.querySelector(to).scrollIntoView(), to);
    await page.screenshot({ path: join(repository, "docs/images", `${name}-${colorScheme}.png`) });
  });
  if (faults.length) throw new Error(`${path}: ${faults.join("; ")}`);
};

const site = await open();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, picture] of Object.entries({ ...PICTURES, phone: PHONE })) await shoot(site, name, picture, colorScheme);
  }
} finally {
  await site.close();
}
