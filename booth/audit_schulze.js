/**
 * Schulze's method with winning votes; unranked options tie below the ranked ones (docs/protocol.md section 9).
 */

/** @import { Contest, Papers } from "./audit_tally.js" */
/** Numbers of ballots, from one option to another. @typedef {{ [one: string]: { [other: string]: number } }} Square */

/**
 * `pairs.a.b`: ballots that prefer a to b. `paths.a.b`: strength of the strongest path from a to b.
 * @param {Contest} contest
 * @param {Papers[]} papers
 */
export function schulze({ options, ties }, papers) {
  const pairs = square(options, () => 0);
  for (const { ranking, times } of papers) {
    const below = new Set(options);
    for (const option of ranking) {
      below.delete(option);
      for (const other of below) raise(pairs, option, other, at(pairs, option, other) + Number(times));
    }
  }
  const paths = square(options, (one, other) => (at(pairs, one, other) > at(pairs, other, one) ? at(pairs, one, other) : 0));
  // Floyd and Warshall, with the minimum over the links of a path and the maximum over paths.
  for (const middle of options) {
    for (const one of options) {
      for (const other of options) {
        if (middle === one || middle === other || one === other) continue;
        const through = Math.min(at(paths, one, middle), at(paths, middle, other));
        if (through > at(paths, one, other)) raise(paths, one, other, through);
      }
    }
  }
  const best = options.filter((one) => options.every((other) => one === other || at(paths, one, other) >= at(paths, other, one)));
  const isOpen = best.length > 1 && ties === "report";
  return { pairs, paths, winners: isOpen ? [] : best.slice(0, 1), tied: isOpen ? best : [] };
}

/**
 * @param {string[]} options
 * @param {(one: string, other: string) => number} value
 * @returns {Square}
 */
function square(options, value) {
  const rows = Object.create(null);
  for (const one of options) {
    rows[one] = Object.create(null);
    for (const other of options) if (one !== other) rows[one][other] = value(one, other);
  }
  return rows;
}

/** @param {Square} rows @param {string} one @param {string} other */
const at = (rows, one, other) => rows[one]?.[other] ?? 0;

/** @param {Square} rows @param {string} one @param {string} other @param {number} value */
function raise(rows, one, other, value) {
  const row = rows[one];
  if (row) row[other] = value;
}
