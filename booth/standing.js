/**
 * Where a poll stands, as far as it is proved. The ballot box's own word is for display; that voting ended early, or that
 * the poll was cancelled, takes the registrar's signature, so that no ballot box can send a voter away unheard.
 */

import { Malformed } from "./bytes.js";
import { openStatement } from "./note.js";
import * as shape from "./strict_json.js";

/** @import { Manifest } from "./manifest.js" */
/** @import { BallotBox, Phase, PollSummary } from "./api.js" */

/** `doubted` is the end that the ballot box claims and has not proved. @typedef {PollSummary & { doubted?: Phase }} Standing */

/**
 * @param {Manifest} manifest
 * @param {BallotBox} box
 * @param {PollSummary} poll what the ballot box says
 * @returns {Promise<Standing>}
 */
export async function standingOf(manifest, box, poll) {
  if (poll.phase === "before" || poll.phase === "voting") return poll;
  const signed = await signedEnd(manifest, await box.notices());
  const proved = poll.phase === "cancelled" ? signed.cancelled : Date.now() + CLOCKS_DIFFER_MS >= signed.closes.getTime();
  return proved ? poll : { ...poll, phase: "voting", doubted: poll.phase };
}

/**
 * What the registrar's notices say: numbered from 1 without gaps, the last one counts.
 * @param {Manifest} manifest
 * @param {string[]} notices
 */
export async function signedEnd(manifest, notices) {
  let [closes, cancelled] = [manifest.votingCloses, false];
  for (const [i, note] of notices.entries()) {
    const body = await openStatement(note, "psephos-notice/v1", manifest.registrar.key, ["poll", "seq", "kind", "voting_closes", "reason", "at"]);
    if (body["poll"] !== manifest.id || body["seq"] !== i + 1) throw new Malformed("a notice that does not belong here");
    if (body["kind"] === "cancel") cancelled = true;
    else closes = shape.time(body["voting_closes"], "voting_closes");
  }
  return { closes, cancelled };
}

/** A device whose clock is further off is told that voting may have ended, and may try. */
const CLOCKS_DIFFER_MS = 10 * 60_000;
