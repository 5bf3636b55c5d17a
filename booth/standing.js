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
/**
 * `doubted` is what it claims and has not shown; `clocks` are its clock and the device's where they differ by so much that one is wrong.
 * @typedef {PollSummary & { doubted?: Claim, clocks?: { box: Date, device: Date } }} Standing
 */

/**
 * @param {Manifest} manifest
 * @param {BallotBox} box
 * @param {PollSummary} poll what the ballot box says
 * @returns {Promise<Standing>}
 */
export async function standingOf(manifest, box, poll) {
  const standing = { ...withPlausibleTime(manifest, poll), ...clocksApart(poll.now) };
  const { phase } = poll;
  if (phase === "voting" || (phase === "before" && !hasCome(manifest.votingOpens))) return standing;
  if (phase === "before") return { ...standing, phase: "voting", doubted: phase };
  const { closes, isProved } = await provedEnd(manifest, box, phase);
  return isProved ? standing : { ...standing, phase: "voting", votingCloses: closes, doubted: phase };
}

/** @param {Date} box the ballot box's clock */
function clocksApart(box) {
  const device = new Date();
  return Math.abs(device.getTime() - box.getTime()) > CLOCKS_DIFFER_MS ? { clocks: { box, device } } : {};
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
 * When the poll closes as the registrar has signed it, and whether that has come by the device's clock or it was cancelled.
 * @param {Manifest} manifest
 * @param {BallotBox} box
 * @param {Phase} phase
 */
async function provedEnd(manifest, box, phase) {
  let signed;
  try {
    signed = await signedEnd(manifest, await box.notices());
  } catch (error) {
    // What cannot be read proves nothing, and is no reason to keep a voter out.
    if (error instanceof Malformed) return { closes: manifest.votingCloses, isProved: false };
    throw error;
  }
  const { closes, cancelled } = signed;
  return { closes, isProved: phase === "cancelled" ? cancelled : Date.now() + CLOCKS_DIFFER_MS >= closes.getTime() };
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

/** Whether nobody can vote any more. @param {{ phase: Phase }} poll */
export const isOver = ({ phase }) => phase !== "before" && phase !== "voting";

/** A device whose clock is further off is told that voting may have ended, and may try. */
const CLOCKS_DIFFER_MS = 10 * 60_000;
