/**
 * The public list of ballots: RFC 6962 tree, C2SP checkpoints, C2SP tlog-proofs.
 */

import { concat, equal, Malformed, parseBase64, sha256 } from "./bytes.js";
import { isSignedBy, parseNote } from "./note.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { VerifierKey } from "./note.js" */

/** @typedef {{ size: number, root: Bytes }} Checkpoint */
/** @typedef {{ index: number, hashes: Bytes[], checkpoint: string }} TlogProof */

export const BALLOT_ENTRY = 0x02;

/**
 * `type || SHA-256(object)`, 33 bytes.
 * @param {number} type
 * @param {Bytes} digest
 */
export const logEntry = (type, digest) => concat(new Uint8Array([type]), digest);

/** `SHA-256(0x00 || entry)` (RFC 6962 section 2.1): the prefix keeps a node from passing as a leaf. @param {Bytes} entry */
export const leafHash = (entry) => sha256(new Uint8Array([0]), entry);

/** `SHA-256(0x01 || left || right)`. @param {Bytes} left @param {Bytes} right */
export const nodeHash = (left, right) => sha256(new Uint8Array([1]), left, right);

/** @param {string} ballotBoxName @param {string} poll */
export const logOrigin = (ballotBoxName, poll) => `${ballotBoxName}/polls/${poll}/log`;

/**
 * RFC 9162 section 2.1.3.2.
 * @param {number} index
 * @param {number} size
 * @param {Bytes} leaf
 * @param {Bytes[]} proof
 * @param {Bytes} root
 */
export async function verifyInclusion(index, size, leaf, proof, root) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (leaf.length !== 32 || root.length !== 32) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(hash, root);
}

/**
 * RFC 9162 section 2.1.4.2: the larger tree only adds to the smaller one. With an empty tree nothing is consistent,
 * for that would say nothing.
 * @param {number} oldSize
 * @param {number} newSize
 * @param {Bytes[]} proof
 * @param {Bytes} oldRoot
 * @param {Bytes} newRoot
 */
export async function verifyConsistency(oldSize, newSize, proof, oldRoot, newRoot) {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize) || oldSize < 1 || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && equal(oldRoot, newRoot);
  let [at, last] = [oldSize - 1, newSize - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // When the old tree is complete its root is the first node, and is left out of the proof.
  const [first, ...rest] = at === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [oldHash, newHash] = [first, first];
  for (const node of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = await nodeHash(node, oldHash);
      newHash = await nodeHash(node, newHash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      newHash = await nodeHash(newHash, node);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(oldHash, oldRoot) && equal(newHash, newRoot);
}

/**
 * A checkpoint of this log, signed by this key.
 * @param {string} whole
 * @param {string} origin
 * @param {VerifierKey} key
 * @returns {Promise<Checkpoint>}
 */
export async function openCheckpoint(whole, origin, key) {
  const note = parseNote(whole);
  const checkpoint = readCheckpoint(note.text, origin);
  if (!(await isSignedBy(note, key))) throw new Malformed(`checkpoint: not signed by ${key.name}`);
  return checkpoint;
}

/**
 * What the text of a checkpoint of this log says; lines after the root (extensions) are allowed, but for what would begin a
 * part of an evidence file.
 * @param {string} text
 * @param {string} origin
 * @returns {Checkpoint}
 */
export function readCheckpoint(text, origin) {
  const [name, sizeText = "", rootText = "", ...more] = text.split("\n");
  if (name !== origin || more.at(-1) !== "" || more.slice(0, -1).includes("") || more.some((line) => line.startsWith("=== "))) throw new Malformed("not a checkpoint of this list");
  return { size: parseDecimal(sizeText), root: parseBase64(rootText, 32) };
}

/**
 * @param {string} text
 * @returns {TlogProof}
 */
export function parseTlogProof(text) {
  const split = text.indexOf("\n\n");
  if (split < 0) throw new Malformed("no checkpoint in the proof");
  const [magic, ...lines] = text.slice(0, split).split("\n");
  if (magic !== TLOG_PROOF) throw new Malformed("not a tlog-proof");
  if (lines[0]?.startsWith("extra ")) parseBase64(lines.shift()?.slice(6) ?? "");
  const indexLine = lines.shift() ?? "";
  if (!indexLine.startsWith("index ")) throw new Malformed("no index in the proof");
  if (lines.length > 63) throw new Malformed("the proof is too long");
  const hashes = lines.map((line) => parseBase64(line, 32));
  return { index: parseDecimal(indexLine.slice(6)), hashes, checkpoint: text.slice(split + 2) };
}

/**
 * @param {TlogProof} proof
 * @param {Bytes} entry
 * @param {string} origin
 * @param {VerifierKey} key
 * @returns {Promise<Checkpoint>} the checkpoint under which the entry is proved
 */
export async function verifyTlogProof(proof, entry, origin, key) {
  const checkpoint = await openCheckpoint(proof.checkpoint, origin, key);
  if (!(await verifyInclusion(proof.index, checkpoint.size, await leafHash(entry), proof.hashes, checkpoint.root))) {
    throw new Malformed("the proof does not lead to the checkpoint");
  }
  return checkpoint;
}

/** @param {number} value */
const half = (value) => Math.floor(value / 2);

/** @param {string} text */
function parseDecimal(text) {
  const value = Number(text);
  if (!/^(?:0|[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(value)) throw new Malformed(`not a number: ${text}`);
  return value;
}

const TLOG_PROOF = "c2sp.org/tlog-proof@v1";
