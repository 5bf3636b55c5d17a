/**
 * Runs the vectors and the storage tests in Chromium, from a server on the loopback address, and fails if any fails.
 * CHROMIUM names another browser than /usr/bin/chromium-headless-shell.
 */

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { loadJson, vectorsFolder } from "./load.js";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";
if (vectorsFolder === undefined || !existsSync(executablePath)) {
  console.warn(`\n*** No ${vectorsFolder === undefined ? "vectors" : executablePath}: the browser tests are skipped. ***\n`);
  process.exit(process.env["CI"] ? 1 : 0);
}

const booth = fileURLToPath(new URL("..", import.meta.url));
const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
  try {
    const [type, body] = path.startsWith("/vectors/")
      ? ["application/json", JSON.stringify(await loadJson(path.slice("/vectors/".length)))]
      : [path.endsWith(".js") ? "text/javascript" : "text/html", readFileSync(join(booth, path.replace(/^\/booth\//, "")))];
    response.writeHead(200, { "Content-Type": type }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

const browser = await chromium.launch({
  executablePath,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let failures = 1;
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(String(error)));
  await page.goto(`http://127.0.0.1:${port}/booth/test/browser.html`);
  const handle = await page.waitForFunction(() => /** @type {any} */ (globalThis).boothTests, undefined, { timeout: 120_000 });
  const { passed, failed } = await handle.jsonValue();
  for (const { name, detail } of failed) console.error(`not ok: ${name} ${detail}`);
  console.log(`Chromium ${browser.version()}`);
  console.log(`${passed} passed, ${failed.length} failed`);
  failures = failed.length + (passed < 300 ? 1 : 0);
} finally {
  await browser.close();
  server.close();
}
process.exitCode = failures === 0 ? 0 : 1;
