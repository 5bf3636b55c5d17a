/** The catalogues: every message is used, every message that is used is there, in every language with the same values. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { learn, t, tOf } from "../words.js";
import { valuesOf } from "./catalogue.js";

const folder = fileURLToPath(new URL("..", import.meta.url));
const read = (/** @type {string} */ name) => readFileSync(folder + name, "utf8");
const html = read("index.html");
const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
const isOfCheck = (/** @type {string} */ name) => name.startsWith("audit_");
const codeOf = (/** @type {string[]} */ names) => names.map(read).join("\n");
const languages = readdirSync(`${folder}../locales`);
/** Those for trying out a layout may lack messages, which are then shown in English, or a whole catalogue. */
const SAMPLES = ["ar"];
const spoken = languages.filter((language) => !SAMPLES.includes(language));
/** What speaks from which catalogue. */
const PARTS = [
  { part: "booth", code: codeOf(modules.filter((name) => !isOfCheck(name))), page: html },
  { part: "check", code: codeOf(modules.filter(isOfCheck)), page: "" },
];

for (const { part, code, page } of PARTS) {
  const english = valuesOf("en", part);
  const named = [...code.matchAll(/\bt\("([^"]+)"/g), ...page.matchAll(/data-t="([^"]+)"/g)].map(([, id = ""]) => id);
  const prefixes = [...code.matchAll(/\btOf\("([^"]+)"/g)].map(([, prefix = ""]) => prefix);

  test(`${part}: every message that is named is there, with the values that it gets`, () => {
    assert.ok(named.length > 80, `${named.length} messages`);
    assert.deepEqual(named.filter((id) => !english.has(id)), []);
    for (const [, id = "", values = ""] of code.matchAll(/\bt\("([^"]+)", \{ (.*?) \}\)/g)) {
      const given = [...values.matchAll(/(?:^|, )(\w+)(?=[:,]|$)/g)].map(([, name]) => `$${name}`);
      assert.equal(given.sort().join(), english.get(id), id);
    }
    for (const [id, values] of english) assert.equal(values !== "", new RegExp(`\\bt\\("${id}", \\{`).test(code), id);
  });

  test(`${part}: every message is used`, () => {
    const isUsed = (/** @type {string} */ id) => named.includes(id) || prefixes.some((prefix) => id.startsWith(prefix));
    assert.deepEqual([...english.keys()].filter((id) => !isUsed(id)), []);
  });

  test(`${part}: every language has every message, with the same values`, () => {
    for (const language of languages) {
      const own = valuesOf(language, part);
      for (const [id, values] of own) assert.equal(values, english.get(id), `${language}: ${id}`);
      if (!SAMPLES.includes(language)) assert.deepEqual([...english.keys()].filter((id) => !own.has(id)), [], language);
    }
  });
}

/** Words of cryptographers, by how they begin; digits are "chiffres" and "cifras". */
const FORBIDDEN = {
  en: /\b(token|hash|nonce|blind|(en|de)crypt|ciphertext)/i,
  de: /\b(token|hash|nonce|blind|((ver|ent)schlüssel|(krypt|chiffr)))/i,
  fr: /\b(token|jeton|hash|hach|nonce|aveugl|((dé)?chiffr(?!es?\b)|crypt))/i,
  es: /\b(token|ficha|hash|nonce|cieg|((des)?cifr(?!as?\b)|(des|en)?cript))/i,
};

test("no voter is bothered with words of cryptographers", () => {
  for (const [language, forbidden] of Object.entries(FORBIDDEN)) {
    for (const part of ["booth", "check", "ballot-box", "voter", "common", "mail", "errors"]) {
      const said = read(`../locales/${language}/${part}.ftl`).split("\n").filter((line) => !line.startsWith("#")).map((line) => line.replace(/^[\w-]+ =|\{[^}]*\}/g, ""));
      assert.deepEqual(said.filter((line) => forbidden.test(line)), [], `${language}/${part}.ftl`);
    }
  }
  for (const [language, said] of [["en", "Blinded"], ["de", "Der Hashwert"], ["de", "verschlüsselt"], ["fr", "votre jeton"], ["fr", "chiffré"], ["es", "firma ciega"], ["es", "cifrado"]]) {
    assert.match(String(said), FORBIDDEN[/** @type {keyof typeof FORBIDDEN} */ (language)]);
  }
});

test("the page leads to every language, by its own name, and offers no sample", () => {
  const links = [...html.matchAll(/<a href="\?lang=(\w+)" lang="(\w+)" hreflang="(\w+)">([^<]+)<\/a>/g)];
  assert.deepEqual(links.map(([, one]) => one).sort(), languages);
  for (const sample of SAMPLES) {
    assert.match(html, new RegExp(`<li lang="${sample}" hidden><a `));
    assert.match(html, new RegExp(`<p lang="${sample}" dir="rtl" hidden>`), "it is said to be one");
  }
  for (const [, asked, lang, hreflang] of links) assert.ok(asked === lang && lang === hreflang, asked);
});

test("what is painted before the words are there is said in every language as in its catalogue", () => {
  const painted = new Map([...html.matchAll(/<text x="10" y="110"(?: systemLanguage="(\w+)" lang="(\w+)")?>([^<]+)</g)].map(([, asked = "en", lang = "en", text]) => [asked === lang && lang, text]));
  const opening = (/** @type {string} */ language) => /^opening = (.*)$/m.exec(read(`../locales/${language}/booth.ftl`))?.[1];
  assert.deepEqual(Object.fromEntries(painted), Object.fromEntries(spoken.map((language) => [language, opening(language)])));
});

test("who has no scripts, no connection, or too old a browser, is told so in every language", () => {
  const others = spoken.filter((language) => language !== "en");
  const noscript = /<noscript>(.*)<\/noscript>/s.exec(html)?.[1] ?? "";
  const late = /<div class="appears-late">(.*?)<\/div>/s.exec(html)?.[1] ?? "";
  const paintedLate = /<g class="opening-late".*?<\/g>/s.exec(html)?.[0] ?? "";
  for (const part of [noscript, late, paintedLate]) {
    assert.deepEqual([...part.matchAll(/<(?:div|p|text(?: systemLanguage="\w+")?) lang="(\w+)"/g)].map(([, language]) => language).sort(), others);
  }
});

test("values stand where the message has them, and a form follows the number", () => {
  const page = { documentElement: { lang: "en", dir: "ltr" } };
  Object.assign(globalThis, { document: page });
  Object.defineProperty(globalThis, "navigator", { value: { languages: ["en-GB"] }, configurable: true });
  learn({ plain: "Plain", people: ["n", { 0: "nobody", one: "one of {place}", other: "{n} of {place}" }], "why-late": "late", "why-unknown": "?" });
  assert.equal(t("plain"), "Plain");
  assert.deepEqual([0, 1, 2].map((n) => t("people", { n, place: "{n} $& Ys" })), ["nobody", "one of {n} $& Ys", "2 of {n} $& Ys"]);
  assert.deepEqual(["late", "constructor"].map((reason) => tOf("why-", reason)), ["late", "?"]);
  page.documentElement.dir = "rtl";
  assert.equal(t("people", { n: 1, place: "Ys" }), "one of \u2068Ys\u2069");
});
