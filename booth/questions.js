/**
 * Marking a choice, and what every kind of question needs.
 */

import { optionDescription } from "./description.js";
import { announce, el, span } from "./dom.js";
import { optionFilter } from "./option_filter.js";
import { t } from "./words.js";

/** @import { Question } from "./manifest.js" */
/** @import { FieldContext } from "./page_mark.js" */

/**
 * Radios where one option is chosen, else checkboxes with a counter. Too many are not prevented while marking (a box
 * that refuses a click is a riddle); the counter says so, and so does the error on the way on.
 * @param {import("./manifest.js").ChoiceQuestion} question
 * @param {import("./draft.js").Marks} marks
 * @param {FieldContext} context
 */
export function choiceField(question, marks, { text, changed }) {
  const single = question.max === 1;
  const counter = el("p", { class: "hint" });
  const count = () => {
    const n = marks.chosen.length;
    counter.textContent = n > question.max ? t("mark-too-many", { n }) : t("mark-chosen", { n });
    counter.className = n > question.max ? "error" : "hint";
  };
  const option = (/** @type {string} */ id, /** @type {number} */ i) => {
    const { title, description } = optionOf(question, id);
    const onchange = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
      marks.abstains = false;
      marks.chosen = single ? [id] : marks.chosen.filter((other) => other !== id).concat(target.checked ? [id] : []);
      count();
      if (!single) announce(counter.textContent ?? "");
      changed();
    };
    const type = single ? "radio" : "checkbox";
    const checked = !marks.abstains && marks.chosen.includes(id);
    const { line, statement } = optionDescription(text(description), text(title).text);
    const input = el("input", { type, name: "option", id: `option-${i}`, checked, onchange });
    const label = el("label", { class: "choice" }, input, el("span", {}, span(text(title)), line));
    return { id, title: text(title).text, element: statement ? el("div", {}, label, statement) : label };
  };
  const options = marks.order.map(option);
  const { field: filter } = optionFilter(question, () => options.map((one) => ({ ...one, marked: marks.chosen.includes(one.id) })));
  const abstainRadio = () => {
    const onchange = () => {
      marks.abstains = true;
      marks.chosen = [];
      changed();
    };
    const input = el("input", { type: "radio", name: "option", id: "abstain", checked: marks.abstains, onchange });
    return el("label", { class: "choice choice-apart" }, input, el("span", {}, t("mark-abstain")));
  };
  count();
  return el(
    "div",
    {},
    el("p", { class: "hint", id: "hint" }, choiceHint(question)),
    !single && counter,
    filter,
    el("div", { class: "choices" }, ...options.map(({ element }) => element), single && question.abstain && abstainRadio()),
  );
}

/** @param {{ min: number, max: number }} question */
function choiceHint({ min, max }) {
  if (max === 1) return t("mark-choose-one");
  if (min === max) return t("mark-choose-exactly", { n: max });
  return min > 1 ? t("mark-choose-between", { min, max }) : t("mark-choose-up-to", { max });
}

/** @param {Question} question @param {string} id @returns {import("./manifest.js").Option} */
export const optionOf = ({ options }, id) => /** @type {import("./manifest.js").Option} */ (options.find((option) => option.id === id));
