/**
 * Whether a list has only grown: the proof of RFC 6962 section 2.1.2, put together from the log's tiles, for no route of the
 * ballot box gives one.
 */

import { Malformed } from "./bytes.js";
import { nodeHash, verifyConsistency } from "./log.js";
import { TILE_WIDTH } from "./tiles.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Checkpoint } from "./log.js" */

/** Hashes of a tile of which there are `width`, 32 bytes each. @typedef {(level: number, index: number, width: number) => Promise<Bytes>} FetchTile */

/**
 * Whether the newer list is the older one with more behind it. Nothing that the tiles say is believed: they must lead to both
 * roots.
 * @param {Checkpoint} older
 * @param {Checkpoint} newer at least as large
 * @param {FetchTile} fetchTile of the newer list
 */
export async function isExtension(older, newer, fetchTile) {
  const tree = new Tiles(newer.size, fetchTile);
  try {
    const proof = await tree.proof(older.size, 0, newer.size, true);
    return await verifyConsistency(older.size, newer.size, proof, older.root, newer.root);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** A tree of which the tiles are fetched as they are needed. */
class Tiles {
  /** @param {number} size @param {FetchTile} fetchTile */
  constructor(size, fetchTile) {
    this.size = size;
    this.fetchTile = fetchTile;
    /** @type {Map<string, Promise<Bytes>>} */
    this.fetched = new Map();
  }

  /**
   * `SUBPROOF` of RFC 6962: what shows that the first `old` leaves from `from` on are among those up to `to`.
   * @param {number} old
   * @param {number} from
   * @param {number} to
   * @param {boolean} isKnown whether the root of the old part is at hand
   * @returns {Promise<Bytes[]>}
   */
  async proof(old, from, to, isKnown) {
    if (old === to - from) return isKnown ? [] : [await this.root(from, to)];
    const middle = from + largestPower(to - from);
    if (from + old <= middle) return [...(await this.proof(old, from, middle, isKnown)), await this.root(middle, to)];
    return [...(await this.proof(old - (middle - from), middle, to, false)), await this.root(from, middle)];
  }

  /** The hash over some leaves. @param {number} from @param {number} to @returns {Promise<Bytes>} */
  async root(from, to) {
    const count = to - from;
    const level = Math.log2(count);
    if (Number.isInteger(level)) return this.node(level, from / count);
    const middle = from + largestPower(count);
    return nodeHash(await this.root(from, middle), await this.root(middle, to));
  }

  /** The hash of a complete subtree, out of the tile that has it or those below it. @param {number} level @param {number} index */
  async node(level, index) {
    const [tileLevel, within] = [Math.floor(level / TILE_HEIGHT), 2 ** (level % TILE_HEIGHT)];
    const first = index * within;
    const tile = await this.#tile(tileLevel, Math.floor(first / TILE_WIDTH));
    const at = first % TILE_WIDTH;
    let hashes = Array.from({ length: within }, (_, i) => tile.slice(32 * (at + i), 32 * (at + i + 1)));
    if (hashes.some((hash) => hash.length !== 32)) throw new Malformed("a tile lacks hashes");
    while (hashes.length > 1) hashes = await Promise.all(pairs(hashes).map(([left, right]) => nodeHash(left, right)));
    return /** @type {Bytes} */ (hashes[0]);
  }

  /** @param {number} level @param {number} index */
  #tile(level, index) {
    const name = `${level}/${index}`;
    const there = Math.floor(this.size / TILE_WIDTH ** level) - index * TILE_WIDTH;
    const tile = this.fetched.get(name) ?? this.fetchTile(level, index, Math.min(there, TILE_WIDTH));
    this.fetched.set(name, tile);
    return tile;
  }
}

/** The largest power of two that is less than `count`. @param {number} count at least 2 */
const largestPower = (count) => 2 ** Math.floor(Math.log2(count - 1));

/** @param {Bytes[]} hashes an even number @returns {[Bytes, Bytes][]} */
const pairs = (hashes) => Array.from({ length: hashes.length / 2 }, (_, i) => /** @type {[Bytes, Bytes]} */ ([hashes[2 * i], hashes[2 * i + 1]]));

const TILE_HEIGHT = 8;
