/**
 * Marking: one question on a page, and the review of all.
 */

import { description } from "./description.js";
import { actions, announce, button, el, notice, span } from "./dom.js";
import { answerOf, firstOpen, lackOf } from "./draft.js";
import { choiceField } from "./questions.js";
import { rankingField } from "./ranking_field.js";
import { scoreField, scoresMissing } from "./score_field.js";
import { flashNotice, titleWindow } from "./view.js";
import { t } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Question } from "./manifest.js" */
/** @import { Page } from "./view.js" */

/** `showLack` after an attempt to go on. @typedef {{ text: Booth["text"], changed: () => void, showLack: boolean }} FieldContext */

/**
 * @param {Booth} booth
 * @param {number} n from 0
 * @param {boolean} [change] from the review, and back to it
 * @param {boolean} [showLack]
 * @returns {Page}
 */
export function questionPage(booth, n, change = false, showLack = false) {
  const { questions } = booth.manifest;
  const question = /** @type {Question} */ (questions[n]);
  const marks = booth.marksOf(question);
  const lack = showLack ? lackOf(question, marks) : undefined;
  const error = lack && errorText(question, lack);
  const told = error === undefined ? undefined : lackNotice(error, question, marks);
  const kept = el("p", { class: "hint kept", role: "status" }, booth.isKept && t("mark-kept"));
  const changed = () => {
    booth.keepMarks();
    say(kept, booth.isKept ? t("mark-kept") : "");
    if (told?.mend() === false) {
      fieldset.className = "field";
      fieldset.setAttribute("aria-describedby", "hint");
      titleWindow(false);
    }
  };
  const fieldset = el(
    "fieldset",
    { class: told ? "field field-error" : "field", "aria-describedby": told ? "hint error" : "hint" },
    el("legend", {}, el("h1", { tabindex: -1 }, span(booth.text(question.title)))),
    description(booth.text(question.description)),
    told?.atField,
    ...field(question, marks, { text: booth.text, changed, showLack }),
  );

  const last = n + 1 === questions.length;
  const goOn = () => {
    if (lackOf(question, marks) !== undefined) {
      booth.show(questionPage(booth, n, change, true));
      document.getElementById("error-summary")?.focus();
    } else if (change || last) booth.goTo({ view: "review" });
    else booth.goTo({ view: "question", n: n + 1 });
  };
  const goOnText = change ? t("mark-back-to-review") : last ? t("mark-review") : t("next");

  return {
    title: booth.text(question.title).text,
    step: 1,
    heading: false,
    refused: told !== undefined,
    body: [
      flashNotice(booth),
      told?.summary,
      questions.length > 1 && el("p", { class: "hint" }, t("mark-question", { n: n + 1, of: questions.length })),
      fieldset,
      actions(
        button(goOnText, goOn),
        n > 0 && !change && button(t("back"), () => booth.goTo({ view: "question", n: n - 1 }), "button-secondary"),
      ),
      kept,
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function reviewPage(booth) {
  const { manifest, draft } = booth;
  const open = firstOpen(manifest, draft);
  if (open >= 0) return questionPage(booth, open);
  return {
    title: t("review-title"),
    step: 2,
    body: [
      flashNotice(booth),
      el("p", { class: "lead" }, t("review-lead")),
      ...manifest.questions.map((question, n) => answerCard(booth, question, n)),
      notice("plain", t("review-final-title"), t("review-final"), t("review-receipt"), manifest.live && t("start-live")),
      actions(button(t("review-cast"), () => booth.cast())),
    ],
  };
}

/**
 * @param {Booth} booth
 * @param {Question} question
 * @param {number} n
 */
function answerCard(booth, question, n) {
  const marks = booth.marksOf(question);
  const answer = answerOf(question, marks);
  const titleOf = (/** @type {string} */ id) => span(booth.text(question.options.find((known) => known.id === id)?.title ?? id));
  const change = () => booth.goTo({ view: "question", n, change: true });
  const title = booth.text(question.title);
  return el(
    "section",
    { class: "card" },
    el("h2", {}, span(title)),
    answer === "abstain" && el("p", {}, t("review-abstained")),
    answer !== "abstain" && "choose" in answer && el("ul", {}, ...marks.order.filter((id) => answer.choose.includes(id)).map((id) => el("li", {}, titleOf(id)))),
    answer !== "abstain" && "rank" in answer && el("ol", {}, ...answer.rank.map((id) => el("li", {}, titleOf(id)))),
    answer !== "abstain" &&
      "score" in answer &&
      el("ul", {}, ...marks.order.map((id) => el("li", {}, titleOf(id), `: ${answer.score.get(id)}`.replace("-", "\u2212")))),
    button(t("review-change"), change, "button-link", { "aria-label": `${t("review-change")}: ${title.text}` }),
  );
}

/**
 * The options, and beside them a way to abstain that hides but keeps what is marked.
 * @param {Question} question
 * @param {import("./draft.js").Marks} marks
 * @param {FieldContext} context
 */
function field(question, marks, context) {
  if (question.kind === "choice" && question.max === 1) return [choiceField(question, marks, context)];
  const options =
    question.kind === "choice"
      ? choiceField(question, marks, context)
      : question.kind === "ranking"
        ? rankingField(question, marks, context)
        : scoreField(question, marks, context);
  options.hidden = marks.abstains;
  if (!question.abstain) return [options];
  const onchange = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
    marks.abstains = target.checked;
    options.hidden = target.checked;
    announce(target.checked ? t("review-abstained") : "");
    context.changed();
  };
  const input = el("input", { type: "checkbox", id: "abstain", checked: marks.abstains, onchange });
  return [options, el("label", { class: "choice choice-apart" }, input, el("span", {}, t("mark-abstain")))];
}

/**
 * What an answer lacks, at the top of the page and at the field. Both say what is lacking as it changes, and go once nothing is: `mend`
 * returns whether they still stand.
 * @param {string} error
 * @param {Question} question
 * @param {import("./draft.js").Marks} marks
 */
function lackNotice(error, question, marks) {
  const firstGap = question.kind === "score" ? marks.order.findIndex((id) => !marks.scores.has(id)) : 0;
  const jump = (/** @type {Event} */ event) => {
    event.preventDefault();
    const targets = [`#option-${firstGap}`, ".ranked button", ".filter input"].map((one) => document.querySelector(one));
    // A filter may hide the gap.
    for (const one of targets) if (one instanceof HTMLElement && one.offsetParent !== null) return one.focus();
  };
  const link = el("a", { href: "#booth", onclick: jump }, error);
  const summary = el(
    "div",
    { class: "error-summary", id: "error-summary", role: "alert", tabindex: -1 },
    el("h2", {}, t("mark-error-title")),
    el("ul", {}, el("li", {}, link)),
  );
  const atField = el("p", { class: "error", id: "error" }, error);
  const mend = () => {
    const lack = lackOf(question, marks);
    if (lack === undefined) for (const one of [summary, atField]) one.remove();
    else for (const one of [link, atField]) say(one, errorText(question, lack));
    return summary.isConnected;
  };
  return { summary, atField, mend };
}

/** What stands there already is not said again by a screen reader. @param {Element} place @param {string} text */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/**
 * @param {Question} question
 * @param {import("./draft.js").Lack} lack
 */
function errorText(question, lack) {
  if (question.kind === "score") return scoresMissing(question, lack);
  const { min, max } = question;
  if (lack === "many") return t("mark-error-many", { max });
  if (question.kind === "ranking") return lack === "noneAbstain" ? t("mark-error-rank-abstain", { min }) : t("mark-error-rank", { min });
  if (min > 1) return lack === "noneAbstain" ? t("mark-error-few-abstain", { min }) : t("mark-error-few", { min });
  return lack === "noneAbstain" ? t("mark-error-none-abstain") : t("mark-error-none");
}
