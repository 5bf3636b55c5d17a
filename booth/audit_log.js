/**
 * Entries, root, checkpoint, witnesses and older checkpoints: steps 4 to 6 of docs/protocol.md section 10.
 */

import { ML_DSA_44, countCosigners } from "./audit_manifest.js";
import { messageOf } from "./audit_report.js";
import { ISSUANCE_FILE } from "./audit_statements.js";
import { ENTRY, ENTRY_LENGTH, entriesOf, readLog, TooLarge } from "./audit_tree.js";
import { equal, hex, sha256, utf8 } from "./bytes.js";
import { logOrigin, readCheckpoint } from "./log.js";
import { isSignedBy, parseNote } from "./note.js";

/** @import { Receipt } from "./audit_receipts.js" */
/** @import { Audit } from "./audit_run.js" */
/** @import { Log } from "./audit_tree.js" */
/** @import { Checkpoint } from "./log.js" */
/** @import { Note } from "./note.js" */

/** A signed head of the log, and how many witnesses signed it too. @typedef {{ place: string, checkpoint: Checkpoint, cosigners: number }} Head */

/** @param {Audit} audit @param {Receipt[]} receipts */
export async function checkLog(audit, receipts) {
  const { report, source, chronicle } = audit;
  const note = await audit.note("checkpoint", "checkpoint-malformed");
  const newest = note && (await openHead(audit, note, "checkpoint"));
  const older = await openOlder(audit);
  const all = [...(newest ? [newest] : []), ...older, ...receipts.flatMap(({ head }) => (head ? [head] : []))];
  checkQuorum(audit, all);
  const forks = findForks(audit, all);
  if (!source.has(ENTRIES)) return report.fault("file-missing", ENTRIES, "there are no entries");
  let bytes;
  try {
    bytes = await entriesOf(source);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    audit.isTooLarge = true;
    return report.gap("too-large");
  }
  const sizes = new Set([...all.map(({ checkpoint }) => checkpoint.size), ...chronicle.results.map(({ item }) => item.treeSize)]);
  const ballots = new Set(receipts.map(({ ballot }) => ballot));
  const log = await readLog(bytes, { sizes, ballots }, (done, total) => audit.progress("log", done, total));
  audit.log = log;
  Object.assign(report.facts, { entries: log.size, logged: log.end.ballots });
  await checkEntries(audit, log);
  if (newest) checkNewest(audit, log, newest);
  for (const head of all) if (head !== newest && !forks.has(head)) checkConsistent(audit, head);
}

/**
 * A checkpoint of this poll's log that the ballot box signed.
 * @param {Audit} audit
 * @param {Note} note
 * @param {string} place
 * @returns {Promise<Head | undefined>}
 */
async function openHead({ report, manifest, poll }, note, place) {
  const { ballotBox, witnesses } = manifest;
  if (!(await isSignedBy(note, ballotBox.key))) {
    report.fault("checkpoint-signature", place, `is not signed by ${ballotBox.name}`);
    return undefined;
  }
  try {
    const checkpoint = readCheckpoint(note.text, logOrigin(ballotBox.name, poll));
    return { place, checkpoint, cosigners: await countCosigners(note, witnesses) };
  } catch (error) {
    report.fault("checkpoint-malformed", place, messageOf(error));
    return undefined;
  }
}

/** @param {Audit} audit */
async function openOlder(audit) {
  const heads = [];
  for (const { place, text } of audit.known.older ?? []) {
    try {
      heads.push(await openHead(audit, parseNote(text), place));
    } catch (error) {
      audit.report.fault("checkpoint-malformed", place, messageOf(error));
    }
  }
  return heads.filter((head) => head !== undefined);
}

/** @param {Audit} audit @param {Log} log @param {Head} head */
function checkNewest(audit, log, { place, checkpoint }) {
  const { report } = audit;
  if (checkpoint.size !== log.size) report.fault("checkpoint-size", place, `is of ${checkpoint.size} entries, there are ${log.size}`);
  else if (!equal(checkpoint.root, log.end.root)) report.fault("checkpoint-root", place, "the entries have another root");
  else audit.isAnchored = true;
}

/**
 * A result needs the quorum: a checkpoint at hand that reaches as far as the newest one has it. Before there is a result,
 * cosignatures may be on their way. Whoever passes a checkpoint on can leave them out: nobody is convicted.
 * @param {Audit} audit
 * @param {Head[]} heads
 */
function checkQuorum({ report, manifest, chronicle }, heads) {
  if (chronicle.results.length === 0) return;
  const newest = Math.max(...chronicle.results.map(({ item }) => item.treeSize));
  const reaching = heads.filter(({ checkpoint }) => checkpoint.size >= newest);
  const most = Math.max(0, ...reaching.map(({ cosigners }) => cosigners));
  if (most >= manifest.quorum) return;
  const unreadable = manifest.witnesses.filter(({ type }) => type === ML_DSA_44).length;
  if (reaching.length > 0 && most + unreadable >= manifest.quorum) report.gap("ml-dsa-44");
  else report.fault("quorum-missed", "checkpoint", `${most} witnesses signed a checkpoint with the newest result, ${manifest.quorum} must`);
}

/**
 * Checkpoints of one size with different roots: both bear the ballot box's signature, and need no entries as proof.
 * @param {Audit} audit
 * @param {Head[]} heads
 */
function findForks({ report }, heads) {
  /** @type {Set<Head>} */
  const forks = new Set();
  for (const [i, head] of heads.entries()) {
    const { size, root } = head.checkpoint;
    if (!heads.slice(0, i).some(({ checkpoint }) => checkpoint.size === size && !equal(checkpoint.root, root))) continue;
    report.fault("checkpoint-inconsistent", head.place, `the ballot box signed another list of ${size} entries as well`, "ballot-box");
    forks.add(head);
  }
  return forks;
}

/** Every entry has its object, every object its entry. Ballots are compared while they are read. @param {Audit} audit @param {Log} log */
async function checkEntries({ report, poll, chronicle }, log) {
  if (log.rest > 0) report.fault("entries-malformed", ENTRIES, `ends with ${log.rest} bytes that are no entry of ${ENTRY_LENGTH} bytes`);
  for (const [index, type] of [ENTRY.manifest, ENTRY.assets].entries()) {
    const found = log.first[index];
    if (found !== undefined && found !== type && KNOWN.has(found)) report.faultIf("entry-misplaced", `entry ${index}`, `has the type ${found}; in every log it is ${type}`, "log");
  }
  const hashOf = async (/** @type {{ text: string }} */ { text }) => hex(await sha256(utf8(text)));
  const objects = [
    object(ENTRY.manifest, "manifest.note", poll),
    ...(await Promise.all(chronicle.assets.map(async (one) => object(ENTRY.assets, one.place, await hashOf(one))))),
    ...(await Promise.all(chronicle.notices.map(async (one) => object(ENTRY.notice, one.place, await hashOf(one), one.item.kind === "cancel")))),
    ...(chronicle.issuance ? [object(ENTRY.issuance, ISSUANCE_FILE, await hashOf(chronicle.issuance))] : []),
  ];
  for (const { index, type, hash } of log.others) {
    if (!KNOWN.has(type)) {
      report.faultIf("entries-malformed", `entry ${index}`, `has the unknown type ${type}`, "log");
      continue;
    }
    const open = objects.filter((one) => one.type === type && !one.isLogged);
    const found = open.find((one) => one.hash === hash);
    if (found === undefined) report.fault("entry-unknown", `entry ${index}`, `has type ${type} and hash ${hash}: there is no such object, or it is logged already`);
    // Statements of one kind are numbered, and logged in that order.
    else if (found !== open[0]) report.fault("entry-misplaced", `entry ${index}`, `${found.place} stands before one that comes first`);
    if (found) found.isLogged = true;
  }
  for (const { place, isLogged } of objects) if (!isLogged) report.fault("statement-not-logged", place, "is not in the log");
  if (chronicle.assets.length === 0) report.fault("file-missing", "assets/1.note", "every log has an assets statement");
  log.isCancelled = objects.some(({ cancels, isLogged }) => cancels && isLogged);
}

/** @param {number} type @param {string} place @param {string} hash @param {boolean} [cancels] */
const object = (type, place, hash, cancels = false) => ({ type, place, hash, isLogged: false, cancels });

/**
 * Whoever has all entries needs no proof: the root at the older size is worked out.
 * @param {Audit} audit
 * @param {Head} older
 */
function checkConsistent({ report, log, isAnchored }, { place, checkpoint: { size, root } }) {
  if (log === undefined) return;
  const at = log.at.get(size);
  // Whoever made the bundle may have taken an earlier state of the same log.
  if (at === undefined) report.fault("checkpoint-inconsistent", place, `the log had ${size} entries, and has ${log.size} here: these files may just be older`);
  else if (!equal(at.root, root)) report.fault("checkpoint-inconsistent", place, `the log had another root at ${size} entries`, isAnchored ? "ballot-box" : null);
}

const ENTRIES = "entries.bin";
/** @type {Set<number>} */
const KNOWN = new Set(Object.values(ENTRY));
