/**
 * Which of a poll's languages to show, and how times and numbers are written.
 */

/** @typedef {{ text: string, lang: string | undefined }} Text a text and its language, where that is not the page's */

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
const locale = () => navigator.languages.find((language) => primary(language) === document.documentElement.lang) ?? "en-GB";

/** @param {string[]} languages */
function preferred(languages) {
  for (const wanted of navigator.languages) {
    const found = languages.find((language) => language === wanted) ?? languages.find((language) => primary(language) === primary(wanted));
    if (found !== undefined) return found;
  }
  return languages[0] ?? "en";
}

/** @param {string} language */
const primary = (language) => language.split("-")[0]?.toLowerCase() ?? "";
