/**
 * Receipts that were brought along: their proofs, and whether their ballots are in the log.
 */

import { countCosigners } from "./audit_manifest.js";
import { messageOf } from "./audit_report.js";
import { equal } from "./bytes.js";
import { parseTlogProof } from "./log.js";
import { parseNote } from "./note.js";
import { parseReceiptFile, verifyReceiptFile } from "./receipt.js";

/** @import { Audit } from "./audit_run.js" */

/** A receipt that is genuine; `head` is that of the list that its proof is of. @typedef {{ place: string, ballot: string, head?: import("./audit_log.js").Head }} Receipt */

/** @param {Audit} audit @returns {Promise<Receipt[]>} those that are genuine and of this poll */
export async function openReceipts({ known, report, manifest }) {
  const found = [];
  for (const { place, text } of known.receipts ?? []) {
    try {
      const file = parseReceiptFile(text);
      const { ballot, proved } = await verifyReceiptFile(manifest, file);
      if (!proved || !file.proof) found.push({ place, ballot });
      else found.push({ place, ballot, head: { place, checkpoint: proved, cosigners: await countCosigners(parseNote(parseTlogProof(file.proof).checkpoint), manifest.witnesses) } });
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
  for (const { place, ballot } of receipts) {
    const isLogged = log?.numbers.has(ballot) ?? false;
    report.facts.own.push(isLogged);
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
