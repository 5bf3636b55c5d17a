/** What the booth and the pages say, read from the catalogues themselves: so a story finds what a voter of that language sees. */

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {(id: string, values?: { [name: string]: string | number }) => string} Speak */

/** @param {string} language @param {string} part of the catalogues @returns {Speak} */
export function wordsOf(language, part = "booth") {
  const file = fileURLToPath(new URL(`../../locales/${language}/${part}.ftl`, import.meta.url));
  const found = readFileSync(file, "utf8").matchAll(/^([a-z][a-z0-9-]*) =([^\n]*(?:\n[ }][^\n]*)*)/gm);
  const messages = new Map([...found].map(([, id = "", pattern = ""]) => [id, pattern.trim()]));
  const write = (/** @type {string | number} */ value) => (typeof value === "number" ? value.toLocaleString(language) : value);
  return (id, values = {}) => {
    let pattern = messages.get(id);
    if (pattern === undefined) throw new Error(`locales/${language}/${part}.ftl: no ${id}`);
    const choice = /^\{ \$(\w+) ->\n([\s\S]*)\n\s*\}$/.exec(pattern);
    if (choice) {
      const forms = new Map([...(choice[2] ?? "").matchAll(/^\s*\*?\[(\w+)\] (.*)$/gm)].map(([, key, text]) => [key, text]));
      pattern = forms.get(new Intl.PluralRules(language).select(Number(values[choice[1] ?? ""]))) ?? forms.get("other") ?? "";
    }
    return pattern.replace(/\{ \$(\w+) \}/g, (_, name) => write(values[name] ?? ""));
  };
}

/** All that there are catalogues of. */
export const LANGUAGES = readdirSync(fileURLToPath(new URL("../../locales/", import.meta.url)));

/** In English, which the stories speak unless they say otherwise. */
export const t = wordsOf("en");

/** What a voter compares at both services. */
export const CHECK_CODE = /^[0-9A-HJKMNP-TV-Z]{4}$/;
