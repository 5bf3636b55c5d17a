/** How long something may take, and waiting for what no event of a page tells. */

import { setTimeout as pause } from "node:timers/promises";

/** No step takes as long, on a machine that does much else besides. In milliseconds. */
export const STEP = 150_000;
/** No story does: a hung one ends. In milliseconds. */
export const STORY = 900_000;

/**
 * Waits until something is so, and returns what was found; a failure says what was waited for.
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined | false>} look
 * @param {{ within?: number, every?: number }} [times] in milliseconds
 * @returns {Promise<T>}
 */
export async function until(what, look, { within = STEP, every = 100 } = {}) {
  const end = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not so within ${within / 1000} s`);
    await pause(every);
  }
}
