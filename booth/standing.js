/**
 * Where a poll stands, as far as it is proved. The ballot box's own word is for display; that voting ended early, or that
 * the poll was cancelled, takes the registrar's signature, so that no ballot box can send a voter away unheard.
 */

import { Malformed } from "./bytes.js";
import { openStatement } from "./note.js";
import * as shape from "./strict_json.js";

/** @import { Manifest } from "./manifest.js" */
/** @import { BallotBox, Phase, PollSummary } from "./api.js" */

/** What a ballot box can claim against a voter. @typedef {Exclude<Phase, "voting"> | "no-passes"} Claim */
/** `doubted` is what it claims and has not shown. @typedef {PollSummary & { doubted?: Claim }} Standing */

/**
 * @param {Manifest} manifest
 * @param {BallotBox} box
 * @param {PollSummary} poll what the ballot box says
 * @returns {Promise<Standing>}
 */
export async function standingOf(manifest, box, poll) {
  const standing = withPlausibleTime(manifest, poll);
  const isProved = poll.phase === "before" ? !hasCome(manifest.votingOpens) : poll.phase === "voting" || (await isProvedEnd(manifest, box, poll.phase));
  return isProved ? standing : { ...standing, phase: "voting", doubted: /** @type {Claim} */ (poll.phase) };
}

/**
 * Nobody signs what time it is. A time at which no passes are given out is believed only where the device's own clock does
 * not speak against it; else passes are taken to be given out, and the registrar has the last word.
 * @param {Manifest} manifest
 * @param {PollSummary} poll
 * @returns {Standing}
 */
function withPlausibleTime({ issuanceOpens, issuanceCloses }, poll) {
  const early = poll.now < issuanceOpens && hasCome(issuanceOpens);
  const late = poll.now >= issuanceCloses && Date.now() < issuanceCloses.getTime() - CLOCKS_DIFFER_MS;
  return early || late ? { ...poll, now: issuanceOpens, doubted: "no-passes" } : poll;
}

/** Whether a time has gone by, however the clocks may differ. @param {Date} time */
const hasCome = (time) => Date.now() >= time.getTime() + CLOCKS_DIFFER_MS;

/**
 * Whether the poll's end has come by the device's clock, or the registrar has signed that it has.
 * @param {Manifest} manifest
 * @param {BallotBox} box
 * @param {Phase} phase
 */
async function isProvedEnd(manifest, box, phase) {
  let signed;
  try {
    signed = await signedEnd(manifest, await box.notices());
  } catch (error) {
    // What cannot be read proves nothing, and is no reason to keep a voter out.
    if (error instanceof Malformed) return false;
    throw error;
  }
  return phase === "cancelled" ? signed.cancelled : Date.now() + CLOCKS_DIFFER_MS >= signed.closes.getTime();
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
