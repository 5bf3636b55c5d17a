/**
 * Receipt codes and receipt files.
 */

import { crockford, Malformed, parseCrockford, parseHex } from "./bytes.js";
import { BALLOT_ENTRY, logEntry, logOrigin, parseTlogProof, verifyTlogProof } from "./log.js";
import { openPromise } from "./statements.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Manifest } from "./manifest.js" */

/** A promise, and the proof that it was kept once there is one. @typedef {{ promise: string, proof?: string | undefined }} ReceiptFile */

/** Four groups of four letters: the first 80 bits of the ballot's hash. @param {Bytes} hash */
export const receiptCode = (hash) => groups(crockford(hash.subarray(0, CODE_BYTES)));

/** Four letters, the first 20 bits of `SHA-256(request)`: the same on the booth's page and on the registrar's. @param {Bytes} requestHash */
export const checkCode = (requestHash) => crockford(requestHash.subarray(0, 3)).slice(0, 4);

/**
 * A code as people type it (any case, with or without hyphens, O for 0), or a whole hash.
 * @param {string} text
 * @returns {string} the canonical code, or the hash in lower-case hex
 */
export function parseReceiptCode(text) {
  const hash = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(hash) ? hash : groups(crockford(parseCrockford(text, CODE_BYTES)));
}

/**
 * Whether a code, or hash, as returned by `parseReceiptCode` names this ballot.
 * @param {string} code
 * @param {string} hash hex
 */
export const codeNames = (code, hash) => code === hash || code === receiptCode(parseHex(hash, 32));

/**
 * The promise note; then, when there is a proof, a line `proof` and the tlog-proof.
 * @param {ReceiptFile} receipt
 */
export const formatReceiptFile = ({ promise, proof }) => (proof === undefined ? promise : `${promise}proof\n${proof}`);

/**
 * @param {string} text
 * @returns {ReceiptFile}
 */
export function parseReceiptFile(text) {
  // No line of a note is just "proof": a statement's lines are its kind, its JSON, and signatures.
  const at = text.indexOf("\nproof\n");
  if (!text.startsWith("psephos-promise/v1\n")) throw new Malformed("not a receipt file");
  return at < 0 ? { promise: text } : { promise: text.slice(0, at + 1), proof: text.slice(at + 7) };
}

/**
 * @param {Manifest} manifest
 * @param {ReceiptFile} receipt
 * @returns {Promise<{ ballot: string, proved?: import("./log.js").Checkpoint & { index: number } }>} the ballot's hash
 */
export async function verifyReceiptFile(manifest, { promise, proof }) {
  const ballot = await openPromise(manifest, promise);
  return proof === undefined ? { ballot } : { ballot, proved: await verifyBallotProof(manifest, ballot, proof) };
}

/**
 * The proof that a ballot is on the poll's public list.
 * @param {Manifest} manifest
 * @param {string} ballot hash, hex
 * @param {string} proofText
 */
export async function verifyBallotProof(manifest, ballot, proofText) {
  const proof = parseTlogProof(proofText);
  const entry = logEntry(BALLOT_ENTRY, parseHex(ballot, 32));
  const origin = logOrigin(manifest.ballotBox.name, manifest.id);
  const checkpoint = await verifyTlogProof(proof, entry, origin, manifest.ballotBox.key);
  return { ...checkpoint, index: proof.index };
}

/** @param {string} letters */
const groups = (letters) => letters.match(/.{4}/g)?.join("-") ?? "";

const CODE_BYTES = 10;
