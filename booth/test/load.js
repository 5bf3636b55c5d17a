/**
 * Finds and reads the published vectors, beside the repository or where PSEPHOS_VECTORS says.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const beside = fileURLToPath(new URL("../../../shared/vectors", import.meta.url));
const wanted = process.env["PSEPHOS_VECTORS"] ?? beside;

/** Undefined when there are none; under CI that is an error, for a green run must have run them. */
export const vectorsFolder = existsSync(wanted) ? wanted : undefined;

if (vectorsFolder === undefined) {
  const message = `The published test vectors are missing: no folder ${wanted}`;
  if (process.env["CI"]) throw new Error(message);
  console.warn(`\n*** ${message}; their tests are skipped. ***\n`);
}

/**
 * A file's JSON, or for a folder ("…/") the paths of all files below it.
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function loadJson(path) {
  if (vectorsFolder === undefined) throw new Error("no vectors");
  const full = join(vectorsFolder, path);
  if (!path.endsWith("/")) return JSON.parse(readFileSync(full, "utf8"));
  return readdirSync(full, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => path + name)
    .sort();
}
