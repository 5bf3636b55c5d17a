/** A ballot being marked, and what the tab keeps of it. */

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

import { base64url } from "../bytes.js";
import { answerOf, deal, dropDraft, firstOpen, keepDraft, lackOf, openDraft } from "../draft.js";
import { openManifest } from "../manifest.js";
import { makePoll } from "./fixtures.js";

const poll = await makePoll();
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const shuffled = { ...manifest, questions: manifest.questions.map((question) => ({ ...question, shuffled: true })) };
const OPTIONS = ["a", "b", "10", "9"];
/** Of a voter's request. */
const SEED = base64url(new Uint8Array(32).fill(7));

/** What the tab remembers. @type {Map<string, string>} */
const tab = new Map();
Object.assign(globalThis, {
  sessionStorage: {
    getItem: (/** @type {string} */ key) => tab.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void tab.set(key, value),
    removeItem: (/** @type {string} */ key) => void tab.delete(key),
  },
});
beforeEach(() => tab.clear());

/** @param {import("../draft.js").Draft} draft @param {string} question @returns {import("../draft.js").Marks} */
const marksOf = (draft, question) => draft.get(question) ?? assert.fail(question);

test("nothing is preselected, and each kind of question says what it lacks", () => {
  const draft = openDraft(manifest);
  const [choice, ranking, score] = manifest.questions;
  assert.ok(choice && ranking && score && choice.kind === "choice");
  const marks = /** @type {import("../draft.js").Marks} */ (draft.get(choice.id));
  assert.equal(firstOpen(manifest, draft), 0);
  assert.equal(lackOf(choice, marks), "noneAbstain");
  assert.equal(lackOf({ ...choice, abstain: false }, marks), "none");
  assert.equal(lackOf({ ...choice, abstain: false }, { ...marks, abstains: true }), "none");
  assert.equal(lackOf({ ...choice, min: 2, max: 2 }, { ...marks, chosen: ["a"] }), "few");
  assert.equal(lackOf(choice, { ...marks, chosen: ["a", "b"] }), "many");
  assert.equal(lackOf(choice, { ...marks, chosen: ["b"] }), undefined);
  assert.equal(lackOf(choice, { ...marks, abstains: true }), undefined);
  assert.equal(lackOf(ranking, { ...marks, ranked: ["a"] }), undefined);
  assert.equal(lackOf(score, { ...marks, scores: new Map([["9", 1]]) }), "scores");
  assert.equal(answerOf(choice, { ...marks, chosen: ["a"], abstains: true }), "abstain");
  assert.deepEqual(answerOf(ranking, { ...marks, ranked: ["b", "a"] }), { rank: ["b", "a"] });
});

test("what is marked stays over reloads, and in the order that was dealt, until the voter starts over", async () => {
  const draft = openDraft(shuffled);
  await deal(shuffled, draft, SEED);
  const { order } = marksOf(draft, "q2");
  assert.notDeepEqual(order, OPTIONS, "it is the order of this seed");
  marksOf(draft, "q2").ranked.push("9", "a");
  keepDraft(shuffled, draft);
  const again = openDraft(shuffled);
  assert.deepEqual([marksOf(again, "q2").order, marksOf(again, "q2").ranked], [OPTIONS, ["9", "a"]]);
  await deal(shuffled, again, SEED);
  assert.deepEqual([marksOf(again, "q2").order, marksOf(again, "q2").ranked], [order, ["9", "a"]]);
  dropDraft(shuffled);
  assert.deepEqual(marksOf(openDraft(shuffled), "q2").ranked, []);
});

test("what was typed for a score and is none is kept for its field, and is no answer", () => {
  const draft = openDraft(manifest);
  const marks = marksOf(draft, "q3");
  marks.scores.set("10", 3);
  marks.typed.set("9", "101").set("constructor", "<b>");
  keepDraft(manifest, draft);
  const kept = marksOf(openDraft(manifest), "q3");
  assert.deepEqual([...kept.typed], [["9", "101"], ["constructor", "<b>"]]);
  assert.deepEqual(answerOf(manifest.questions[2] ?? assert.fail(), kept), { score: new Map([["10", 3]]) });
  assert.equal(firstOpen(manifest, openDraft(manifest)), 0);
});

test("what the tab keeps is taken only where it fits the question", () => {
  const [key] = (keepDraft(manifest, openDraft(manifest)), tab.keys());
  const good = { chosen: [], ranked: ["b"], scores: {}, typed: {}, abstains: false };
  const misfits = [null, {}, { ...good, chosen: "a" }, { ...good, ranked: ["b", "b"] }, { ...good, ranked: "b" }, { ...good, chosen: ["x"] }];
  for (const misfit of misfits) {
    tab.set(key ?? "", JSON.stringify({ q2: misfit }));
    assert.deepEqual(marksOf(openDraft(manifest), "q2").ranked, [], JSON.stringify(misfit));
  }
  tab.set(key ?? "", JSON.stringify({ q2: { ...good, scores: { a: 1.5, x: 2, b: 7 }, typed: { a: 5, x: "y", b: "z" }, abstains: 1 } }));
  const { ranked, scores, typed, abstains } = marksOf(openDraft(manifest), "q2");
  assert.deepEqual([ranked, [...scores], [...typed], abstains], [["b"], [["b", 7]], [["b", "z"]], false]);
  // From before the booth kept what was typed.
  tab.set(key ?? "", JSON.stringify({ q2: { ...good, typed: undefined } }));
  assert.deepEqual(marksOf(openDraft(manifest), "q2").typed, new Map());
});
