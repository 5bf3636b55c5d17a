/**
 * Every ballot, and that the published ballots are those of the log: step 3 of docs/protocol.md section 10.
 */

import { messageOf } from "./audit_report.js";
import { ballotsIn } from "./audit_source.js";
import { Counter } from "./audit_tally.js";
import { loggedBallot } from "./audit_tree.js";
import { ballotHash, isSignedBallot, parseBallot } from "./ballot.js";
import { equal, hex, Malformed } from "./bytes.js";
import { parseContent } from "./content.js";
import { receiptCode } from "./receipt.js";
import { verifyToken } from "./token.js";

/** @import { Audit } from "./audit_run.js" */
/** @import { Log } from "./audit_tree.js" */
/** @import { Bytes } from "./bytes.js" */

/** What is wrong with a ballot, by the name of the fault. @typedef {{ fault: string, detail: string }} Wrong */
/** @typedef {{ hash: Bytes, nonce?: Bytes, answers?: import("./content.js").Answers, wrong?: Wrong }} Examined */
/** `valid`: how many are without fault, and so were counted, each under a pass of its own. @typedef {{ ballots: number, valid: number, tally: Map<string, import("./audit_tally.js").Told> }} Recount */

/** Reads the ballots once, in step with the entries of the log, and counts those that are good. @param {Audit} audit */
export async function checkBallots(audit) {
  const { report, source, log } = audit;
  checkPublished(audit);
  if (!source.has(BALLOTS) || audit.isTooLarge) return;
  const box = new Box(audit);
  let isSame = log !== undefined;
  for await (const part of batches(audit)) {
    for (const one of await Promise.all(part.map((ballot) => examine(audit, ballot)))) {
      isSame &&= log !== undefined && equal(loggedBallot(log, box.ballots), one.hash);
      box.take(one);
    }
    audit.progress("ballots", box.ballots, Math.max(box.ballots, log?.end.ballots ?? 0));
  }
  audit.isSame = isSame && box.ballots === log?.end.ballots;
  if (log && !audit.isSame) await compare(audit, log);
  const { ballots, valid, counters } = box;
  audit.recount = { ballots, valid, tally: new Map(counters.map((counter) => [counter.question.id, counter.tally()])) };
  Object.assign(report.facts, { ballots, questions: counters.length });
}

/** Ballots and results are published together, and never of a cancelled poll. @param {Audit} audit */
function checkPublished({ report, source, chronicle, isAnchored, log }) {
  const hasBallots = source.has(BALLOTS);
  if (chronicle.isCancelled) {
    // Ballots are not signed by who publishes them: a result alone shows that the ballot box counted.
    const isCertain = isAnchored && log !== undefined && log.isCancelled;
    if (hasBallots) report.fault("cancelled-published", BALLOTS, "ballots of a cancelled poll must not be published");
    for (const { place, by } of chronicle.results) report.fault("cancelled-published", place, "a result of a cancelled poll must not be published", isCertain ? by : null);
  } else if (!hasBallots && chronicle.results.length > 0) report.fault("file-missing", BALLOTS, "there is a result without its ballots");
  else if (hasBallots && chronicle.results.length === 0) report.fault("file-missing", "results/1.note", "there are ballots without a result");
}

/** What has been read: of each ballot the nonce only, and what it adds to the counts. */
class Box {
  /** @param {Audit} audit */
  constructor({ report, manifest }) {
    this.report = report;
    this.counters = manifest.questions.map((question) => new Counter(question));
    /** @type {Map<string, number>} number of the first well-formed ballot under a nonce */
    this.spent = new Map();
    this.ballots = 0;
    this.valid = 0;
  }

  /** Reports every fault of the ballot; counts it if it has none. @param {Examined} ballot */
  take({ hash, nonce, answers, wrong }) {
    const number = ++this.ballots;
    const place = placeOf(number, hash);
    // One letter for each byte: half of what hexadecimal digits would take.
    const key = nonce && String.fromCharCode(...nonce);
    const first = key === undefined ? number : (this.spent.get(key) ?? number);
    if (key !== undefined && first === number) this.spent.set(key, number);
    if (first !== number) this.report.faultIf("token-spent-twice", place, `has the same pass as ballot ${first}`, "ballots");
    if (wrong) this.report.faultIf(wrong.fault, place, wrong.detail, "ballots");
    if (first !== number || answers === undefined) return;
    this.valid++;
    for (const counter of this.counters) counter.add(answers.get(counter.question.id) ?? "abstain");
  }
}

/**
 * The checks of casting, in their order (section 8); the first that fails counts.
 * @param {Audit} audit
 * @param {Bytes} bytes
 * @returns {Promise<Examined>}
 */
async function examine({ manifest }, bytes) {
  const hash = await ballotHash(bytes);
  let ballot;
  try {
    ballot = parseBallot(bytes, manifest.contentSize);
    if (ballot.token[0] !== 0 || ballot.token[1] !== 2) throw new Malformed("has a token of another type");
  } catch (error) {
    return { hash, wrong: { fault: "ballot-malformed", detail: messageOf(error) } };
  }
  const nonce = ballot.token.subarray(2, 34);
  const [isPass, isSigned] = await Promise.all([verifyToken(manifest.tokenKey, manifest.challengeDigest, ballot.token), isSignedBallot(ballot)]);
  if (!isPass) return { hash, nonce, wrong: { fault: "token-invalid", detail: "its pass is not signed by the registrar for this poll" } };
  if (!isSigned) return { hash, nonce, wrong: { fault: "signature-invalid", detail: "its signature does not verify under its ballot key" } };
  try {
    return { hash, nonce, answers: parseContent(manifest, ballot.content) };
  } catch (error) {
    return { hash, nonce, wrong: { fault: "content-invalid", detail: messageOf(error) } };
  }
}

/**
 * Ballots in groups that are examined side by side. A file that breaks off is a fault, and so is one that goes on far beyond
 * the log; either ends them.
 * @param {Audit} audit
 * @returns {AsyncGenerator<Bytes[]>}
 */
async function* batches({ report, source, log }) {
  const most = (log?.end.ballots ?? 0) + MOST_STRAY;
  /** @type {Bytes[]} */
  let batch = [];
  let count = 0;
  try {
    for await (const ballot of ballotsIn(source.parts(BALLOTS))) {
      if (++count > most) throw new Malformed("goes on after the last ballot of the log");
      batch.push(ballot);
      if (batch.length < AT_ONCE) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    report.fault("ballots-malformed", BALLOTS, messageOf(error));
  }
  if (batch.length > 0) yield batch;
}

/** Tells how the ballots differ from those of the log, once it is known that they do. @param {Audit} audit @param {Log} log */
async function compare({ report, source }, log) {
  const logged = Array.from({ length: log.end.ballots }, (_, place) => hex(loggedBallot(log, place)));
  const published = await publishedHashes(source, logged.length + MOST_STRAY);
  /** @type {Map<string, number>} */
  const missing = new Map();
  for (const hash of logged) missing.set(hash, (missing.get(hash) ?? 0) + 1);
  let isSame = true;
  for (const [i, hash] of published.entries()) {
    const left = (missing.get(hash) ?? 0) - 1;
    missing.set(hash, left);
    if (left >= 0) continue;
    isSame = false;
    report.fault("ballot-not-logged", `ballot ${i + 1}`, "is not in the log");
  }
  for (const [i, hash] of logged.entries()) {
    const left = missing.get(hash) ?? 0;
    if (left <= 0) continue;
    missing.set(hash, left - 1);
    isSame = false;
    report.fault("ballot-missing", `ballot ${i + 1} of the log`, `${hash} is not published`);
  }
  const at = logged.findIndex((hash, i) => hash !== published[i]);
  if (isSame) report.fault("ballots-out-of-order", `ballot ${at + 1}`, "the ballots are those of the log, from here on in another order");
}

/** Hashes of the published ballots, up to where they break off. @param {import("./audit_source.js").Source} source @param {number} most */
async function publishedHashes(source, most) {
  /** @type {string[]} */
  const hashes = [];
  try {
    for await (const ballot of ballotsIn(source.parts(BALLOTS))) {
      hashes.push(hex(await ballotHash(ballot)));
      if (hashes.length >= most) break;
    }
  } catch (error) {
    messageOf(error); // where it breaks off was reported when the ballots were read first
  }
  return hashes;
}

/** @param {number} number @param {Bytes} hash */
const placeOf = (number, hash) => `ballot ${number} (${receiptCode(hash)})`;

export const BALLOTS = "ballots.bin";
const AT_ONCE = 64;
/** Ballots beyond those of the log that are looked at before a file counts as endless. */
const MOST_STRAY = 1000;
