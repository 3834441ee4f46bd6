// Asks Lighthouse about pages of a built site, served with gzip and under the strict policy:
//
//   npm install --prefix /tmp/lighthouse lighthouse
//   NODE_PATH=/tmp/lighthouse/node_modules node benches/lighthouse.mjs book index.html services/ec2.html frameworks/nist-800-53-r5.html

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const package_ = (name) => import(pathToFileURL(resolve(process.env.NODE_PATH || "node_modules", name)).href);
const { default: lighthouse } = await package_("lighthouse/core/index.js");
const { launch } = await package_("chrome-launcher/dist/index.js");

const [site, ...pages] = process.argv.slice(2);
const TYPES = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", png: "image/png", webmanifest: "application/manifest+json", md: "text/markdown" };

const server = createServer((request, answer) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/\/$/, "/index.html");
  if (!existsSync(join(site, path))) return answer.writeHead(404).end();
  answer.writeHead(200, {
    "content-type": TYPES[path.split(".").pop()] || "application/octet-stream",
    "content-encoding": "gzip",
    "cache-control": "max-age=31536000",
    "content-security-policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    "x-content-type-options": "nosniff",
  });
  answer.end(gzipSync(readFileSync(join(site, path))));
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const { port } = server.address();
const chrome = await launch({ chromePath: process.env.CHROMIUM || "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox"] });
for (const page of pages) {
  const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${page}`, { port: chrome.port, output: "json", logLevel: "error" });
  console.log(page, Object.values(lhr.categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`).join(", "));
  const short = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative");
  short.forEach(({ id, displayValue }) => console.log("  ", id, displayValue || ""));
}
await chrome.kill();
server.close();
