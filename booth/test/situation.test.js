import assert from "node:assert/strict";
import test from "node:test";

import { answerOf, firstOpen, lackOf, openDraft } from "../draft.js";
import { openManifest } from "../manifest.js";
import { isStrangers, situationOf } from "../situation.js";
import { makePoll } from "./fixtures.js";

const poll = await makePoll();
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const request = { seed: "", salt: "", inverse: "", request: "mine" };
const pass = { response: "", note: "" };
const ballot = { ballot: "" };
const promise = { promise: "" };

/** @param {any} stored @param {import("../api.js").Phase} phase @param {string} [now] */
const at = (stored, phase, now = "2026-11-10T00:00:00Z") => situationOf(stored, manifest, { phase, now: new Date(now) });

test("where the voter stands follows from what is stored and where the poll stands", () => {
  assert.equal(at({}, "before", "2026-10-01T00:00:00Z"), "early");
  assert.equal(at({}, "before"), "start");
  assert.equal(at({}, "voting"), "start");
  assert.equal(at({}, "voting", "2026-11-20T09:00:00Z"), "no-passes");
  assert.equal(at({}, "closed"), "over");
  assert.equal(at({ request }, "voting"), "request");
  assert.equal(at({ request }, "voting", "2026-11-20T10:00:00Z"), "request");
  assert.equal(at({ request }, "closed"), "over");
  assert.equal(at({ request, pass }, "before"), "wait");
  assert.equal(at({ request, pass }, "voting"), "mark");
  assert.equal(at({ request, pass }, "counted"), "late");
  for (const phase of /** @type {const} */ (["voting", "closed", "counted"])) {
    assert.equal(at({ request, pass, ballot }, phase), "unconfirmed");
    assert.equal(at({ request, pass, ballot, promise }, phase), "recorded");
  }
  assert.equal(at({ request, pass, ballot }, "cancelled"), "cancelled");
  assert.equal(at({ request, pass, ballot, promise }, "cancelled"), "recorded");
});

test("what this tab did not ask for may be a stranger's", () => {
  assert.ok(!isStrangers({}, null));
  assert.ok(isStrangers({ request }, null));
  assert.ok(isStrangers({ request, pass }, "another"));
  assert.ok(!isStrangers({ request, pass }, "mine"));
});

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

test("a shuffled question is in no fixed order, and loses no option", () => {
  const questions = manifest.questions.map((question) => ({ ...question, shuffled: true }));
  const orders = Array.from({ length: 200 }, () => openDraft({ ...manifest, questions }).get("q2")?.order ?? []);
  for (const order of orders) assert.deepEqual([...order].sort(), ["10", "9", "a", "b"]);
  assert.equal(new Set(orders.map((order) => order[0])).size, 4);
});
