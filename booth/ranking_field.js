/**
 * Ranking: by buttons, and by dragging as an extra.
 */

import { optionDescription } from "./description.js";
import { announce, button, el, span } from "./dom.js";
import { dragHandle } from "./drag.js";
import { optionFilter } from "./option_filter.js";
import { optionOf } from "./questions.js";
import { t } from "./words.js";

/**
 * Every move is spoken, and the focus stays with the option that moved.
 * @param {import("./manifest.js").RankingQuestion} question
 * @param {import("./draft.js").Marks} marks
 * @param {import("./page_mark.js").FieldContext} context
 */
export function rankingField(question, marks, { text, changed }) {
  // The field that shortens the second list stays between them: what it says of itself is not told anew at each move.
  const [chosen, open] = [el("div", {}), el("div", {})];
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
    const target = focus.map((id) => document.getElementById(id)).find((found) => found !== null && found.offsetParent !== null);
    target?.focus();
  };
  const moveTo = (/** @type {string} */ id, /** @type {number} */ to, /** @type {string[]} */ ...focus) => {
    const ranked = marks.ranked.filter((other) => other !== id);
    ranked.splice(to, 0, id);
    change(ranked, t("mark-now-at", { title: titleOf(id).text, n: to + 1 }), ...focus);
  };
  const moveBy = (/** @type {string} */ id, /** @type {number} */ by) => {
    const [same, other] = by < 0 ? ["up", "down"] : ["down", "up"];
    moveTo(id, marks.ranked.indexOf(id) + by, `${same}-${id}`, `${other}-${id}`);
  };
  const add = (/** @type {string} */ id) => {
    const next = marks.order.find((other) => other !== id && !marks.ranked.includes(other));
    const ranked = [...marks.ranked, id];
    change(ranked, t("mark-now-at", { title: titleOf(id).text, n: ranked.length }), `add-${next}`, `up-${id}`, `remove-${id}`);
  };
  const remove = (/** @type {string} */ id) => {
    change(marks.ranked.filter((other) => other !== id), t("mark-now-unranked", { title: titleOf(id).text }), `add-${id}`);
  };

  /** A small button whose spoken name says which option it moves. */
  const small = (/** @type {string} */ act, /** @type {string} */ id, /** @type {string} */ label, /** @type {() => void} */ onclick) =>
    button(label, onclick, "button-secondary button-small", { id: `${act}-${id}`, "aria-label": `${label}: ${titleOf(id).text}` });

  const rankedItem = (/** @type {string} */ id, /** @type {number} */ i) => {
    const item = el("li", {});
    const handle = marks.ranked.length > 1 && dragHandle(item, (to) => moveTo(id, to));
    const buttons = [
      i > 0 && small("up", id, t("mark-up"), () => moveBy(id, -1)),
      i < marks.ranked.length - 1 && small("down", id, t("mark-down"), () => moveBy(id, 1)),
      small("remove", id, t("mark-remove"), () => remove(id)),
    ];
    item.append(el("span", {}, handle, el("strong", {}, `${i + 1}. `), span(titleOf(id))), el("span", { class: "buttons" }, ...buttons));
    return item;
  };
  const isFull = () => marks.ranked.length >= question.max;
  const openItem = (/** @type {string} */ id) => {
    const { line, statement } = optionDescription(text(optionOf(question, id).description), titleOf(id).text);
    return el(
      "li",
      { "data-option": id },
      el("span", {}, span(titleOf(id)), line),
      !isFull() && el("span", { class: "buttons" }, small("add", id, t("mark-rank-as", { n: marks.ranked.length + 1 }), () => add(id))),
      statement,
    );
  };
  const { field: filter, apply } = optionFilter(question, () =>
    [...open.querySelectorAll("[data-option]")].flatMap((element) =>
      element instanceof HTMLElement ? [{ element, title: titleOf(element.dataset["option"] ?? "").text, marked: false }] : [],
    ),
  );

  const draw = () => {
    const left = marks.order.filter((id) => !marks.ranked.includes(id));
    chosen.replaceChildren(
      el("h2", {}, t("mark-ranked")),
      marks.ranked.length > 0
        ? el("ol", { class: "ranked chosen" }, ...marks.ranked.map(rankedItem))
        : el("p", { class: "hint" }, t("mark-ranked-none")),
      ...(left.length > 0 ? [el("h2", {}, t("mark-unranked")), ...(isFull() ? [el("p", { class: "hint" }, t("mark-rank-full", { n: question.max }))] : [])] : []),
    );
    open.replaceChildren(...(left.length > 0 ? [el("ul", { class: "ranked" }, ...left.map(openItem))] : []));
    if (filter) filter.hidden = left.length === 0;
    apply();
  };
  draw();
  return el("div", {}, el("p", { class: "hint", id: "hint" }, rankHint(question)), chosen, filter, open);
}

/** @param {{ min: number, max: number }} question */
const rankHint = ({ min, max }) => `${t("mark-rank-hint")} ${min === max ? t("mark-rank-exactly", { n: max }) : t("mark-rank-between", { min, max })}`;
