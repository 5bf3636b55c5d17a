/**
 * The check apart from its page, so that the page stays at hand and can end it at any time: it is told what to check, and
 * tells how far it is and what it found.
 */

import { fetchPolls, Live } from "./audit_live.js";
import { openBundle } from "./audit_bundle.js";
import { auditElection } from "./audit_run.js";
import { Unreachable } from "./api.js";
import { Malformed } from "./bytes.js";

/** @import { Findings } from "./audit_report.js" */
/** @import { Placed, Step } from "./audit_run.js" */

/** Without a `bundle` the ballot box is asked. @typedef {{ poll: string, receipts: Placed[], bundle?: Blob }} Task */
/**
 * @typedef {{ kind: "progress", step: Step, done: number, total: number } | { kind: "found", findings: Findings }
 *   | { kind: "unreadable" } | { kind: "unreachable" } | { kind: "failed", detail: string }} Told
 */

/** @param {Told} told */
const tell = (told) => self.postMessage(told);

/** @param {Task} task @returns {Promise<Findings>} */
async function check({ poll, receipts, bundle }) {
  /** @type {import("./audit_run.js").Progress} */
  const progress = (step, done, total) => tell({ kind: "progress", step, done, total });
  if (bundle) return (await auditElection(await openBundle(bundle), { poll, receipts }, progress)).findings();
  const live = await Live.open(poll);
  const polls = await fetchPolls();
  return (await auditElection(live, { poll, receipts, polls, now: new Date() }, progress)).findings();
}

self.addEventListener("message", async (/** @type {MessageEvent<Task>} */ { data }) => {
  try {
    tell({ kind: "found", findings: await check(data) });
  } catch (error) {
    // A file that is no bundle says nothing of the election.
    if (data.bundle && error instanceof Malformed) tell({ kind: "unreadable" });
    else tell(error instanceof Unreachable ? { kind: "unreachable" } : { kind: "failed", detail: String(error) });
  }
});
