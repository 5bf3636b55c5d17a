/** Times and numbers as voters read them: by their own clock, in the page's language, as their region writes it. */

import assert from "node:assert/strict";
import test from "node:test";

import { chooseLanguage, dateTime, number } from "../language.js";

/**
 * What is written where the page speaks a language, and browser and clock are a voter's. ICU's spaces differ from one version to the next.
 * @param {string} lang @param {string[]} languages @param {string} zone @param {() => string} write
 */
function written(lang, languages, zone, write) {
  Object.assign(globalThis, { document: { documentElement: { lang } } });
  Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  try {
    return write().replace(/[\u00a0\u202f]/g, " ");
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}

/**
 * What the page speaks, and what of it is shown, for a browser's languages and the address that was opened.
 * @param {string[]} languages @param {string} search @param {Map<string, string>} tab what it remembers
 */
function chosen(languages, search, tab = new Map()) {
  /** @param {string} lang @param {boolean} isHidden */
  const link = (lang, isHidden) => {
    const attributes = new Map([["hreflang", lang]]);
    return {
      getAttribute: (/** @type {string} */ name) => attributes.get(name) ?? null,
      setAttribute: (/** @type {string} */ name, /** @type {string} */ value) => attributes.set(name, value),
      hasAttribute: (/** @type {string} */ name) => attributes.has(name),
      // As it opens all of the page is hidden, and of the menu the samples.
      closest: (/** @type {string} */ selector) => (isHidden || selector !== "li[hidden]" ? {} : null),
    };
  };
  const menu = [...["de", "en", "es", "fr"].map((lang) => link(lang, false)), link("ar", true)];
  /** @type {string[]} */
  const shown = [];
  const querySelectorAll = (/** @type {string} */ selector) => {
    if (selector === "a[hreflang]") return menu;
    return selector === '[hidden][lang="ar"]' ? [{ removeAttribute: (/** @type {string} */ name) => shown.push(name) }] : [];
  };
  Object.assign(globalThis, { document: { querySelectorAll }, location: { search } });
  Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
  const sessionStorage = { getItem: (/** @type {string} */ key) => tab.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => tab.set(key, value) };
  Object.defineProperty(globalThis, "sessionStorage", { value: sessionStorage, configurable: true });
  return [chooseLanguage(), shown.join()];
}

test("a link chooses the language, then the browser; nobody comes to a sample but by its link", () => {
  assert.deepEqual(chosen(["de-AT", "en"], ""), ["de", ""]);
  assert.deepEqual(chosen(["de-AT", "en"], "?lang=fr"), ["fr", ""]);
  assert.deepEqual(chosen(["de"], "?lang=xx"), ["de", ""]);
  assert.deepEqual(chosen(["xx"], ""), ["en", ""]);
  assert.deepEqual(chosen(["ar", "fr-CA"], ""), ["fr", ""], "the next that is whole");
  assert.deepEqual(chosen(["ar-EG"], ""), ["en", ""]);
  const tab = new Map();
  assert.deepEqual(chosen(["fr"], "?lang=ar", tab), ["ar", "hidden"], "asked for, it is shown, and that it is a sample");
  assert.deepEqual(chosen(["fr"], "", tab), ["ar", "hidden"], "in this tab from then on");
  assert.deepEqual(chosen(["fr"], "?lang=de", tab), ["de", ""]);
});

/** Winter in Europe, and a second before a year's end by Greenwich. */
const NEW_YEAR = new Date("2026-12-31T23:59:59Z");
const SUMMER = new Date("2026-07-04T16:05:00Z");

test("a time is told by the voter's clock, whose zone is named", () => {
  /** @type {[zone: string, at: Date, ...parts: RegExp[]][]} */
  const cases = [
    ["UTC", NEW_YEAR, /Thursday/, /31 December 2026/, /23:59/, /UTC|GMT/],
    ["Europe/Berlin", NEW_YEAR, /Friday/, /1 January 2027/, /00:59/, /CET|GMT\+1/],
    ["Europe/Berlin", SUMMER, /Saturday/, /4 July 2026/, /18:05/, /CEST|GMT\+2/],
    ["Asia/Kathmandu", NEW_YEAR, /Friday/, /1 January 2027/, /05:44/, /GMT\+5:45/],
    ["America/New_York", SUMMER, /Saturday/, /4 July 2026/, /12:05/, /EDT|GMT-4/],
    ["Pacific/Apia", SUMMER, /Sunday/, /5 July 2026/, /05:05/, /GMT\+13/],
    ["Pacific/Marquesas", NEW_YEAR, /Thursday/, /31 December 2026/, /14:29/, /GMT-9:30/],
  ];
  for (const [zone, at, ...parts] of cases) {
    const text = written("en", ["en-GB"], zone, () => dateTime(at));
    for (const part of parts) assert.match(text, part, zone);
  }
});

test("the hour that a clock repeats or leaves out in spring and autumn is told by its zone", () => {
  const texts = ["00:30", "01:30"].map((time) => written("en", ["en-GB"], "Europe/Berlin", () => dateTime(new Date(`2026-10-25T${time}:00Z`))));
  for (const text of texts) assert.match(text, /25 October 2026.*02:30/);
  assert.notEqual(texts[0], texts[1]);
  const spring = ["00:59", "01:00"].map((time) => written("en", ["en-GB"], "Europe/Berlin", () => dateTime(new Date(`2026-03-29T${time}:00Z`))));
  assert.match(spring.join(), /01:59.*03:00/);
});

test("day and hour are written as in the voter's region", () => {
  /** @type {[lang: string, languages: string[], ...parts: RegExp[]][]} */
  const cases = [
    ["en", ["en-US"], /Saturday, July 4, 2026/, /6:05 PM/],
    ["en", ["en-AU", "en-US"], /Saturday,? 4 July 2026/, /6:05 pm/],
    ["de", ["de-DE"], /Samstag, 4\. Juli 2026/, /18:05/, /MESZ/],
    ["fr", ["fr-FR"], /samedi 4 juillet 2026/, /18:05/],
    ["fr", ["fr-CA"], /samedi 4 juillet 2026/, /18 h 05/],
    ["es", ["es-ES"], /sábado, 4 de julio de 2026/, /18:05/],
    ["ar", ["ar"], /السبت/, /2026|٢٠٢٦/],
  ];
  for (const [lang, languages, ...parts] of cases) {
    const text = written(lang, languages, "Europe/Berlin", () => dateTime(SUMMER));
    for (const part of parts) assert.match(text, part, languages.join());
  }
});

test("the page's language decides, and the browser's region only within it", () => {
  const german = () => dateTime(SUMMER);
  assert.match(written("de", ["en-US", "de-CH", "de-DE"], "UTC", german), /Samstag, 4\. Juli 2026.*16:05/);
  assert.match(written("de", ["en-US", "de-CH", "de-DE"], "UTC", () => number(1234567.5)), /^1['’]234['’]567\.5$/);
  assert.match(written("de", ["en-US"], "UTC", german), /Samstag, 4\. Juli 2026.*16:05/, "a language that the browser does not speak");
  assert.match(written("en", ["de-DE"], "UTC", german), /Saturday,? 4 July 2026.*16:05/, "English without a region is not American");
  assert.match(written("en", [], "UTC", german), /Saturday,? 4 July 2026/, "no language at all");
});

test("what a browser calls a language and is none breaks no page", () => {
  for (const strange of ["en-US@posix", "en_US", "en-", "en-US-", "en-\u0000"]) {
    assert.match(written("en", [strange], "UTC", () => dateTime(SUMMER)), /Saturday,? 4 July 2026/, strange);
    assert.equal(written("en", [strange], "UTC", () => number(1234)), "1,234", strange);
    assert.match(written("en", [strange, "en-US"], "UTC", () => dateTime(SUMMER)), /July 4, 2026/, `${strange}, and then one that is`);
  }
});

test("numbers are written as in the voter's region", () => {
  /** @type {[lang: string, languages: string[], n: number, text: string][]} */
  const cases = [
    ["en", ["en-GB"], 1_234_567, "1,234,567"],
    ["en", ["en-IN"], 1_234_567, "12,34,567"],
    ["de", ["de-DE"], 1_234_567, "1.234.567"],
    ["fr", ["fr-FR"], 1_234_567, "1 234 567"],
    ["es", ["es-ES"], 1234, "1234"],
    ["es", ["es-ES"], 12_345, "12.345"],
    ["es", ["es-MX"], 1234, "1,234"],
    ["ar", ["ar-EG"], 1234, "١٬٢٣٤"],
    ["en", ["en-GB"], 0, "0"],
  ];
  for (const [lang, languages, n, text] of cases) assert.equal(written(lang, languages, "UTC", () => number(n)), text, languages.join());
});
