/**
 * What a poll says of itself, of a question, of an option: Markdown, with what is long to unfold.
 */

import { details, el } from "./dom.js";
import { blocks } from "./markdown.js";
import { inline } from "./markdown_inline.js";
import { t } from "./words.js";

/** @import { Text } from "./language.js" */

/**
 * A description: whole where it is short, else its first block with the rest folded away.
 * @param {Text} text in its own language, read in its own direction
 */
export function description({ text, lang }) {
  const [first, ...rest] = blocks(text);
  if (first === undefined) return undefined;
  const folded = text.length > SHOWN_WHOLE && rest.length > 0;
  return el("div", { class: "prose", lang, dir: "auto" }, first, folded ? details(t("more"), ...rest) : rest);
}

/**
 * What is said of an option beyond its title: a line within its label, or a statement to unfold beside it. A label holds
 * no link, for a click on it is a mark.
 * @param {Text} text
 * @param {string} title of the option
 * @returns {{ line?: HTMLElement | undefined, statement?: HTMLElement | undefined }}
 */
export function optionDescription({ text, lang }, title) {
  if (text.trim() === "") return {};
  const [first, ...rest] = blocks(text);
  const isLine = text.length <= LONGEST_LINE && rest.length === 0 && first?.tagName === "P" && first.querySelector("a") === null;
  if (isLine) return { line: el("span", { class: "hint", lang, dir: "auto" }, ...inline(text.trim())) };
  const statement = details(t("mark-about", { title }), el("div", { class: "prose", lang, dir: "auto" }, first, rest));
  statement.classList.add("statement");
  return { statement };
}

/** Letters: about six lines on a phone. */
const SHOWN_WHOLE = 500;
const LONGEST_LINE = 140;
