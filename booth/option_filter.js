/**
 * A field that shortens a long list of options.
 */

import { el } from "./dom.js";
import { t } from "./words.js";

/** One option in the list; what is marked always stays in sight. @typedef {{ element: HTMLElement, title: string, marked: boolean }} Listed */

/**
 * @param {{ options: unknown[] }} question
 * @param {() => Listed[]} listed the options that are in the list now
 * @returns {{ field: HTMLElement | undefined, apply: () => void }} `apply` when the list has changed; no field for a short list
 */
export function optionFilter({ options }, listed) {
  if (options.length <= LONGEST_WITHOUT) return { field: undefined, apply: () => {} };
  const status = el("p", { class: "hint", role: "status" });
  const apply = () => {
    const wanted = plain(input.value.trim());
    const all = listed();
    for (const { element, title, marked } of all) element.hidden = !marked && !plain(title).includes(wanted);
    const shown = all.filter(({ element }) => !element.hidden).length;
    status.textContent = wanted === "" ? "" : t("mark-filtered", { n: shown, of: all.length });
  };
  // No form is sent by Enter, and the browser keeps no list of what was looked for.
  const input = el("input", { type: "search", id: "filter", autocomplete: "off", oninput: apply });
  return { field: el("div", { class: "field filter" }, el("label", { for: "filter" }, t("mark-filter")), input, status), apply };
}

/** Without case and accents: who types "jose" finds José. @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const LONGEST_WITHOUT = 12;
