/**
 * Receipts that were brought along: their proofs, and whether their ballots are in the log.
 */

import { checkConsistent } from "./audit_log.js";
import { messageOf } from "./audit_run.js";
import { equal } from "./bytes.js";
import { parseReceiptFile, verifyReceiptFile } from "./receipt.js";

/** @import { Audit } from "./audit_run.js" */

/** A receipt that is genuine; `proved` is the list that its proof is of. @typedef {{ place: string, ballot: string, proved?: import("./log.js").Checkpoint }} Receipt */

/** @param {Audit} audit @returns {Promise<Receipt[]>} those that are genuine and of this poll */
export async function openReceipts({ known, report, manifest }) {
  const found = [];
  for (const { place, text } of known.receipts ?? []) {
    try {
      found.push({ place, ...(await verifyReceiptFile(manifest, parseReceiptFile(text))) });
    } catch (error) {
      report.fault("receipt-invalid", place, messageOf(error));
    }
  }
  return found;
}

/** @param {Audit} audit @param {Receipt[]} receipts */
export function checkReceipts(audit, receipts) {
  const { report, log, chronicle } = audit;
  const isDue = chronicle.results.length > 0 || chronicle.isCancelled;
  for (const { place, ballot, proved } of receipts) {
    const isLogged = log?.numbers.has(ballot) ?? false;
    report.facts.own.push(isLogged);
    if (proved) checkConsistent(audit, place, proved);
    if (!isLogged && isDue) report.fault("promise-broken", place, `the ballot ${ballot} was promised, and is not in the log`, isFinal(audit) ? "ballot-box" : null);
  }
}

/**
 * Whether every promised ballot has to be in these entries: the ballot box signed a result or a cancellation over them. An
 * earlier state of the log need not have them yet.
 * @param {Audit} audit
 */
function isFinal({ log, chronicle, isAnchored }) {
  if (log === undefined) return false;
  const isDecided = chronicle.results.some(({ item, by }) => {
    const at = log.at.get(item.treeSize);
    return by !== null && at !== undefined && equal(at.root, item.root);
  });
  return isDecided || (isAnchored && log.isCancelled);
}
