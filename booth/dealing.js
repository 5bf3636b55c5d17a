/**
 * In which order a voter is shown the options of a shuffled question. It follows from the secret of their request: the same in every
 * tab, after every reload and on a device that goes on from the backup file; and nobody else can tell it, so that an order that
 * somebody saw leads to no ballot.
 */

import { parseBase64url, utf8 } from "./bytes.js";

/** @import { Question } from "./manifest.js" */

/**
 * Sorted by 64 bits for each option: HKDF-SHA-256 (RFC 5869) of the seed, the question's id being the info. Each order is equally likely.
 * @param {Question} question
 * @param {string} seed of the request, base64url
 * @returns {Promise<string[]>} the ids of its options
 */
export async function dealtOrder({ id, options, shuffled }, seed) {
  if (!shuffled) return options.map((option) => option.id);
  const key = await crypto.subtle.importKey("raw", parseBase64url(seed, 32), "HKDF", false, ["deriveBits"]);
  const kdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(`psephos-order/v1\n${id}`) };
  const places = new DataView(await crypto.subtle.deriveBits(kdf, key, 64 * options.length));
  const dealt = options.map((option, i) => ({ id: option.id, place: places.getBigUint64(8 * i) }));
  return dealt.sort((a, b) => (a.place < b.place ? -1 : 1)).map((option) => option.id);
}
