import assert from "node:assert/strict";
import test from "node:test";

import { hex, randomBytes, sha256 } from "../bytes.js";
import { BALLOT_ENTRY, logEntry } from "../log.js";
import { openManifest } from "../manifest.js";
import { AnswerFault, checkReceipt } from "../receipt_check.js";
import { makePoll } from "./fixtures.js";

/** @typedef {import("../api.js").ReceiptState} ReceiptState */

const poll = await makePoll();
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const hash = await sha256(randomBytes(64));
const ballot = hex(hash);
const others = await Promise.all([0, 1, 2].map(async () => logEntry(BALLOT_ENTRY, await sha256(randomBytes(64)))));
const [first, second, late] = /** @type {[Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]} */ (others);
/** The list when the result was signed, and grown by the issuance statement that came late. */
const counted = [first, second, logEntry(BALLOT_ENTRY, hash)];
const grown = [...counted, late];

/** @param {Partial<ReceiptState>} says @param {{ shown?: typeof counted, result?: typeof counted }} [lists] */
async function check(says, { shown = counted, result } = {}) {
  const box = {
    receipt: async () => ({ ballot, ...says }),
    proof: () => poll.tlogProof(shown, 2),
    result: async () => (result ? poll.result(result) : undefined),
    summary: async () => ({ ballots: 1 }),
  };
  return checkReceipt(manifest, /** @type {any} */ (box), ballot);
}

test("a ballot is where the signed list has it, with its number where the ballot box tells one", async () => {
  const found = await check({ state: "logged", index: 2, number: 1 });
  assert.ok(found.state === "listed");
  assert.deepEqual([found.number, found.of, found.counted, found.grown], [1, 1, false, false]);
  const bare = await check({ state: "logged" });
  assert.ok(bare.state === "listed");
  assert.deepEqual([bare.number, bare.of, bare.index], [undefined, 1, 2]);
});

test("what is counted is on the list of the result, which may have grown since", async () => {
  const same = await check({ state: "counted", number: 1 }, { result: counted });
  const longer = await check({ state: "counted", number: 1 }, { shown: grown, result: counted });
  assert.ok(same.state === "listed" && longer.state === "listed");
  assert.deepEqual([same.counted, same.grown], [true, false]);
  assert.deepEqual([longer.counted, longer.grown], [false, true]);
});

test("a list that is not, or no longer, the one of the result proves nothing", async () => {
  const faults = {
    "no result": {},
    "a shorter list": { shown: counted, result: grown },
    "another list of that length": { shown: counted, result: [second, first, logEntry(BALLOT_ENTRY, hash)] },
    "a result from before the ballot": { shown: counted, result: [first, second] },
  };
  for (const [lie, lists] of Object.entries(faults)) await assert.rejects(check({ state: "counted" }, lists), AnswerFault, lie);
});

test("a number or place that cannot be is no answer", async () => {
  for (const says of [{ number: 0 }, { number: 3 }, { index: 1 }]) await assert.rejects(check({ state: "logged", ...says }), AnswerFault);
});

test("what is promised waits until there is a result without it", async () => {
  assert.deepEqual(await check({ state: "promised" }), { state: "waiting", ballot });
  assert.equal((await check({ state: "promised" }, { result: counted })).state, "left-out");
});
