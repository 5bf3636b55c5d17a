/**
 * Which language the page speaks, which of a poll's languages to show, and how times and numbers are written.
 */

import { recall, remember } from "./tab_memory.js";

/** @typedef {{ text: string, lang: string | undefined }} Text a text and its language, where that is not the page's */

/**
 * Of the languages that the page's menu offers: the one that the server has chosen; else the one of the link that was
 * followed (`?lang=`), in this tab now or before; else the browser's. A sample is hidden in the menu: nobody comes to it but by its link.
 * @returns {string}
 */
export function chooseLanguage() {
  const menu = [...document.querySelectorAll("a[hreflang]")];
  const named = (/** @type {Element} */ link) => link.getAttribute("hreflang");
  const known = menu.map(named);
  // The whole page is hidden while it opens.
  const offered = menu.filter((link) => !link.closest("li[hidden]")).map(named);
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked && known.includes(asked)) remember(CHOSEN, asked);
  const shown = menu.find((link) => link.hasAttribute("aria-current"));
  const linked = known.includes(recall(CHOSEN)) ? recall(CHOSEN) : undefined;
  const chosen = (shown && named(shown)) ?? linked ?? navigator.languages.map(primary).find((language) => offered.includes(language)) ?? "en";
  menu.find((link) => named(link) === chosen)?.setAttribute("aria-current", "true");
  for (const hidden of document.querySelectorAll(`[hidden][lang="${chosen}"]`)) hidden.removeAttribute("hidden");
  return chosen;
}

/** The address of another page of this site, in the language that the voter chose by a link. @param {string} path */
export const inLanguage = (path) => {
  const chosen = recall(CHOSEN);
  return chosen ? `${path}?lang=${chosen}` : path;
};

/**
 * The poll's text in the voter's language, else in the poll's first.
 * @param {import("./strict_json.js").Words} words
 * @param {string[]} languages of the poll
 * @returns {Text}
 */
export function textIn(words, languages) {
  const lang = preferred(languages);
  const text = typeof words === "string" ? words : (words[lang] ?? "");
  return { text, lang: lang === document.documentElement.lang ? undefined : lang };
}

/** In the voter's own time zone, which is named. @param {Date} date */
export const dateTime = (date) =>
  new Intl.DateTimeFormat(locale(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(date);

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(locale()).format(value);

/** The page's language as the voter's region writes it. */
function locale() {
  const { lang } = document.documentElement;
  return navigator.languages.find((language) => primary(language) === lang && isTag(language)) ?? (lang === "en" ? "en-GB" : lang);
}

/** Where a system says "C" for its language, Chromium says `en-US@posix`, and `Intl` throws. @param {string} language */
function isTag(language) {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

/** @param {string[]} languages */
function preferred(languages) {
  for (const wanted of [recall(CHOSEN) ?? "", ...navigator.languages]) {
    const found = languages.find((language) => language === wanted) ?? languages.find((language) => primary(language) === primary(wanted));
    if (found !== undefined) return found;
  }
  return languages[0] ?? "en";
}

/** @param {string} language */
const primary = (language) => language.split("-")[0]?.toLowerCase() ?? "";

/** What the tab remembers of a choice: no server is told of it but in links. */
const CHOSEN = "psephos-language";
