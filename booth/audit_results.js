/**
 * The numbers, the results against log and recount (steps 7 and 8 of docs/protocol.md section 10), and what to know besides.
 */

import { hex, equal, sha256, utf8 } from "./bytes.js";
import { sameValue } from "./audit_values.js";

/** @import { Audit, Signed } from "./audit_run.js" */
/** @import { Result } from "./audit_statements.js" */
/** @import { At } from "./audit_tree.js" */

/** `ballots <= issued <= eligible`. @param {Audit} audit */
export function checkNumbers(audit) {
  const { report, manifest, log, recount } = audit;
  const { issuance } = audit.chronicle;
  const roll = manifest.eligible;
  // The registrar states the number where the manifest could not know it.
  const eligible = roll !== null && !manifest.lateAdditions ? roll : (issuance?.item.eligible ?? null);
  const issued = issuance?.item.issued ?? null;
  Object.assign(report.facts, { issued, eligible });
  if (issuance && roll !== null) {
    const stated = issuance.item.eligible;
    const fits = stated === roll || (manifest.lateAdditions && stated !== null && stated > roll);
    if (!fits) report.fault("eligible-differs", issuance.place, `states ${stated ?? "any number of"} eligible; the manifest ${roll}`, issuance.by);
  }
  if (issuance && issued !== null && eligible !== null && issued > eligible) {
    report.fault("issued-over-eligible", issuance.place, `${issued} passes for ${eligible} voters`, issuance.by);
  }
  const most = issued ?? eligible;
  if (log === undefined || most === null || log.end.ballots <= most) return;
  const by = issuance ? issuance.by : report.counts.has("manifest-signature") ? null : "registrar";
  // Copies and forgeries need no passes: only ballots without a fault prove that so many were signed.
  const isProven = audit.isAnchored && audit.isSame && recount !== undefined && recount.valid > most;
  report.fault("ballots-over-issued", "issuance.note", `${log.end.ballots} ballots of ${most} ${issued === null ? "voters" : "passes"}`, isProven ? by : null);
}

/**
 * Every result against the log and the recount, and each against the one before. What a result tells convicts the ballot box
 * only if it is about these very entries: whoever made the bundle may have put an earlier state of the log beside a later result.
 * @param {Audit} audit
 */
export async function checkResults(audit) {
  const { results } = audit.chronicle;
  if (audit.log === undefined) return;
  for (const result of results) await checkResult(audit, audit.log, result);
  for (const [i, after] of results.slice(1).entries()) checkAgainstEarlier(audit, /** @type {Signed<Result>} */ (results[i]), after);
  checkAgainstEnd(audit, audit.log);
}

/** @param {Audit} audit @param {import("./audit_tree.js").Log} log @param {Signed<Result>} result */
async function checkResult(audit, log, { place, item, by }) {
  const { report, recount, isAnchored, isSame } = audit;
  const at = log.at.get(item.treeSize);
  const hasRoot = at !== undefined && equal(at.root, item.root);
  const byRoot = isAnchored ? by : null;
  const certain = hasRoot ? byRoot : null;
  if (at === undefined) report.fault("result-log", place, `names a log of ${item.treeSize} entries; ${log.size} are published`);
  else if (!hasRoot) report.fault("result-log", place, `names another root than the log has at ${item.treeSize} entries`, byRoot);
  if (item.ballots !== log.end.ballots || (at !== undefined && at.ballots !== item.ballots)) {
    report.fault("result-ballots", place, `counts ${item.ballots} ballots; the log has ${log.end.ballots}`, certain);
  }
  const different = recount ? differing(recount.tally, item.tally) : [];
  if (different.length > 0) {
    const isWhole = isSame && at !== undefined && at.ballots === log.end.ballots;
    report.fault("result-tally", place, `the ballots, counted again, give another tally of ${different.join(", ")}`, isWhole ? certain : null);
  }
  const issued = at && (await otherIssued(audit, item, at));
  if (issued) report.fault("result-issued", place, issued.detail, issued.isProven ? certain : null);
}

/**
 * How the number of passes differs from the issuance statement in the result's log, and whether its entries prove it.
 * @param {Audit} audit
 * @param {Result} result
 * @param {At} at
 */
async function otherIssued({ chronicle: { issuance } }, { issued }, at) {
  if (at.issuance === undefined) return issued === null ? undefined : { detail: `tells ${issued} passes; its log has no issuance statement`, isProven: true };
  if (issued === null) return { detail: "does not tell of the issuance statement in its log", isProven: true };
  if (issuance === undefined || issuance.item.issued === issued) return undefined;
  // The statement at hand may be another one than that in the log.
  const isLogged = hex(await sha256(utf8(issuance.text))) === at.issuance;
  return { detail: `tells ${issued} passes; the issuance statement ${issuance.item.issued}`, isProven: isLogged };
}

/**
 * Ids of the questions whose counts are not the same.
 * @param {Map<string, import("./audit_tally.js").Told>} counted
 * @param {import("./strict_json.js").Json} tally
 */
function differing(counted, tally) {
  const told = typeof tally === "object" && tally !== null && !Array.isArray(tally) ? tally : {};
  const names = new Set([...counted.keys(), ...Object.keys(told)]);
  return [...names].filter((name) => !Object.hasOwn(told, name) || !sameValue(told[name], counted.get(name)));
}

/** A later result adds the issuance statement, and nothing else. @param {Audit} audit @param {Signed<Result>} before @param {Signed<Result>} after */
function checkAgainstEarlier({ report }, before, after) {
  const convicts = before.by === null ? null : after.by;
  const [one, other] = [before.item, after.item];
  if (one.ballots !== other.ballots || !sameValue(one.tally, other.tally)) {
    report.fault("result-changed", after.place, "has other ballots or another tally than the one before", convicts);
  }
  // Whoever made the bundle may have changed their order.
  if (one.issued !== null || other.issued === null || other.treeSize <= one.treeSize) {
    report.fault("result-changed", after.place, "does not add the issuance statement to the one before");
  }
}

/** Behind a result nothing is logged but the issuance statement, and then there is soon another result. @param {Audit} audit @param {import("./audit_tree.js").Log} log */
function checkAgainstEnd({ report, chronicle, isAnchored }, log) {
  const newest = chronicle.results.at(-1);
  const at = newest && log.at.get(newest.item.treeSize);
  if (newest === undefined || at === undefined || newest.item.treeSize >= log.size) return;
  if (log.size - newest.item.treeSize === 1 && at.issuance === undefined && log.end.issuance !== undefined) return report.warn("result-behind");
  const convicts = isAnchored && equal(at.root, newest.item.root) ? newest.by : null;
  report.fault("result-log", newest.place, `is of ${newest.item.treeSize} entries, and the log goes on to ${log.size}`, convicts);
}

/** What to know although nothing is wrong, and the result that is owed. @param {Audit} audit */
export function checkOverall({ report, manifest, chronicle, known }) {
  if (manifest.test) report.warn("test-poll");
  if (chronicle.isCancelled) report.warn("cancelled");
  else if (chronicle.results.length === 0) {
    if (known.now && known.now.getTime() >= chronicle.closes.getTime() + DAY_MS) {
      const convicts = report.counts.has("manifest-signature") ? null : "ballot-box";
      report.fault("result-overdue", "results/1.note", "voting closed more than 24 hours ago", convicts);
    }
    report.warn("not-counted");
  }
  if (chronicle.issuance === undefined) report.warn("issued-unknown");
  if (manifest.eligible === null) report.warn("eligible-unknown");
  if (manifest.lateAdditions) report.warn("late-additions");
  if (known.poll === undefined) report.warn("poll-not-pinned");
  if ((known.keys ?? []).length < 2) report.warn("keys-not-pinned");
}

const DAY_MS = 24 * 3_600_000;
