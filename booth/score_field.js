/**
 * Scores: a table of radios where there is room, cards on a phone.
 */

import { optionDescription } from "./description.js";
import { el, span } from "./dom.js";
import { optionFilter } from "./option_filter.js";
import { optionOf } from "./questions.js";
import { t } from "./words.js";

/**
 * A row of radios for each option, or a number field where the scale is long.
 * @param {import("./manifest.js").ScoreQuestion} question
 * @param {import("./draft.js").Marks} marks
 * @param {import("./page_mark.js").FieldContext} context
 */
export function scoreField(question, marks, { text, changed }) {
  const { low, high } = question;
  const scores = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const hasRadios = scores.length <= LONGEST_SCALE;
  const set = (/** @type {string} */ id, /** @type {number | undefined} */ score) => {
    if (score === undefined) marks.scores.delete(id);
    else marks.scores.set(id, score);
    changed();
  };

  const radios = (/** @type {string} */ id, /** @type {number} */ row) =>
    el(
      "div",
      { class: "scale" },
      ...scores.map((score, i) => {
        const checked = marks.scores.get(id) === score;
        const inputId = i === 0 ? `option-${row}` : undefined;
        const input = el("input", { type: "radio", name: `score-${id}`, id: inputId, checked, onchange: () => set(id, score) });
        return el("label", { class: "choice" }, input, el("span", {}, minus(score)));
      }),
    );
  const numberInput = (/** @type {string} */ id, /** @type {number} */ row) => {
    const oninput = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
      const score = target.value.trim() === "" ? NaN : Number(target.value);
      set(id, Number.isInteger(score) && score >= low && score <= high ? score : undefined);
    };
    const value = marks.scores.get(id);
    return el("input", { type: "number", id: `option-${row}`, min: low, max: high, step: 1, value, "aria-labelledby": `title-${row}`, oninput });
  };

  const rows = marks.order.map((id, row) => {
    const option = optionOf(question, id);
    const title = text(option.title);
    const { line, statement } = optionDescription(text(option.description), title.text);
    const element = el(
      "fieldset",
      { class: "field score" },
      el("legend", { id: `title-${row}` }, span(title), line),
      hasRadios ? radios(id, row) : numberInput(id, row),
      statement,
    );
    return { element, id, title: title.text };
  });
  const { field: filter } = optionFilter(question, () => rows.map(({ element, id, title }) => ({ element, title, marked: marks.scores.has(id) })));
  return el(
    "div",
    {},
    el("p", { class: "hint", id: "hint" }, t("mark-score-hint", { low: minus(low), high: minus(high) })),
    filter,
    el("div", { class: scores.length <= WIDEST_TABLE ? "scores scores-table" : "scores" }, ...rows.map(({ element }) => element)),
  );
}

/** With the true minus sign, which is read aloud and does not break off. @param {number} score */
const minus = (score) => String(score).replace("-", "\u2212");

const LONGEST_SCALE = 11;
/** Radios that stand beside a title without crowding it. */
const WIDEST_TABLE = 7;
