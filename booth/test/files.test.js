/** What is served: small, whole, and without a way to turn a text into markup or script. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const read = (/** @type {string} */ name) => readFileSync(folder + name, "utf8");
const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
const html = read("index.html");
/** The booth, the scripts of four pages of the ballot box, and the one that a page starts as a worker; the build makes one file of each with all that it imports. */
const PAGES = ["main.js", "receipt_page.js", "my_receipts.js", "poll_page.js", "audit_page.js", "audit_worker.js"];

/** @param {string} name @param {Set<string>} [seen] */
function importsOf(name, seen = new Set()) {
  for (const [, target = ""] of read(name).matchAll(/^(?:import|export) [^;]*?"\.\/([^"]+)";/gm)) {
    if (!seen.has(target)) importsOf(target, seen.add(target));
  }
  return seen;
}

test("no module is left over", () => {
  const used = new Set(PAGES.flatMap((page) => [page, ...importsOf(page)]));
  assert.deepEqual(modules.filter((name) => !used.has(name)), []);
});

test("what checks elections is loaded by nobody else, and not with its page", () => {
  const isOfCheck = (/** @type {string} */ name) => name.startsWith("audit_");
  for (const page of PAGES.slice(0, 4)) assert.deepEqual([...importsOf(page)].filter(isOfCheck), [], page);
  assert.deepEqual([...importsOf("audit_page.js")].filter(isOfCheck).sort(), ["audit_findings.js", "audit_report.js"]);
});

test("modules import only their neighbours", () => {
  for (const name of modules) {
    for (const [, target] of read(name).matchAll(/^(?:import|export) [^;]*?from "([^"]+)";/gm)) assert.match(target ?? "", /^\.\/[a-z0-9_]+\.js$/);
  }
});

test("nothing inline, nothing from elsewhere, no way from text to markup", () => {
  assert.doesNotMatch(html, /<style|style=|<script(?! type="module" src="\/booth\/main\.js"><\/script>)|\son[a-z]+=|(?:src|href)="(?!\/|#|\?lang=)|\/\//);
  const sinks = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\b|new Function|setAttributeNS|import\(["'`]|localStorage|Math\.random/;
  for (const name of modules) {
    const code = read(name).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(code, sinks, name);
  }
});
