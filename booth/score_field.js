/**
 * Scores: a table of radios where there is room, cards on a phone; fields for numbers where the scale is long.
 */

import { optionDescription } from "./description.js";
import { el, span } from "./dom.js";
import { optionFilter } from "./option_filter.js";
import { optionOf } from "./questions.js";
import { t } from "./words.js";

/**
 * A row of radios for each option, or a field for a number. What is typed and is no score stays in its field, across pages and reloads.
 * @param {import("./manifest.js").ScoreQuestion} question
 * @param {import("./draft.js").Marks} marks
 * @param {import("./page_mark.js").FieldContext} context
 */
export function scoreField(question, marks, { text, changed, showLack }) {
  const { low, high } = question;
  const scores = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const set = (/** @type {string} */ id, /** @type {number} */ score) => {
    marks.scores.set(id, score);
    changed();
  };
  const take = (/** @type {string} */ id, /** @type {string} */ typed, /** @type {() => void} */ mend) => {
    marks.scores.delete(id);
    marks.typed.delete(id);
    const score = parseScore(question, typed);
    if (score !== undefined) {
      marks.scores.set(id, score);
      mend();
    } else if (typed.trim() !== "") marks.typed.set(id, typed);
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
  // Not of type number: there a turn of the mouse wheel, meant for the page, changes a score.
  const numberInput = (/** @type {string} */ id, /** @type {number} */ row) => {
    const oninput = (/** @type {Event & { target: HTMLInputElement }} */ { target }) =>
      take(id, target.value, () => {
        if (error) error.remove();
        target.setAttribute("aria-invalid", "false");
        target.removeAttribute("aria-describedby");
      });
    const value = marks.scores.get(id) ?? marks.typed.get(id);
    const isWrong = showLack && !marks.scores.has(id);
    const error = isWrong && el("p", { class: "error", id: `error-${row}` }, t("mark-error-number", { low: minus(low), high: minus(high) }));
    const aria = { "aria-labelledby": `title-${row}`, "aria-invalid": String(isWrong), ...(isWrong && { "aria-describedby": `error-${row}` }) };
    const inputmode = low < 0 ? "text" : "numeric";
    return [error, el("input", { type: "text", class: "score-number", inputmode, autocomplete: "off", id: `option-${row}`, value, oninput, ...aria })];
  };

  const rows = marks.order.map((id, row) => {
    const option = optionOf(question, id);
    const title = text(option.title);
    const { line, statement } = optionDescription(text(option.description), title.text);
    const element = el(
      "fieldset",
      { class: "field score" },
      el("legend", { id: `title-${row}` }, span(title), line),
      hasRadios(question) ? radios(id, row) : numberInput(id, row),
      statement,
    );
    return { element, id, title: title.text };
  });
  const { field: filter } = optionFilter(question, () =>
    rows.map(({ element, id, title }) => ({ element, title, marked: marks.scores.has(id) || marks.typed.has(id) })),
  );
  return el(
    "div",
    {},
    el("p", { class: "hint", id: "hint" }, t("mark-score-hint", { low: minus(low), high: minus(high) })),
    filter,
    el("div", { class: scores.length <= WIDEST_TABLE ? "scores scores-table" : "scores" }, ...rows.map(({ element }) => element)),
  );
}

/**
 * What an answer lacks, in words.
 * @param {import("./manifest.js").ScoreQuestion} question
 * @param {import("./draft.js").Lack} lack
 */
export function scoresMissing(question, lack) {
  const [low, high] = [minus(question.low), minus(question.high)];
  if (hasRadios(question)) return lack === "noneAbstain" ? t("mark-error-scores-abstain") : t("mark-error-scores");
  return lack === "noneAbstain" ? t("mark-error-numbers-abstain", { low, high }) : t("mark-error-numbers", { low, high });
}

/**
 * A whole number on the scale, as people type it.
 * @param {{ low: number, high: number }} scale
 * @param {string} typed
 */
export function parseScore({ low, high }, typed) {
  const score = /^[+-]?\d{1,3}$/.test(plainMinus(typed)) ? Number(plainMinus(typed)) : NaN;
  return score >= low && score <= high ? score : undefined;
}

/** @param {string} typed */
const plainMinus = (typed) => typed.trim().replace("\u2212", "-");

/** @param {{ low: number, high: number }} scale */
const hasRadios = ({ low, high }) => high - low < LONGEST_SCALE;

/** With the true minus sign, which is read aloud and does not break off. @param {number} score */
const minus = (score) => String(score).replace("-", "\u2212");

const LONGEST_SCALE = 11;
/** Radios that stand beside a title without crowding it. */
const WIDEST_TABLE = 7;
