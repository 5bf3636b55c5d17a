/** The catalogues of what scripts say, as they lie in the repository. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The values in each message of a catalogue, by the message's name, such as `$n,$of`; nothing where the language has no such catalogue.
 * @param {string} language @param {string} part @returns {Map<string, string>}
 */
export function valuesOf(language, part) {
  const file = fileURLToPath(new URL(`../../locales/${language}/${part}.ftl`, import.meta.url));
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const found = [...text.matchAll(/^([a-z][a-z0-9-]*) =([^\n]*(?:\n[ }][^\n]*)*)/gm)];
  return new Map(found.map(([, id = "", pattern = ""]) => [id, [...new Set(pattern.match(/\$\w+/g))].sort().join()]));
}
