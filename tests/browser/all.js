/**
 * Runs every test file, three at a time: those that take longest first, so that at the end none of them runs alone. With SECOND_TRY
 * files that failed run once more, alone, and only what fails again counts.
 */

import { once } from "node:events";
import { readdirSync } from "node:fs";
import { run } from "node:test";
import { tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

/** An organiser waits for minutes to be over, which costs no time beside other work. */
const LONGEST = ["organiser", "box_pages", "hostile", "broken", "check", "states", "voter"].map((name) => `${name}.test.js`);

/**
 * @param {string[]} files
 * @param {number} concurrency
 * @returns {Promise<string[]>} those in which a test failed
 */
async function failures(files, concurrency) {
  const failed = new Set();
  const tests = run({ files, concurrency }).on("test:fail", ({ file, name }) => failed.add(file ?? name));
  const told = tests.compose(tap);
  told.pipe(process.stdout, { end: false });
  await once(told, "end");
  return files.filter((file) => failed.has(file) || [...failed].some((name) => !files.includes(name)));
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const found = readdirSync(folder).filter((name) => name.endsWith(".test.js"));
const files = [...LONGEST, ...found.filter((name) => !LONGEST.includes(name))].map((name) => folder + name);
let failed = await failures(files, 3);
if (failed.length > 0 && process.env.SECOND_TRY) {
  console.log(`# SECOND TRY of ${failed.join(", ")}`);
  failed = await failures(failed, 1);
}
if (failed.length > 0) {
  console.log(`# FAILED: ${failed.join(", ")}`);
  process.exitCode = 1;
}
