/**
 * The log's entries, and the tree over them: docs/protocol.md section 8, RFC 6962 section 2.1.
 */

import { concat, hex, sha256 } from "./bytes.js";
import { leafHash, nodeHash } from "./log.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Source } from "./audit_source.js" */

export const ENTRY = /** @type {const} */ ({ manifest: 1, ballot: 2, notice: 3, issuance: 4, assets: 5 });
export const ENTRY_LENGTH = 33;

/** The log at one size; `issuance` is the hash, hex, of the issuance statement, the first if there are several. @typedef {{ root: Bytes, ballots: number, issuance: string | undefined }} At */
/** An entry that is no ballot; `type` may be any. @typedef {{ index: number, type: number, hash: string }} Entry */
/**
 * What the entries come to. `at` has the sizes that were asked about, as far as the log reaches; `others` all entries but
 * ballots; `hashes` those of the ballots, 32 bytes each; `numbers` the places among the ballots, from 1, of those that were
 * asked about; `rest` the bytes behind the last whole entry.
 * @typedef {{ size: number, end: At, at: Map<number, At>, others: Entry[], first: number[], hashes: Bytes, numbers: Map<string, number>,
 *   rest: number, isCancelled: boolean }} Log
 */

/** A tree that only grows. It keeps one hash for each complete subtree: as many as its size has bits. */
export class Tree {
  constructor() {
    this.size = 0;
    /** @type {Bytes[]} of complete subtrees, the largest first */
    this.complete = [];
  }

  /** Two complete subtrees of equal size become one, as carries do in binary addition. @param {Bytes} leaf */
  async append(leaf) {
    let hash = leaf;
    for (let carry = this.size; carry % 2 === 1; carry = (carry - 1) / 2) {
      hash = await nodeHash(/** @type {Bytes} */ (this.complete.pop()), hash);
    }
    this.complete.push(hash);
    this.size++;
  }

  /** That of the empty tree is SHA-256 of nothing. */
  async root() {
    const [last, ...others] = [...this.complete].reverse();
    if (last === undefined) return sha256();
    let root = last;
    for (const left of others) root = await nodeHash(left, root);
    return root;
  }
}

/** There are more entries than a browser should keep. */
export class TooLarge extends Error {}

/**
 * All entries, whole: 33 bytes for each ballot.
 * @param {Source} source
 * @returns {Promise<Bytes>}
 */
export async function entriesOf(source) {
  const parts = [];
  let length = 0;
  for await (const part of source.parts("entries.bin")) {
    parts.push(part);
    length += part.length;
    if (length > MOST_ENTRIES * ENTRY_LENGTH) throw new TooLarge(`more than ${MOST_ENTRIES} entries`);
  }
  return concat(...parts);
}

/**
 * @param {Bytes} bytes of `entries.bin`
 * @param {{ sizes: Set<number>, ballots: Set<string> }} wanted sizes of the log, and ballots by their hashes in hex
 * @param {(done: number, total: number) => void} progress
 * @returns {Promise<Log>}
 */
export async function readLog(bytes, { sizes, ballots }, progress) {
  const [tree, total] = [new Tree(), Math.floor(bytes.length / ENTRY_LENGTH)];
  const hashes = new Uint8Array(total * 32);
  /** @type {At} */
  let end = { root: await tree.root(), ballots: 0, issuance: undefined };
  /** @type {Omit<Log, "end" | "hashes">} */
  const log = { size: total, at: new Map(), others: [], first: [], numbers: new Map(), rest: bytes.length % ENTRY_LENGTH, isCancelled: false };
  for (let from = 0; from < total; from += AT_ONCE) {
    const entries = Array.from({ length: Math.min(AT_ONCE, total - from) }, (_, i) => bytes.subarray((from + i) * ENTRY_LENGTH, (from + i + 1) * ENTRY_LENGTH));
    const leaves = await Promise.all(entries.map(leafHash));
    for (const [i, entry] of entries.entries()) {
      if (sizes.has(tree.size)) log.at.set(tree.size, { ...end, root: await tree.root() });
      await tree.append(/** @type {Bytes} */ (leaves[i]));
      const [type = 0, object] = [entry[0], entry.subarray(1)];
      if (from + i < 2) log.first.push(type);
      if (type === ENTRY.ballot) {
        hashes.set(object, 32 * end.ballots);
        end = { ...end, ballots: end.ballots + 1 };
        if (ballots.size > 0 && ballots.has(hex(object))) log.numbers.set(hex(object), end.ballots);
      } else {
        log.others.push({ index: from + i, type, hash: hex(object) });
        if (type === ENTRY.issuance) end = { ...end, issuance: end.issuance ?? hex(object) };
      }
    }
    progress(tree.size, total);
  }
  end = { ...end, root: await tree.root() };
  if (sizes.has(total)) log.at.set(total, end);
  return { ...log, end, hashes: hashes.slice(0, 32 * end.ballots) };
}

/** The hash of a logged ballot, by its place from 0; empty behind the last. @param {Log} log @param {number} place */
export const loggedBallot = ({ hashes }, place) => hashes.subarray(32 * place, 32 * place + 32);


/** Leaves that are hashed side by side. */
const AT_ONCE = 256;
/** About 64 MiB. */
export const MOST_ENTRIES = 2_000_000;
