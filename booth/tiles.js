/**
 * Where the parts of a public log lie: C2SP tlog-tiles (docs/protocol.md section 8, Log).
 */

/** Hashes, or entries, of a whole tile. */
export const TILE_WIDTH = 256;

/**
 * `tile/<L>/<N>[.p/<W>]`: the number in groups of three digits, all but the last with an `x`.
 * @param {number | "entries"} level
 * @param {number} index
 * @param {number} width how much of it there is
 */
export function tilePath(level, index, width) {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  const number = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${number}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}
