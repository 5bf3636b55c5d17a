import assert from "node:assert/strict";
import test from "node:test";

import { concat, sha256, u16 } from "../bytes.js";
import { isExtension } from "../consistency.js";
import { leafHash, nodeHash } from "../log.js";
import { merkle } from "./fixtures.js";

/** @typedef {import("../bytes.js").Bytes} Bytes */

const entries = await Promise.all(Array.from({ length: 600 }, async (_, i) => concat(new Uint8Array([2]), await sha256(u16(i)))));
/** Hashes of complete subtrees of 1, 256 and 65,536 leaves. @type {Bytes[][]} */
const levels = [await Promise.all(entries.map(leafHash))];
levels.push(await Promise.all([0, 1].map((i) => over(/** @type {Bytes[]} */ (levels[0]).slice(256 * i, 256 * (i + 1))))), []);

/** @param {Bytes[]} hashes a power of two @returns {Promise<Bytes>} */
async function over(hashes) {
  if (hashes.length === 1) return /** @type {Bytes} */ (hashes[0]);
  const half = hashes.length / 2;
  return nodeHash(await over(hashes.slice(0, half)), await over(hashes.slice(half)));
}

const list = async (/** @type {number} */ size, of = entries) => ({ size, root: (await merkle(of.slice(0, size), 0)).root });

/** @param {string[]} [asked] @returns {import("../consistency.js").FetchTile} */
const tiles = (asked = []) => async (level, index, width) => {
  asked.push(`${level}/${index}/${width}`);
  return concat(...(levels[level] ?? []).slice(256 * index, 256 * index + width));
};

test("a list that has grown is an extension, whatever the sizes", async () => {
  for (const [old, now] of /** @type {[number, number][]} */ ([[1, 2], [2, 3], [3, 7], [4, 8], [7, 8], [255, 257], [256, 512], [256, 600], [300, 511], [599, 600], [600, 600], [1, 600]])) {
    assert.ok(await isExtension(await list(old), await list(now), tiles()), `${old} in ${now}`);
  }
});

test("few tiles are asked for, each once", async () => {
  /** @type {string[]} */
  const asked = [];
  await isExtension(await list(300), await list(600), tiles(asked));
  assert.deepEqual(asked.sort(), ["0/1/256", "0/2/88", "1/0/2"]);
});

test("a list with another past is none", async () => {
  const other = entries.slice();
  other[5] = /** @type {Bytes} */ (entries[6]);
  for (const [old, now] of /** @type {[number, number][]} */ ([[10, 11], [10, 600], [300, 600], [256, 512]])) {
    assert.equal(await isExtension(await list(old, other), await list(now), tiles()), false, `${old} in ${now}`);
    assert.equal(await isExtension(await list(old), await list(now, other), tiles()), false);
  }
});

test("tiles that are cut off, padded or made up prove nothing", async () => {
  const [older, newer] = [await list(300), await list(600)];
  const real = tiles();
  const cut = async (/** @type {[number, number, number]} */ ...where) => (await real(...where)).slice(0, -1);
  const none = async () => new Uint8Array();
  const madeUp = async (/** @type {number} */ _level, /** @type {number} */ _index, /** @type {number} */ width) => new Uint8Array(32 * width);
  for (const fetched of [cut, none, madeUp]) assert.equal(await isExtension(older, newer, fetched), false);
});
