/**
 * Sending a finished ballot, and reading the answer with suspicion.
 */

import { Problem, Unreachable } from "./api.js";
import { hex, Malformed, sha256 } from "./bytes.js";
import { checkPromise, openPromise, openRefusal } from "./statements.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Manifest } from "./manifest.js" */

/**
 * `promised`: recorded; store the promise.
 * `refused`: the ballot box has signed that it will not take this ballot; with `other`, because another ballot was cast
 * with the same pass.
 * `unanswered`: unknown whether it arrived; sending the same bytes again is safe.
 * `wrong`: an answer that proves nothing, or something else; `evidence` is what was said.
 * @typedef {{ kind: "promised", promise: string }
 *   | { kind: "refused", reason: string, refusal: string, other?: { promise: string, ballot: string } }
 *   | { kind: "unanswered", retryAfter: number | undefined }
 *   | { kind: "wrong", fault: string, evidence: string }} CastOutcome
 */

/**
 * One attempt. `ballot` must be stored already; only those bytes are ever sent.
 * @param {Manifest} manifest
 * @param {{ cast(ballot: Bytes, promise?: string): Promise<string> }} box
 * @param {Bytes} ballot
 * @param {string} [promise] made for it before
 * @returns {Promise<CastOutcome>}
 */
export async function sendBallot(manifest, box, ballot, promise) {
  let evidence = "";
  try {
    evidence = await box.cast(ballot, promise);
    await checkPromise(manifest, evidence, ballot);
    return { kind: "promised", promise: evidence };
  } catch (error) {
    if (error instanceof Problem) return readRefusal(manifest, error, ballot);
    if (error instanceof Malformed) return { kind: "wrong", fault: error.message, evidence };
    // Also a body that broke off: fetch then throws a TypeError of its own.
    return { kind: "unanswered", retryAfter: error instanceof Unreachable ? error.retryAfter : undefined };
  }
}

/**
 * @param {Manifest} manifest
 * @param {Problem} problem
 * @param {Bytes} ballot
 * @returns {Promise<CastOutcome>}
 */
async function readRefusal(manifest, problem, ballot) {
  const refusal = problem.text("refusal") ?? "";
  try {
    const reason = await openRefusal(manifest, refusal, ballot);
    const promise = problem.text("promise");
    if (reason !== "token-spent") return { kind: "refused", reason, refusal };
    // Whoever says that a pass is spent must show the promise to the ballot it was spent on.
    const spentOn = await openPromise(manifest, promise ?? "");
    if (spentOn === hex(await sha256(ballot))) return { kind: "promised", promise: promise ?? "" };
    return { kind: "refused", reason, refusal, other: { promise: promise ?? "", ballot: spentOn } };
  } catch (error) {
    const evidence = JSON.stringify(problem.document, undefined, 1);
    return { kind: "wrong", fault: `${problem.message}: ${error instanceof Error ? error.message : error}`, evidence };
  }
}
