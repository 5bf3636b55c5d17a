/**
 * Whether a ballot is on the public list, checked here and not merely asked.
 */

import { Unreachable } from "./api.js";
import { hex, Malformed } from "./bytes.js";
import { details, el, notice } from "./dom.js";
import { number } from "./language.js";
import { codeNames, verifyBallotProof } from "./receipt.js";
import { words } from "./words.js";

/** @import { Manifest } from "./manifest.js" */

/**
 * `unknown`: the ballot box knows no such ballot. `waiting`: accepted, not on the list yet.
 * `listed`: on the list, proved; `number` of `of` ballots as the ballot box counts them, `counted` once in a signed result.
 * @typedef {{ state: "unknown" } | { state: "waiting", ballot: string }
 *   | { state: "listed", ballot: string, counted: boolean, number: number | undefined, of: number, index: number,
 *       size: number, root: string, proof: string }} ReceiptCheck
 */

/**
 * @param {Manifest} manifest
 * @param {import("./api.js").BallotBox} box
 * @param {string} codeOrHash as `parseReceiptCode` returns it
 * @returns {Promise<ReceiptCheck>} throws `Malformed` for an answer that does not hold
 */
export async function checkReceipt(manifest, box, codeOrHash) {
  const answer = await box.receipt(codeOrHash);
  if (answer === undefined) return { state: "unknown" };
  if (!codeNames(codeOrHash, answer.ballot)) throw new Malformed("an answer about another ballot");
  if (answer.state === "promised") return { state: "waiting", ballot: answer.ballot };
  const proof = await box.proof(answer.ballot);
  const { index, size, root } = await verifyBallotProof(manifest, answer.ballot, proof);
  if (answer.index !== undefined && answer.index !== index) throw new Malformed("place and proof do not agree");
  const { ballots } = await box.summary();
  const place = answer.number;
  // Ballots before this one are entries before this one, and the manifest comes first.
  if (place !== undefined && (place < 1 || place > index)) throw new Malformed("a number that cannot be");
  const of = Math.max(ballots, place ?? 0);
  return { state: "listed", ballot: answer.ballot, counted: answer.state === "counted", number: place, of, index, size, root: hex(root), proof };
}

/**
 * @param {ReceiptCheck} found
 * @param {boolean} promised whether the voter holds the ballot box's signed promise for this ballot
 */
export function describeCheck(found, promised) {
  const { check } = words;
  switch (found.state) {
    case "unknown":
      return notice("bad", check.unknownPromisedTitle, check.unknownPromised);
    case "waiting":
      return notice("plain", "", promised ? check.waiting : check.waitingUnproved);
    case "listed": {
      const place = found.number === undefined ? check.listedNoNumber : check.listed(number(found.number), number(found.of));
      return notice("good", "", el("p", {}, el("strong", {}, place)), found.counted && check.counted, check.proved);
    }
  }
}

/** @param {unknown} error */
export function describeFault(error) {
  const { check } = words;
  if (error instanceof Unreachable) return notice("warn", "", check.unreachable);
  const message = error instanceof Error ? error.message : String(error);
  return notice("bad", check.faultTitle, check.fault, details(words.technical, el("p", {}, el("code", {}, message))));
}
