/**
 * Runs every test file, three at a time: those that take longest first, so that at the end none of them runs alone. With SECOND_TRY
 * files in which a test failed run once more, alone, and only what fails again counts.
 */

import { readdirSync } from "node:fs";
import { run } from "node:test";
import { tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

/** An organiser waits for minutes to be over, which costs no time beside other work. */
const LONGEST = ["organiser", "box_pages", "hostile", "broken", "check", "states", "voter"].map((name) => `${name}.test.js`);

const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Runs one file and tells of it once it is done.
 * @param {string} name
 * @returns {Promise<boolean>} whether nothing in it failed
 */
async function passes(name) {
  let isGood = true;
  const tests = run({ files: [folder + name] }).on("test:fail", () => (isGood = false));
  let told = `# ${name}\n`;
  for await (const piece of tests.compose(tap)) told += piece;
  process.stdout.write(told);
  return isGood;
}

/**
 * @param {string[]} names
 * @param {number} atOnce
 * @returns {Promise<string[]>} those in which a test failed
 */
async function failures(names, atOnce) {
  const waiting = [...names];
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      if (!(await passes(name))) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

const found = readdirSync(folder).filter((name) => name.endsWith(".test.js"));
let failed = await failures([...LONGEST, ...found.filter((name) => !LONGEST.includes(name))], 3);
if (failed.length > 0 && process.env.SECOND_TRY) {
  console.log(`# SECOND TRY of ${failed.join(", ")}`);
  failed = await failures(failed, 1);
}
if (failed.length > 0) {
  console.log(`# FAILED: ${failed.join(", ")}`);
  process.exitCode = 1;
}
