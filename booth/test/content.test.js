import assert from "node:assert/strict";
import test from "node:test";

import { fromUtf8, Malformed, utf8 } from "../bytes.js";
import { encodeContent, parseContent } from "../content.js";
import { openManifest } from "../manifest.js";
import { makePoll } from "./fixtures.js";

/** @typedef {import("../content.js").Answer} Answer */

const poll = await makePoll();
const form = await openManifest(poll.note, poll.id, "127.0.0.1:8002");

/** @type {[string, Answer][]} */
const GOOD = [
  ["q1", { choose: ["a"] }],
  ["q2", { rank: ["10", "a"] }],
  ["q3", { score: new Map([["constructor", -1], ["9", 0], ["10", 5]]) }],
];
const SPELLED = '{"answers":{"q1":{"choose":["a"]},"q2":{"rank":["10","a"]},"q3":{"score":{"10":5,"9":0,"constructor":-1}}}}';

test("one spelling: the manifest's order, no space, padded to the poll's length", () => {
  const content = encodeContent(form, new Map(GOOD));
  assert.equal(content.length, 256);
  assert.equal(fromUtf8(content), SPELLED.padEnd(256));
  assert.deepEqual(parseContent(form, content), new Map(GOOD.map(([id, answer]) => [id, answer])));
  const chosen = { ...form, questions: form.questions.map((question) => (question.kind === "choice" ? { ...question, max: 2 } : question)) };
  assert.match(fromUtf8(encodeContent(chosen, new Map(GOOD).set("q1", { choose: ["b", "a"] }))), /"choose":\["a","b"\]/);
  assert.match(fromUtf8(encodeContent(form, new Map(GOOD).set("q2", "abstain"))), /"q2":"abstain"/);
});

test("every other spelling is refused", () => {
  const other = [
    SPELLED.replace('{"answers"', '{ "answers"'),
    SPELLED.replace('"a"', '"\\u0061"'),
    SPELLED.replace('"q1":{"choose":["a"]},"q2":{"rank":["10","a"]}', '"q2":{"rank":["10","a"]},"q1":{"choose":["a"]}'),
    SPELLED.replace('"10":5,"9":0', '"9":0,"10":5'),
    SPELLED.replace('["a"]', '["a","a"]'),
    SPELLED.replace('["a"]', '["c"]'),
    SPELLED.replace('["a"]', "[]"),
    SPELLED.replace('["a"]', '["a","b"]'),
    SPELLED.replace('["10","a"]', '["10","10"]'),
    SPELLED.replace('["10","a"]', '["10","a","b","9"]'),
    SPELLED.replace('{"rank"', '{"choose"'),
    SPELLED.replace(":5", ":6"),
    SPELLED.replace(":-1", ":-2"),
    SPELLED.replace(":0", ":0.0"),
    SPELLED.replace(":0", ":-0"),
    SPELLED.replace(',"9":0', ""),
    SPELLED.replace("}}}}", "}}},\"note\":1}"),
    SPELLED.replace('"q1":{"choose":["a"]},', ""),
    SPELLED.replace('"q1":{"choose":["a"]}', '"q1":null'),
    SPELLED + "\n",
    SPELLED + "\u00a0",
  ];
  for (const text of other) assert.throws(() => parseContent(form, padded(text)), Malformed, text);
  assert.throws(() => parseContent(form, utf8(SPELLED)), Malformed, "not padded");
  assert.throws(() => parseContent(form, utf8(SPELLED.padEnd(257))), Malformed, "padded too far");
  assert.throws(() => parseContent(form, padded(SPELLED).fill(0, 200)), Malformed, "padded with zeroes");
});

test("every flipped bit is refused or is another vote in its one spelling", () => {
  const content = padded(SPELLED);
  for (let i = 0; i < content.length * 8; i++) {
    const flipped = content.slice();
    flipped[i >> 3] = /** @type {number} */ (flipped[i >> 3]) ^ (1 << (i & 7));
    let answers;
    try {
      answers = parseContent(form, flipped);
    } catch (error) {
      assert.ok(error instanceof Malformed);
      continue;
    }
    assert.deepEqual(encodeContent(form, answers), flipped, `bit ${i}`);
  }
});

test("answers that do not fit their question are never written", () => {
  /** @type {[string, Answer | undefined][]} */
  const bad = [
    ["q1", undefined],
    ["q1", { choose: [] }],
    ["q1", { choose: ["a", "b"] }],
    ["q1", { choose: ["a", "a"] }],
    ["q1", { choose: ["x"] }],
    ["q1", { rank: ["a"] }],
    ["q2", { rank: ["a", "a"] }],
    ["q2", { rank: ["toString"] }],
    ["q3", { score: new Map([["10", 1]]) }],
    ["q3", { score: new Map([["10", 1], ["9", 1], ["constructor", 1], ["x", 1]]) }],
    ["q3", { score: new Map([["10", 1.5], ["9", 1], ["constructor", 1]]) }],
    ["x", "abstain"],
  ];
  for (const [id, answer] of bad) {
    const answers = new Map(GOOD);
    if (answer === undefined) answers.delete(id);
    else answers.set(id, answer);
    assert.throws(() => encodeContent(form, answers), Malformed, `${id} ${JSON.stringify(answer)}`);
  }
  const noAbstaining = { ...form, questions: form.questions.map((question) => ({ ...question, abstain: false })) };
  assert.throws(() => encodeContent(noAbstaining, new Map(GOOD).set("q1", "abstain")), Malformed);
  assert.throws(() => encodeContent({ ...form, contentSize: 100 }, new Map(GOOD)), Malformed);
});

/** @param {string} text */
const padded = (text) => {
  const content = new Uint8Array(256).fill(0x20);
  content.set(utf8(text));
  return content;
};
