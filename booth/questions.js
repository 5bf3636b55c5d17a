/**
 * Marking each kind of question.
 */

import { announce, button, el, span } from "./dom.js";
import { words } from "./words.js";

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
    counter.textContent = n > question.max ? words.mark.tooMany(n) : words.mark.chosen(n);
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
    return el(
      "label",
      { class: "choice" },
      el("input", { type, name: "option", id: `option-${i}`, checked, onchange }),
      el("span", {}, span(text(title)), optionHint(text(description))),
    );
  };
  const abstainRadio = () => {
    const onchange = () => {
      marks.abstains = true;
      marks.chosen = [];
      changed();
    };
    const input = el("input", { type: "radio", name: "option", id: "abstain", checked: marks.abstains, onchange });
    return el("label", { class: "choice choice-apart" }, input, el("span", {}, words.mark.abstain));
  };
  count();
  return el(
    "div",
    {},
    el("p", { class: "hint", id: "hint" }, choiceHint(question)),
    !single && counter,
    el("div", { class: "choices" }, ...marks.order.map(option), single && question.abstain && abstainRadio()),
  );
}

/** @param {{ min: number, max: number }} question */
function choiceHint({ min, max }) {
  if (max === 1) return words.mark.chooseOne;
  if (min === max) return words.mark.chooseExactly(max);
  return min > 1 ? words.mark.chooseBetween(min, max) : words.mark.chooseUpTo(max);
}

/**
 * Ranking by buttons: no dragging, every move is spoken, and the focus stays with the option that moved.
 * @param {import("./manifest.js").RankingQuestion} question
 * @param {import("./draft.js").Marks} marks
 * @param {FieldContext} context
 */
export function rankingField(question, marks, { text, changed }) {
  const field = el("div", {});
  const titleOf = (/** @type {string} */ id) => text(optionOf(question, id).title);

  /**
   * @param {string[]} ranked
   * @param {string} said
   * @param {...string} focus the ids of buttons to focus, the first that is there
   */
  const change = (ranked, said, ...focus) => {
    marks.ranked = ranked;
    changed();
    draw();
    announce(said);
    const target = focus.map((id) => document.getElementById(id)).find((found) => found !== null);
    target?.focus();
  };
  const move = (/** @type {string} */ id, /** @type {number} */ by) => {
    const from = marks.ranked.indexOf(id);
    const ranked = marks.ranked.filter((other) => other !== id);
    ranked.splice(from + by, 0, id);
    const [same, other] = by < 0 ? ["up", "down"] : ["down", "up"];
    change(ranked, words.mark.nowAt(titleOf(id).text, from + by + 1), `${same}-${id}`, `${other}-${id}`);
  };
  const add = (/** @type {string} */ id) => {
    const next = marks.order.find((other) => other !== id && !marks.ranked.includes(other));
    const ranked = [...marks.ranked, id];
    change(ranked, words.mark.nowAt(titleOf(id).text, ranked.length), `add-${next}`, `up-${id}`, `remove-${id}`);
  };
  const remove = (/** @type {string} */ id) => {
    change(marks.ranked.filter((other) => other !== id), words.mark.nowUnranked(titleOf(id).text), `add-${id}`);
  };

  /** A small button whose spoken name says which option it moves. */
  const small = (/** @type {string} */ act, /** @type {string} */ id, /** @type {string} */ label, /** @type {() => void} */ onclick) =>
    button(label, onclick, "button-secondary button-small", { id: `${act}-${id}`, "aria-label": `${label}: ${titleOf(id).text}` });

  const rankedItem = (/** @type {string} */ id, /** @type {number} */ i) =>
    el(
      "li",
      {},
      el("span", {}, el("strong", {}, `${i + 1}. `), span(titleOf(id))),
      el(
        "span",
        { class: "buttons" },
        i > 0 && small("up", id, words.mark.up, () => move(id, -1)),
        i < marks.ranked.length - 1 && small("down", id, words.mark.down, () => move(id, 1)),
        small("remove", id, words.mark.remove, () => remove(id)),
      ),
    );
  const openItem = (/** @type {string} */ id) => {
    const room = marks.ranked.length < question.max;
    return el(
      "li",
      {},
      el("span", {}, span(titleOf(id)), optionHint(text(optionOf(question, id).description))),
      room && el("span", { class: "buttons" }, small("add", id, words.mark.rankAs(marks.ranked.length + 1), () => add(id))),
    );
  };

  const draw = () => {
    const open = marks.order.filter((id) => !marks.ranked.includes(id));
    field.replaceChildren(
      el("p", { class: "hint", id: "hint" }, words.mark.rankHint(question.min, question.max)),
      el("h2", {}, words.mark.ranked),
      marks.ranked.length > 0
        ? el("ol", { class: "ranked chosen" }, ...marks.ranked.map(rankedItem))
        : el("p", { class: "hint" }, words.mark.rankedNone),
      ...(open.length > 0 ? [el("h2", {}, words.mark.unranked), el("ul", { class: "ranked" }, ...open.map(openItem))] : []),
    );
  };
  draw();
  return field;
}

/**
 * Scores: a row of radios for each option, or a number field where the scale is long.
 * @param {import("./manifest.js").ScoreQuestion} question
 * @param {import("./draft.js").Marks} marks
 * @param {FieldContext} context
 */
export function scoreField(question, marks, { text, changed }) {
  const { low, high } = question;
  const set = (/** @type {string} */ id, /** @type {number | undefined} */ score) => {
    if (score === undefined) marks.scores.delete(id);
    else marks.scores.set(id, score);
    changed();
  };

  const radios = (/** @type {string} */ id, /** @type {number} */ row) =>
    el(
      "div",
      { class: "scale" },
      ...Array.from({ length: high - low + 1 }, (_, i) => {
        const score = low + i;
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

  const optionField = (/** @type {string} */ id, /** @type {number} */ row) => {
    const { title, description } = optionOf(question, id);
    return el(
      "fieldset",
      { class: "field" },
      el("legend", { id: `title-${row}` }, span(text(title))),
      optionHint(text(description)),
      high - low <= LONGEST_SCALE ? radios(id, row) : numberInput(id, row),
    );
  };
  return el("div", {}, el("p", { class: "hint", id: "hint" }, words.mark.scoreHint(minus(low), minus(high))), ...marks.order.map(optionField));
}

/** With the true minus sign, which is read aloud and does not break off. @param {number} score */
const minus = (score) => String(score).replace("-", "\u2212");

/** @param {Question} question @param {string} id @returns {import("./manifest.js").Option} */
const optionOf = ({ options }, id) => /** @type {import("./manifest.js").Option} */ (options.find((option) => option.id === id));

/** What is said of an option beyond its title. @param {import("./language.js").Text} info */
const optionHint = ({ text, lang }) => text && el("span", { class: "hint", lang, dir: "auto" }, text);

const LONGEST_SCALE = 10;
