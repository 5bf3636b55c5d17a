/**
 * What is marked on a ballot. Each vote has one valid spelling, so that nobody can mark a ballot for a buyer to find.
 */

import { equal, fromUtf8, Malformed, utf8 } from "./bytes.js";
import { parseStrictJson } from "./strict_json.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Question } from "./manifest.js" */

/** Scores stand beside the options' ids. @typedef {{ choose: string[] } | { rank: string[] } | { score: Map<string, number> } | "abstain"} Answer */
/** By question id. @typedef {Map<string, Answer>} Answers */
/** @typedef {{ questions: Question[], contentSize: number }} Form the part of a manifest that content depends on */

/**
 * Canonical JSON, padded on the right with spaces to the poll's content size: all ballots of a poll are of one length.
 * @param {Form} form
 * @param {Answers} answers one for every question
 * @returns {Bytes}
 */
export function encodeContent(form, answers) {
  const parts = form.questions.map((question) => {
    const answer = answers.get(question.id);
    if (answer === undefined) throw new Malformed(`${question.id}: no answer`);
    return `${JSON.stringify(question.id)}:${encodeAnswer(question, answer)}`;
  });
  if (answers.size !== form.questions.length) throw new Malformed("an answer to no question");
  const content = utf8(`{"answers":{${parts.join()}}}`);
  if (content.length > form.contentSize) throw new Malformed("longer than the poll's ballots");
  const padded = new Uint8Array(form.contentSize).fill(0x20);
  padded.set(content);
  return padded;
}

/**
 * @param {Form} form
 * @param {Bytes} content
 * @returns {Answers}
 */
export function parseContent(form, content) {
  const body = /** @type {any} */ (parseStrictJson(fromUtf8(content).trimEnd()));
  const answers = new Map(form.questions.map((question) => [question.id, readAnswer(body?.answers?.[question.id])]));
  // Order, spaces, unknown fields, repeats: whatever else could differ shows here.
  if (!equal(encodeContent(form, answers), content)) throw new Malformed("not the one valid spelling");
  return answers;
}

/**
 * @param {Question} question
 * @param {Answer} answer
 */
function encodeAnswer(question, answer) {
  if (answer === "abstain") {
    if (!question.abstain) throw new Malformed(`${question.id}: abstaining is not possible`);
    return '"abstain"';
  }
  if (question.kind === "choice" && "choose" in answer) {
    const chosen = question.options.map(({ id }) => id).filter((id) => answer.choose.includes(id));
    checkCount(question, answer.choose, chosen.length);
    return `{"choose":${JSON.stringify(chosen)}}`;
  }
  if (question.kind === "ranking" && "rank" in answer) {
    const known = question.options.filter(({ id }) => answer.rank.includes(id));
    checkCount(question, answer.rank, known.length);
    return `{"rank":${JSON.stringify(answer.rank)}}`;
  }
  if (question.kind === "score" && "score" in answer) {
    const scores = question.options.map(({ id }) => {
      const score = answer.score.get(id);
      if (score === undefined || !Number.isInteger(score) || score < question.low || score > question.high) {
        throw new Malformed(`${question.id}: score of ${id}`);
      }
      return `${JSON.stringify(id)}:${score}`;
    });
    if (answer.score.size !== scores.length) throw new Malformed(`${question.id}: a score for no option`);
    return `{"score":{${scores.join()}}}`;
  }
  throw new Malformed(`${question.id}: an answer of another kind`);
}

/**
 * @param {{ id: string, min: number, max: number }} question
 * @param {string[]} given
 * @param {number} known how many of the poll's options are among them
 */
function checkCount({ id, min, max }, given, known) {
  if (given.length !== known) throw new Malformed(`${id}: an unknown option, or one twice`);
  if (known < min || known > max) throw new Malformed(`${id}: ${known} options, not ${min} to ${max}`);
}

/**
 * @param {any} value
 * @returns {Answer}
 */
function readAnswer(value) {
  if (value === "abstain") return value;
  if (Array.isArray(value?.choose)) return { choose: value.choose.map(String) };
  if (Array.isArray(value?.rank)) return { rank: value.rank.map(String) };
  if (typeof value?.score === "object" && value.score !== null) return { score: new Map(Object.entries(value.score)) };
  throw new Malformed("no answer");
}
