// The built site under test: its folder, a server that is as strict as the site promises to allow, and a browser.

import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Modules do not look at NODE_PATH, which says where the packages of the tests are.
export const require = createRequire(join(process.env.NODE_PATH || resolve("node_modules"), "here.js"));

export const repository = fileURLToPath(new URL("../../", import.meta.url));
export const folder = resolve(process.env.ONUS_SITE || join(repository, "target/book-a"));

// A page of every kind, by the name of its kind.
export const kinds = {
  home: "index.html",
  model: "model.html",
  services: "services/index.html",
  service: "services/sqs.html",
  "service with variants": "services/ecs.html",
  "service with most words": "services/ec2.html",
  "requirements of a service": "requirements/sqs.html",
  "compare index": "compare/index.html",
  "comparison of any": "compare/index.html?a=ec2&b=lambda&c=ecs/fargate",
  comparison: "compare/ec2--ecs.fargate.html",
  controls: "controls/index.html",
  control: "controls/root-mfa.html",
  frameworks: "frameworks/index.html",
  framework: "frameworks/nist-800-53-r5.html",
  "requirement group": "frameworks/nist-800-53-r5/ac.html",
  workloads: "workloads/index.html",
  workload: "workloads/web-service.html",
  "requirements of a workload": "requirements/workloads/web-service.html",
  checklists: "checklists/index.html",
  "a named checklist": "checklists/new-account.html",
  guides: "guides/index.html",
  guide: "guides/tls-1-2-as-the-minimum.html",
  learn: "learn/index.html",
  path: "learn/first-hour.html",
  "path of a team": "learn/workloads/web-service.html",
  lesson: "learn/first-hour/who-does-what.html",
  "question round": "learn/first-hour/questions.html",
  practice: "learn/first-hour/practice.html",
  slides: "learn/first-hour/slides.html",
  handout: "learn/first-hour/handout.html",
  glossary: "glossary.html",
  changes: "changes.html",
  about: "about.html",
  search: "search.html",
  "search with results": "search.html?q=who+patches+the+guest+os+on+fargate",
  "from A to Z": "a-z.html",
  "controls and holders of a layer": "by/layer/guest-os.html",
  "services of a model": "by/model/faas.html",
  "part of a list": "by/model/abstracted_2.html",
  "not found": "404.html",
};

// Every file of the site, as a path with slashes below its folder.
export const files = () =>
  readdirSync(folder, { recursive: true })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();

export const text = (path) => readFileSync(join(folder, path), "utf8");

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".md": "text/markdown; charset=utf-8", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json", ".xml": "application/xml",
};

// Whether a page only leads on to another one.
export const leadsOn = (path) => text(path).includes('<meta http-equiv="refresh"');

// Serves the folder below /docs/ on the loopback interface, under the strict policy.
const serve = () =>
  new Promise((done) => {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      const file = join(folder, relative("/docs", path.endsWith("/") ? path + "index.html" : path));
      const found = path.startsWith("/docs/") && file.startsWith(folder) && existsSync(file) && statSync(file).isFile();
      response.writeHead(found ? 200 : 404, {
        "Content-Security-Policy": "default-src 'self'",
        "Content-Type": found ? TYPES[extname(file)] || "application/octet-stream" : "text/plain",
        "X-Content-Type-Options": "nosniff",
      });
      response.end(found ? readFileSync(file) : "not found");
    });
    server.listen(0, "127.0.0.1", () => done(server));
  });

export const chromium = () => {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // The next name, then.
    }
  }
  throw new Error("no chromium on PATH");
};

export const SWITCHES = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// Opens the browser and the server. `at` says where a page is, by "http" or "file"; `visit` opens it in a context of
// its own, does the work with it, and gives back what went wrong on the way: messages, failed and foreign requests.
export const open = async () => {
  const server = await serve();
  const browser = await require("playwright-core").chromium.launch({ executablePath: chromium(), args: SWITCHES });
  const roots = { http: `http://127.0.0.1:${server.address().port}/docs/`, file: pathToFileURL(folder).href + "/" };
  const at = (from, path) => roots[from] + path;

  const visit = async (url, options, work) => {
    const context = await browser.newContext({ colorScheme: "light", viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    const faults = watch(page, Object.values(roots));
    try {
      await page.goto(url, { waitUntil: "load" });
      await work(page, faults);
      return faults;
    } finally {
      await context.close();
    }
  };

  const close = async () => {
    await browser.close();
    server.close();
  };
  return { at, visit, close, axe: require("axe-core").source };
};

// A violation of the policy is an error on the console.
const watch = (page, roots) => {
  const faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  // What a page still loads when it is left is broken off, which is no fault.
  page.on("requestfailed", (request) => /ERR_ABORTED/.test(request.failure()?.errorText) || faults.push(`failed: ${request.url()} (${request.failure()?.errorText})`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`));
  page.on("request", (request) => roots.some((root) => request.url().startsWith(root)) || faults.push(`foreign: ${request.url()}`));
  return faults;
};
