import assert from "node:assert/strict";
import test from "node:test";

import { Malformed } from "../bytes.js";
import { parseStrictJson, time } from "../strict_json.js";

test("good JSON reads as JSON.parse reads it", () => {
  const texts = ['{"a":1,"b":[true,false,null,"x"],"c":{"d":-7}}', "[]", "{}", '"\\u00e4\\n\\"\\ud83d\\ude00"', "0", " [ 1 ,\t2 ] "];
  for (const text of texts) assert.equal(JSON.stringify(parseStrictJson(text)), JSON.stringify(JSON.parse(text)), text);
});

test("what two readers might read differently is refused", () => {
  const texts = [
    '{"a":1,"a":2}', '{"a":{"b":1,"b":1}}', '{"a":1,"\\u0061":2}', "1.0", "1e3", "-0", "01", "+1", "9007199254740993", "1.", ".5", "--1",
    '"\\ud800"', '"\ud800"', '"a\nb"', "[1,]", "[1 2]", '{"a" 1}', '{"a":1,}', "{a:1}", "'a'", "[1]\n", "\ufeff[1]", "\u00a0[1]", "", "nul", "tru", "[1]]",
    "NaN", "Infinity", '"\\x41"', "[".repeat(40) + "]".repeat(40),
  ];
  for (const text of texts) assert.throws(() => parseStrictJson(text), Malformed, JSON.stringify(text));
});

test("a key is only a key", () => {
  const object = /** @type {any} */ (parseStrictJson('{"__proto__":{"x":1},"constructor":2}'));
  assert.equal(Object.getPrototypeOf(object), null);
  assert.deepEqual(Object.keys(object), ["__proto__", "constructor"]);
  assert.equal(/** @type {any} */ (parseStrictJson("{}"))["toString"], undefined);
});

test("times have one spelling, and years that every reader knows", () => {
  for (const text of ["0001-01-01T00:00:00Z", "2026-11-01T09:00:00Z", "9998-12-31T23:59:59Z"]) assert.equal(time(text, "at").getTime(), Date.parse(text));
  const others = ["0000-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "+010000-01-01T00:00:00Z", "2026-11-01T09:00:00.000Z", "2026-11-01T09:00:60Z", "2026-11-01t09:00:00z", "2026-02-30T09:00:00Z", "2026-11-01", 5];
  for (const other of others) assert.throws(() => time(other, "at"), Malformed, String(other));
});
