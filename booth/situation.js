/**
 * Where a voter stands, from what the device holds and where the poll stands. Pure: the page is drawn from it at each
 * load, so a reload, Back, a lost answer or a second tab all lead to the same place.
 */

/**
 * `start` nothing yet, passes are given out · `early` not yet · `no-passes` no more · `over` voting has ended, nothing here
 * `request` a pass was asked for · `wait` a pass is here, voting has not opened · `mark` a pass is here, voting is open
 * `late` a pass is here, voting has ended · `unconfirmed` a finished ballot, no promise yet · `recorded` the promise is here
 * @typedef {"start" | "early" | "no-passes" | "over" | "request" | "wait" | "mark" | "late" | "unconfirmed" | "recorded"
 *   | "cancelled"} Situation
 */

/**
 * @param {import("./storage.js").Stored} stored
 * @param {{ issuanceOpens: Date, issuanceCloses: Date }} manifest
 * @param {{ phase: import("./api.js").Phase, now: Date }} poll
 * @returns {Situation}
 */
export function situationOf(stored, manifest, { phase, now }) {
  if (stored.promise) return "recorded";
  if (phase === "cancelled") return "cancelled";
  if (stored.ballot) return "unconfirmed";
  const ended = phase === "closed" || phase === "counted";
  if (stored.pass) return ended ? "late" : phase === "before" ? "wait" : "mark";
  if (ended) return "over";
  if (stored.request) return "request";
  if (now < manifest.issuanceOpens) return "early";
  return now < manifest.issuanceCloses ? "start" : "no-passes";
}

/**
 * Whether what the device holds may be another person's: then nothing goes on without asking. `ownRequest` is what
 * this very tab remembers of having asked for a pass.
 * @param {import("./storage.js").Stored} stored
 * @param {string | null} ownRequest
 */
export const isStrangers = (stored, ownRequest) => stored.request !== undefined && stored.request.request !== ownRequest;
