/**
 * What the booth says: messages by their names, from the catalogue of the page's language (`locales/`, docs/languages.md).
 */

import { chooseLanguage, number } from "./language.js";
import { pause } from "./online.js";

/**
 * A text in which `{name}` stands for a value; or the name of a number and a text for each of its forms.
 * @typedef {string | [name: string, forms: { [form: string]: string }]} Message
 */

/** @type {{ [id: string]: Message }} */
let messages = {};

/** @param {{ [id: string]: Message }} catalogue */
export const learn = (catalogue) => {
  messages = catalogue;
};

/**
 * Learns the words of the page's language, as soon as they can be had: without them no page could say what is wrong.
 * @param {string} file how the names of their files begin
 * @returns {Promise<boolean>} whether they had to be asked for again
 */
export async function learnFrom(file) {
  const lang = (document.documentElement.lang = chooseLanguage());
  for (let again = false; ; again = true) {
    try {
      const answer = await fetch(`/booth/${file}_${lang}.json`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      learn(await answer.json());
      return again;
    } catch {
      await pause(ASK_AGAIN_SECONDS);
    }
  }
}

/**
 * @param {string} id
 * @param {{ [name: string]: string | number }} [values]
 */
export function t(id, values = {}) {
  let text = messages[id] ?? id;
  if (typeof text !== "string") {
    const [name, forms] = text;
    const n = Number(values[name]);
    text = forms[n] ?? forms[new Intl.PluralRules(document.documentElement.lang).select(n)] ?? forms["other"] ?? id;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => isolated(values[name] ?? ""));
}

/**
 * One of several messages, for a reason that a service gave.
 * @param {string} prefix
 * @param {string} reason one that has no message counts as `unknown`
 */
export const tOf = (prefix, reason) => t(prefix + reason in messages ? prefix + reason : `${prefix}unknown`);

/**
 * Between texts from right to left a value of the other direction keeps its own order (Unicode's isolates).
 * @param {string | number} value
 */
function isolated(value) {
  const text = typeof value === "number" ? number(value) : value;
  return document.documentElement.dir === "rtl" ? `\u2068${text}\u2069` : text;
}

const ASK_AGAIN_SECONDS = 3;
