/** Runs every test file, three at a time: those that take longest first, so that at the end none of them runs alone. */

import { readdirSync } from "node:fs";
import { run } from "node:test";
import { tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

/** An organiser waits for minutes to be over, which costs no time beside other work. */
const LONGEST = ["organiser", "box_pages", "hostile", "broken", "check", "states", "voter"].map((name) => `${name}.test.js`);

const folder = fileURLToPath(new URL(".", import.meta.url));
const found = readdirSync(folder).filter((name) => name.endsWith(".test.js"));
const files = [...LONGEST, ...found.filter((name) => !LONGEST.includes(name))].map((name) => folder + name);
run({ files, concurrency: 3 })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(tap)
  .pipe(process.stdout);
