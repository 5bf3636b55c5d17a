/**
 * The statements of the services that a voter meets: pass note, promise, refusal, result.
 */

import { hex, Malformed, parseBase64, sha256 } from "./bytes.js";
import { openStatement } from "./note.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Manifest } from "./manifest.js" */

/**
 * The registrar's word that it answered this request with this response: evidence if the response is rubbish.
 * @param {Manifest} manifest
 * @param {string} note
 * @param {Bytes} request
 * @param {Bytes} response
 */
export async function checkPassNote(manifest, note, request, response) {
  const pass = await openStatement(note, "psephos-pass/v1", manifest.registrar.key, ["poll", "request", "response"]);
  const [requestHash, responseHash] = await Promise.all([sha256(request), sha256(response)]);
  if (pass["poll"] !== manifest.id || pass["request"] !== hex(requestHash) || pass["response"] !== hex(responseHash)) {
    throw new Malformed("pass note: about another pass");
  }
}

/**
 * The ballot box's word that a ballot is accepted and will be on the public list and in the result.
 * @param {Manifest} manifest
 * @param {string} note
 * @returns {Promise<string>} the ballot's hash, hex
 */
export async function openPromise(manifest, note) {
  const promise = await openStatement(note, "psephos-promise/v1", manifest.ballotBox.key, ["poll", "ballot"]);
  return ballotOf(promise, manifest, "promise");
}

/**
 * A promise for these very bytes and no others.
 * @param {Manifest} manifest
 * @param {string} note
 * @param {Bytes} ballot
 */
export async function checkPromise(manifest, note, ballot) {
  if ((await openPromise(manifest, note)) !== hex(await sha256(ballot))) throw new Malformed("promise: for another ballot");
}

/**
 * The ballot box's signed word that it does not accept this ballot.
 * @param {Manifest} manifest
 * @param {string} note
 * @param {Bytes} ballot
 * @returns {Promise<string>} the reason, an error name
 */
export async function openRefusal(manifest, note, ballot) {
  const refusal = await openStatement(note, "psephos-refusal/v1", manifest.ballotBox.key, ["poll", "ballot", "reason"]);
  const { reason } = refusal;
  if (ballotOf(refusal, manifest, "refusal") !== hex(await sha256(ballot)) || typeof reason !== "string") {
    throw new Malformed("refusal: of another ballot");
  }
  return reason;
}

/**
 * The public list that the ballot box has counted and signed the result of.
 * @param {Manifest} manifest
 * @param {string} note
 * @returns {Promise<import("./log.js").Checkpoint>}
 */
export async function openResult(manifest, note) {
  const result = await openStatement(note, "psephos-result/v1", manifest.ballotBox.key, ["poll", "ballots", "issued", "tree_size", "root", "tally"]);
  const { poll, tree_size: size, root } = result;
  if (poll !== manifest.id || typeof size !== "number" || typeof root !== "string") throw new Malformed("result: of another poll");
  return { size, root: parseBase64(root, 32) };
}

/**
 * @param {{ [field: string]: import("./strict_json.js").Json }} statement
 * @param {Manifest} manifest
 * @param {string} what
 */
function ballotOf({ poll, ballot }, manifest, what) {
  if (poll !== manifest.id) throw new Malformed(`${what}: of another poll`);
  if (typeof ballot !== "string" || !/^[0-9a-f]{64}$/.test(ballot)) throw new Malformed(`${what}: no ballot hash`);
  return ballot;
}
