/**
 * Where a check reads from, and how it reads long files: in parts, one after the other, so that what has been looked at need
 * not be kept.
 */

import { concat, Malformed } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */

/**
 * The published files of a poll by their names in a bundle (docs/protocol.md section 9): `read` gives a small one whole,
 * `parts` any one in parts, `numbered` the numbers of the notes in a folder, in order. `unknown` are names that no file of a
 * bundle has.
 * @typedef {{ unknown: string[], has(name: string): boolean, read(name: string): Promise<Bytes>,
 *   parts(name: string): AsyncIterable<Bytes>, numbered(folder: string): number[] }} Source
 */

/** Bytes that a note may have (choice C5). @param {string} name */
export const largestNote = (name) => (name.startsWith("results/") ? 64 : 1) * 1024 * 1024;

/**
 * Not every browser can iterate over a stream itself.
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<Bytes>}
 */
export async function* chunksOf(stream) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield /** @type {Bytes} */ (part.value);
  } finally {
    await reader.cancel();
  }
}

/**
 * The ballots of `ballots.bin`, one after the other: `u16 length || ballot`. Throws `Malformed` where it breaks off.
 * @param {AsyncIterable<Bytes>} parts
 * @returns {AsyncGenerator<Bytes>}
 */
export async function* ballotsIn(parts) {
  /** @type {Bytes} */
  let held = new Uint8Array();
  for await (const part of parts) {
    held = concat(held, part);
    let at = 0;
    for (let end = endOfBallot(held, at); end <= held.length; end = endOfBallot(held, at)) {
      yield held.slice(at + 2, end);
      at = end;
    }
    held = held.slice(at);
  }
  if (held.length > 0) throw new Malformed("breaks off within a ballot");
}

/** @param {Bytes} held @param {number} at where its length stands; not known yet: infinity */
function endOfBallot(held, at) {
  const [high, low] = [held[at], held[at + 1]];
  return high === undefined || low === undefined ? Infinity : at + 2 + high * 256 + low;
}
