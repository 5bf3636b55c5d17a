/**
 * A ballot being marked: kept in the tab (not in the browser's lasting storage), so that Back and reload lose nothing.
 */

import { dealtOrder } from "./dealing.js";
import * as tab from "./tab_memory.js";

/** @import { Manifest, Question } from "./manifest.js" */

/**
 * The marks on one question. `order` is how its options are listed for this voter, the manifest's until they are dealt; `typed` is
 * what was typed for scores and is none, kept to be corrected.
 * @typedef {{ order: string[], chosen: string[], ranked: string[], scores: Map<string, number>, typed: Map<string, string>, abstains: boolean }} Marks
 */
/** By question id. @typedef {Map<string, Marks>} Draft */

/** What is missing before a question is answered. @typedef {"none" | "noneAbstain" | "few" | "many" | "scores"} Lack */

/**
 * The tab's draft for this poll, or an empty one: nothing preselected.
 * @param {Manifest} manifest
 * @returns {Draft}
 */
export function openDraft(manifest) {
  const kept = tab.recall(keyOf(manifest));
  return new Map(manifest.questions.map((question) => [question.id, keptMarks(question, kept?.[question.id]) ?? emptyMarks(question)]));
}

/**
 * Deals the options of every question to the voter of a request.
 * @param {Manifest} manifest
 * @param {Draft} draft
 * @param {string} seed
 */
export async function deal({ questions }, draft, seed) {
  const deals = questions.map(async (question) => {
    const marks = draft.get(question.id);
    if (marks) marks.order = await dealtOrder(question, seed);
  });
  await Promise.all(deals);
}

/**
 * @param {Manifest} manifest
 * @param {Draft} draft
 * @returns {boolean} whether the tab keeps it
 */
export function keepDraft(manifest, draft) {
  const plain = [...draft].map(([id, { order, ...marks }]) => [id, { ...marks, scores: Object.fromEntries(marks.scores), typed: Object.fromEntries(marks.typed) }]);
  return tab.remember(keyOf(manifest), Object.fromEntries(plain));
}

/** Whether the tab keeps marks for this poll. @param {Manifest} manifest */
export const hasDraft = (manifest) => tab.recall(keyOf(manifest)) !== undefined;

/** @param {Manifest} manifest */
export const dropDraft = (manifest) => tab.forget(keyOf(manifest));

/**
 * @param {Question} question
 * @param {Marks} marks
 * @returns {Lack | undefined} undefined when the question is answered
 */
export function lackOf(question, { chosen, ranked, scores, abstains }) {
  if (abstains && question.abstain) return undefined;
  const nothing = question.abstain ? "noneAbstain" : "none";
  if (question.kind === "score") {
    if (scores.size === 0) return nothing;
    return question.options.every(({ id }) => scores.has(id)) ? undefined : "scores";
  }
  const count = question.kind === "choice" ? chosen.length : ranked.length;
  if (count === 0) return nothing;
  if (count < question.min) return "few";
  return count > question.max ? "many" : undefined;
}

/**
 * @param {Question} question
 * @param {Marks} marks
 * @returns {import("./content.js").Answer}
 */
export function answerOf(question, { chosen, ranked, scores, abstains }) {
  if (abstains) return "abstain";
  if (question.kind === "choice") return { choose: chosen };
  return question.kind === "ranking" ? { rank: ranked } : { score: scores };
}

/**
 * @param {Manifest} manifest
 * @param {Draft} draft
 * @returns {number} the first question that lacks an answer, or -1
 */
export const firstOpen = (manifest, draft) =>
  manifest.questions.findIndex((question) => {
    const marks = draft.get(question.id);
    return marks === undefined || lackOf(question, marks) !== undefined;
  });

/** @param {Question} question @returns {Marks} */
const emptyMarks = ({ options }) => ({ order: options.map(({ id }) => id), chosen: [], ranked: [], scores: new Map(), typed: new Map(), abstains: false });

/**
 * Reads what the tab kept; anything that does not fit the question is as if nothing had been kept.
 * @param {Question} question
 * @param {any} kept
 * @returns {Marks | undefined}
 */
function keptMarks(question, kept) {
  const ids = question.options.map(({ id }) => id);
  const isList = (/** @type {unknown} */ list) =>
    Array.isArray(list) && list.every((id) => ids.includes(id)) && new Set(list).size === list.length;
  if (!isList(kept?.chosen) || !isList(kept.ranked)) return undefined;
  const byOption = (/** @type {object} */ of, /** @type {(value: unknown) => boolean} */ fits) =>
    new Map(Object.entries(of ?? {}).filter(([id, value]) => ids.includes(id) && fits(value)));
  const scores = byOption(kept.scores, Number.isInteger);
  const typed = byOption(kept.typed, (text) => typeof text === "string");
  return { order: ids, chosen: kept.chosen, ranked: kept.ranked, scores, typed, abstains: kept.abstains === true && question.abstain };
}

/** @param {Manifest} manifest */
const keyOf = ({ id }) => `psephos-marks:${id}`;
