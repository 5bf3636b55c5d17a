/**
 * Whether a ballot is on the public list, checked here and not merely asked.
 */

import { Unreachable } from "./api.js";
import { equal, hex, Malformed } from "./bytes.js";
import { details, el, notice } from "./dom.js";
import { evidenceOffer } from "./evidence.js";
import { codeNames, verifyBallotProof } from "./receipt.js";
import { openResult } from "./statements.js";
import { t } from "./words.js";

/** @import { Manifest } from "./manifest.js" */

/**
 * `unknown`: the ballot box knows no such ballot. `waiting`: accepted, not on the list yet. `left-out`: not on the list
 * although the result is signed. `listed`: on the list, proved; `number` of `of` ballots as the ballot box counts them,
 * `counted` if the list is the one of the signed result, `grown` if it is longer than that.
 * @typedef {{ state: "unknown" } | { state: "waiting", ballot: string } | { state: "left-out", ballot: string, result: string }
 *   | { state: "listed", ballot: string, counted: boolean, grown: boolean, number: number | undefined, of: number,
 *       index: number, size: number, root: string, proof: string }} ReceiptCheck
 */

/** What the ballot box has answered does not hold; `said` is what it was, for the evidence. */
export class AnswerFault extends Error {
  /** @param {Malformed} cause @param {import("./evidence.js").Fault["said"]} said */
  constructor(cause, said) {
    super(cause.message, { cause });
    this.name = "AnswerFault";
    this.said = said;
  }
}

/**
 * @param {Manifest} manifest
 * @param {import("./api.js").BallotBox} box
 * @param {string} codeOrHash as `parseReceiptCode` returns it
 * @returns {Promise<ReceiptCheck>} throws `AnswerFault` for an answer that does not hold
 */
export async function checkReceipt(manifest, box, codeOrHash) {
  /** @type {AnswerFault["said"]} */
  const said = [];
  try {
    return await check(manifest, box, codeOrHash, said);
  } catch (error) {
    throw error instanceof Malformed ? new AnswerFault(error, said) : error;
  }
}

/**
 * @param {Manifest} manifest
 * @param {import("./api.js").BallotBox} box
 * @param {string} codeOrHash
 * @param {AnswerFault["said"]} said grows with each answer
 * @returns {Promise<ReceiptCheck>}
 */
async function check(manifest, box, codeOrHash, said) {
  const ask = async () => {
    const answer = await box.receipt(codeOrHash);
    if (answer === undefined) return undefined;
    said.push(["answer about the receipt", JSON.stringify(answer)]);
    if (!codeNames(codeOrHash, answer.ballot)) throw new Malformed("an answer about another ballot");
    return answer;
  };
  let answer = await ask();
  if (answer === undefined) return { state: "unknown" };
  const result = answer.state === "logged" ? undefined : await box.result();
  const counted = result === undefined ? undefined : await openResult(manifest, result);
  if (result !== undefined) said.push(["result", result]);
  if (answer.state === "promised") {
    if (result === undefined) return { state: "waiting", ballot: answer.ballot };
    // The close may have come between the two questions: only an answer that is younger than the result convicts.
    answer = await ask();
    if (answer === undefined) return { state: "unknown" };
    if (answer.state === "promised") return { state: "left-out", ballot: answer.ballot, result };
  }
  const proof = await box.proof(answer.ballot);
  said.push(["proof", proof]);
  const { index, size, root } = await verifyBallotProof(manifest, answer.ballot, proof);
  if (answer.index !== undefined && answer.index !== index) throw new Malformed("place and proof do not agree");
  if (answer.state === "counted" || counted !== undefined) refuseUncounted({ index, size, root }, counted);
  const { ballots } = await box.summary();
  const place = answer.number;
  // Ballots before this one are entries before this one, and the manifest comes first.
  if (place !== undefined && (place < 1 || place > index)) throw new Malformed("a number that cannot be");
  const of = Math.max(ballots, place ?? 0);
  const isCounted = counted !== undefined && counted.size === size && equal(counted.root, root);
  // The log grows after a result: by the issuance statement that came late, which a next result then tells of.
  const grown = counted !== undefined && !isCounted;
  return { state: "listed", ballot: answer.ballot, counted: isCounted, grown, number: place, of, index, size, root: hex(root), proof };
}

/**
 * Once there is a result, every ballot that is said to be listed is on the result's list. The proof came after the result,
 * so its list may be a longer one, and never a shorter one or another one of that length.
 * @param {import("./log.js").Checkpoint & { index: number }} proved
 * @param {import("./log.js").Checkpoint | undefined} counted the list of the result
 */
function refuseUncounted({ index, size, root }, counted) {
  if (counted === undefined) throw new Malformed("said to be counted, and there is no result");
  const isOther = size < counted.size || (size === counted.size && !equal(root, counted.root));
  if (isOther || index >= counted.size) throw new Malformed("the list is not the one of the signed result");
}

/**
 * @param {ReceiptCheck} found
 * @param {Manifest} manifest
 * @param {string} [promise] the ballot box's signed promise for this ballot, where the voter holds it
 */
export function describeCheck(found, manifest, promise) {
  switch (found.state) {
    case "unknown":
      return brokenPromise(manifest, promise);
    case "waiting":
      return notice("plain", "", promise ? t("check-waiting") : t("check-waiting-unproved"));
    case "left-out":
      return notice(
        "bad",
        t("check-wrong-title"),
        t("check-left-out"),
        evidenceOffer(manifest, { failed: "the result is signed, and a ballot that was accepted is not on the list", said: [["promise", promise], ["result", found.result]] }),
      );
    case "listed": {
      const place = found.number === undefined ? t("check-listed-no-number") : t("check-listed", { n: found.number, of: found.of });
      return notice("good", "", el("p", {}, el("strong", {}, place)), found.counted && t("check-counted"), found.grown && t("check-grown"), t("check-proved"));
    }
  }
}

/**
 * A ballot was promised, and now the ballot box does not know it.
 * @param {Manifest} manifest
 * @param {string | undefined} promise
 */
export const brokenPromise = (manifest, promise) =>
  notice(
    "bad",
    t("check-wrong-title"),
    t("check-unknown-promised"),
    evidenceOffer(manifest, { failed: "the ballot box does not know a ballot that it promised", said: [["promise", promise]] }),
  );

/**
 * @param {unknown} error
 * @param {Manifest} [manifest] where it could be opened
 * @param {string} [promise]
 */
export function describeFault(error, manifest, promise) {
  if (error instanceof Unreachable) return notice("warn", "", t("check-unreachable"));
  const failed = error instanceof Error ? error.message : String(error);
  /** @type {import("./evidence.js").Fault["said"]} */
  const said = [["promise", promise], ...(error instanceof AnswerFault ? error.said : [])];
  return notice(
    "bad",
    t("check-wrong-title"),
    t("check-fault"),
    manifest && evidenceOffer(manifest, { failed, said }),
    details(t("technical"), el("p", {}, el("code", {}, failed))),
  );
}
