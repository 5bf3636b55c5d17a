/** What voters type for a score. */

import assert from "node:assert/strict";
import test from "node:test";

import { parseScore } from "../score_field.js";

test("a whole number on the scale is a score, however it is typed", () => {
  const scale = { low: -10, high: 100 };
  /** @type {[typed: string, score: number][]} */
  const good = [["0", 0], ["100", 100], [" 7 ", 7], ["007", 7], ["+5", 5], ["-10", -10], ["\u221210", -10], ["\n42", 42]];
  for (const [typed, score] of good) assert.equal(parseScore(scale, typed), score, typed);
});

test("anything else is none, and never another number", () => {
  for (const typed of ["", " ", "101", "-11", "7.5", "7,5", "1e1", "0x10", "ten", "5 0", "--5", "\u2212\u22125", "Infinity", "NaN", "1000", "٥"]) {
    assert.equal(parseScore({ low: -10, high: 100 }, typed), undefined, typed);
  }
  assert.equal(parseScore({ low: 0, high: 100 }, "-1"), undefined);
});
