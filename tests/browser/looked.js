/** Whether every page of both services was looked at on a phone and on a desktop: `npm test` ends with it. */

import { readFile, readdir } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

import { SHOTS } from "./album.js";
import { SIZES } from "./chromium.js";

/**
 * Pages that no look has shown at both widths.
 * @param {string[]} pages @param {import("./album.js").Shot[]} shots
 */
export function unseen(pages, shots) {
  const seen = new Set(shots.map(({ page, width }) => `${page} ${width}`));
  return pages.flatMap((page) => SIZES.filter(({ viewport }) => !seen.has(`${page} ${viewport.width}`)).map(({ name }) => `${page} (${name})`));
}

/** All templates that are a page: those that fill the frame's `main`, and those that have a frame of their own. */
async function pages() {
  const templates = new URL("../../templates/", import.meta.url);
  const found = [];
  for (const service of ["registrar", "ballot-box"]) {
    for (const file of await readdir(new URL(`${service}/`, templates))) {
      const source = await readFile(new URL(`${service}/${file}`, templates), "utf8");
      if (/\{% block main %\}|<main /.test(source)) found.push(`${service}/${file.replace(/\.j2$/, "")}`);
    }
    found.push(`${service}/error.html`);
  }
  return found;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const lines = (await readFile(new URL(`../../test-output/${SHOTS}`, import.meta.url), "utf8")).trim().split("\n");
  const all = await pages();
  const missing = unseen(all, lines.map((line) => JSON.parse(line)));
  console.log(missing.length === 0 ? `pages: all ${all.length} were looked at in both sizes` : `pages that no test has looked at:\n${missing.join("\n")}`);
  process.exitCode = missing.length === 0 ? 0 : 1;
}
