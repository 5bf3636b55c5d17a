/** In which order a voter is shown options. */

import assert from "node:assert/strict";
import test from "node:test";

import { base64url, randomBytes } from "../bytes.js";
import { dealtOrder } from "../dealing.js";
import { openManifest } from "../manifest.js";
import { makePoll } from "./fixtures.js";

const poll = await makePoll();
const { questions } = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const fixed = questions[1] ?? assert.fail();
const shuffled = { ...fixed, shuffled: true };
const OPTIONS = fixed.options.map(({ id }) => id);
const seed = () => base64url(randomBytes(32));

test("a shuffled question is in no fixed order, and loses no option", async () => {
  const orders = await Promise.all(Array.from({ length: 200 }, () => dealtOrder(shuffled, seed())));
  for (const order of orders) assert.deepEqual([...order].sort(), [...OPTIONS].sort());
  // By chance one of the four is never at a place once in 10^24.
  for (const place of OPTIONS.keys()) assert.equal(new Set(orders.map((order) => order[place])).size, OPTIONS.length);
});

test("one voter has one order, and another one in each question", async () => {
  const many = { ...shuffled, options: Array.from({ length: 256 }, (_, i) => ({ id: `o${i}`, title: "", description: "" })) };
  const own = seed();
  const order = await dealtOrder(many, own);
  assert.equal(new Set(order).size, 256);
  assert.deepEqual(await dealtOrder(many, own), order);
  assert.notDeepEqual(await dealtOrder({ ...many, id: "another" }, own), order);
  assert.notDeepEqual(await dealtOrder(many, seed()), order);
});

// So that a device with another version of the booth deals the same: computed by Python's `cryptography`.
test("the order is that of HKDF-SHA-256", async () => {
  const question = { ...shuffled, id: "q2", options: ["a", "b", "c", "d", "e"].map((id) => ({ id, title: "", description: "" })) };
  assert.deepEqual(await dealtOrder(question, base64url(new Uint8Array(32).fill(7))), ["d", "b", "e", "c", "a"]);
});

test("what is not shuffled is in the manifest's order", async () => {
  for (let voter = 0; voter < 20; voter++) assert.deepEqual(await dealtOrder(fixed, seed()), OPTIONS);
});
