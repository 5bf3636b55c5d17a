/**
 * The list that a receipt file's proof is of, beside the one that is shown now: a public list only grows.
 */

import { ask, bodyOf, Problem, Unreachable } from "./api.js";
import { base64, equal, Malformed, parseHex } from "./bytes.js";
import { isExtension } from "./consistency.js";
import { notice } from "./dom.js";
import { evidenceOffer } from "./evidence.js";
import { TILE_WIDTH, tilePath } from "./tiles.js";
import { t } from "./words.js";

/** @import { Checkpoint } from "./log.js" */
/** @import { Manifest } from "./manifest.js" */
/** @import { ReceiptFile } from "./receipt.js" */

/** A proof that verifies, and the list that it leads to; `root` in hex. @typedef {{ size: number, root: string, proof: string }} Shown */

/**
 * What is wrong with the newer list; undefined if it is the older one, with more behind it or not.
 * @param {Manifest} manifest
 * @param {ReceiptFile} receipt
 * @param {Checkpoint} older the list of the receipt's own proof
 * @param {Shown} shown
 */
export async function describeOtherList(manifest, receipt, older, shown) {
  const newer = { size: shown.size, root: parseHex(shown.root, 32) };
  /** @type {import("./evidence.js").Fault["said"]} */
  const said = [["promise", receipt.promise], ["earlier proof", receipt.proof], ["proof", shown.proof]];
  /** @param {string} text @param {string} failed @param {string} [entries] */
  const wrong = (text, failed, entries) => notice("bad", t("check-wrong-title"), text, evidenceOffer(manifest, { failed, said: [...said, ["entries", entries]] }));
  if (newer.size < older.size) return wrong(t("check-shorter"), "the ballot box shows a shorter list than the one that it proved before");
  if (newer.size === older.size) {
    return equal(newer.root, older.root) ? undefined : wrong(t("check-fork"), "the ballot box has signed two different lists of one length");
  }
  if (await isExtension(older, newer, fetchTile(manifest.id))) return undefined;
  return wrong(t("check-other-past"), "the list that is shown does not continue the one that the ballot box proved before", await entriesOf(manifest.id));
}

/**
 * A part of a tile is kept until the whole one is there, which begins with it.
 * @param {string} poll
 * @returns {import("./consistency.js").FetchTile}
 */
const fetchTile = (poll) => async (level, index, width) => {
  for (const there of new Set([width, TILE_WIDTH])) {
    try {
      return await bodyOf(await ask(`/polls/${poll}/log/${tilePath(level, index, there)}`));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  throw new Malformed("a part of the list is not shown");
};

/** What shows others that the lists contradict each other; without it the checkpoints alone stand in the evidence. @param {string} poll */
async function entriesOf(poll) {
  try {
    return base64(await bodyOf(await ask(`/api/v1/polls/${poll}/entries`)));
  } catch (error) {
    if (error instanceof Malformed || error instanceof Unreachable || error instanceof Problem) return undefined;
    throw error;
  }
}
