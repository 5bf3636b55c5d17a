/** The one stylesheet holds no rule that no page has a use for. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(repository, path), "utf8");
const below = (/** @type {string} */ folder, /** @type {RegExp} */ name) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" }).filter((file) => name.test(file) && !file.includes("node_modules")).map((file) => join(folder, file));

const style = read("web/static/style.css").replace(/\/\*[^]*?\*\//g, "");
/** Whatever writes pages: templates, the booth, and the services where they write a part of one themselves. */
const pages = [
  ...below("templates", /\.j2$/),
  ...below("booth", /^(?!test\/).*\.(js|html)$/),
  ...["web", "registrar", "ballot-box"].flatMap((crate) => below(`${crate}/src`, /\.rs$/)),
].map(read).join("\n");

/** Selectors, each once. @param {RegExp} part of one, its name captured */
const named = (part) => {
  const selectors = [...style.matchAll(/(?:^|[{}])([^{}@;]+)\{/g)].map(([, selector = ""]) => selector).join("\n");
  return [...new Set([...selectors.matchAll(part)].map(([, name = ""]) => name))];
};

test("each class is on some page", () => {
  const classes = named(/\.([a-z][\w-]*)/g);
  assert.ok(classes.length > 80, "the stylesheet was read");
  // Nor is every word that some page says a class.
  const given = pages.split("\n").filter((line) => /\bclass|"button/.test(line)).join("\n");
  // `notice-${kind}`, `check-{{ verdict }}`: the rest comes from a list.
  const isUsed = (/** @type {string} */ name) =>
    new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(given) || (name.includes("-") && new RegExp(`(?<![\\w-])${name.replace(/[^-]+$/, "")}(\\$\\{|\\{\\{)`).test(given));
  assert.deepEqual(classes.filter((name) => !isUsed(name)), []);
});

test("each kind of element is on some page", () => {
  const elements = named(/(?<![\w.:#=["-])([a-z][a-z0-9]*)(?![\w-]|\()/g);
  assert.ok(elements.includes("fieldset"), "the stylesheet was read");
  const isUsed = (/** @type {string} */ name) => new RegExp(`<${name}[\\s>]|"${name}"`).test(pages);
  assert.deepEqual(elements.filter((name) => !isUsed(name)), []);
});

test("each custom property is read", () => {
  const properties = [...new Set([...style.matchAll(/(--[a-z0-9-]+):/g)].map(([, name = ""]) => name))];
  assert.deepEqual(properties.filter((name) => !style.includes(`var(${name})`)), []);
});
