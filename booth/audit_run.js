/**
 * The check of a whole election, step by step: docs/protocol.md section 10. Read `check` first.
 *
 * Each step reports what it finds and goes on as long as the next one still means something. What convicts whom is weighed
 * as `psephos audit` weighs it: a service is convicted only by what it signed itself, never by what was merely put together.
 */

import { checkBallots } from "./audit_ballots.js";
import { checkLog } from "./audit_log.js";
import { readAuditedManifest } from "./audit_manifest.js";
import { checkPolls } from "./audit_polls.js";
import { checkReceipts, openReceipts } from "./audit_receipts.js";
import { messageOf, Report } from "./audit_report.js";
import { checkNumbers, checkOverall, checkResults } from "./audit_results.js";
import { checkStatements } from "./audit_statements.js";
import { fromUtf8, hex, Malformed, sha256, utf8 } from "./bytes.js";
import { formatVerifierKey, isSignedBy, parseNote } from "./note.js";

/** @import { Service } from "./manifest.js" */
/** @import { Note } from "./note.js" */
/** @import { PollsList } from "./audit_polls.js" */
/** @import { Convict } from "./audit_report.js" */
/** @import { Source } from "./audit_source.js" */

/** @typedef {"log" | "ballots"} Step */
/** `total` is 0 where it is not known. @typedef {(step: Step, done: number, total: number) => void} Progress */
/** A file that was brought along. @typedef {{ place: string, text: string }} Placed */
/** What a note says, its text, and who answers for it: nobody if the signature does not hold. @template T @typedef {{ place: string, item: T, text: string, by: Convict }} Signed */

/**
 * What is known from elsewhere: the poll's id, verifier keys, older checkpoints, receipts; the ballot box's list of polls;
 * and the time, where the poll's own ballot box was asked just now.
 * @typedef {object} Known
 * @property {string} [poll]
 * @property {string[]} [keys]
 * @property {Placed[]} [older]
 * @property {Placed[]} [receipts]
 * @property {PollsList} [polls]
 * @property {Date} [now]
 */

/**
 * @param {Source} source
 * @param {Known} known
 * @param {Progress} [progress]
 * @returns {Promise<Report>}
 */
export async function auditElection(source, known, progress = () => {}) {
  const audit = new Audit(source, known, progress);
  await audit.check();
  return audit.report;
}

export class Audit {
  /** @param {Source} source @param {Known} known @param {Progress} progress */
  constructor(source, known, progress) {
    this.source = source;
    this.known = known;
    this.progress = progress;
    this.report = new Report();
    // From the manifest.
    this.poll = "";
    /** @type {import("./audit_manifest.js").AuditedManifest} there as soon as `#checkManifest` is through */
    this.manifest = /** @type {any} */ (undefined);
    // From the statements.
    /** @type {import("./audit_statements.js").Chronicle} */
    this.chronicle = { assets: [], notices: [], issuance: undefined, results: [], closes: new Date(0), isCancelled: false };
    // From the log. `isAnchored`: the ballot box signed the root of just these entries; `isSame`: and the published ballots are its. `isTooLarge`: it was left out.
    /** @type {import("./audit_tree.js").Log | undefined} */
    this.log = undefined;
    this.isAnchored = false;
    this.isSame = false;
    this.isTooLarge = false;
    /** @type {import("./audit_ballots.js").Recount | undefined} */
    this.recount = undefined;
  }

  async check() {
    const { report, source } = this;
    for (const name of source.unknown) report.fault("bundle-malformed", name, "is no file of a bundle");
    if (!(await this.#checkManifest())) return;
    await checkStatements(this);
    const receipts = await openReceipts(this);
    await checkLog(this, receipts);
    await checkBallots(this);
    if (this.isAnchored) report.turnedOut("log");
    if (this.isAnchored && this.isSame) report.turnedOut("ballots");
    checkNumbers(this);
    await checkResults(this);
    checkReceipts(this, receipts);
    if (this.known.polls) await checkPolls(this, this.known.polls);
    checkOverall(this);
  }

  /** The note in a file, not verified yet. @param {string} place @param {string} malformed @returns {Promise<Note | undefined>} */
  async note(place, malformed) {
    if (!this.source.has(place)) {
      this.report.fault("file-missing", place, "there is no such file");
      return undefined;
    }
    try {
      return parseNote(fromUtf8(await this.source.read(place)));
    } catch (error) {
      this.report.fault(malformed, place, messageOf(error));
      return undefined;
    }
  }

  /**
   * A statement by a service about this poll.
   * @template {object} T
   * @param {string} place
   * @param {string} kind
   * @param {(text: string) => T} read
   * @param {Service} service
   * @returns {Promise<Signed<T> | undefined>} undefined if it cannot be read
   */
  async statement(place, kind, read, service) {
    const { report, manifest } = this;
    report.facts.statements++;
    const note = await this.note(place, "statement-malformed");
    if (note === undefined) return undefined;
    const { text } = note;
    const holder = service === manifest.registrar ? "registrar" : "ballot-box";
    /** @type {Convict} */
    let by = (await isSignedBy(note, service.key)) ? holder : null;
    if (by === null) report.fault("statement-signature", place, `is not signed by ${service.name}`);
    let item;
    try {
      item = read(text);
    } catch (error) {
      // A sound statement of another kind was put here by whoever made the bundle.
      report.fault("statement-malformed", place, messageOf(error), text.startsWith(`${kind}\n`) ? by : null);
      return undefined;
    }
    if ("poll" in item && item.poll !== this.poll) {
      report.fault("statement-of-other-poll", place, `is about the poll ${item.poll}`);
      by = null;
    }
    return { place, item, text, by };
  }

  /** Hash, signatures, keys and rules of the manifest. @returns {Promise<boolean>} false if nothing else can be checked */
  async #checkManifest() {
    const { report, known } = this;
    const place = "manifest.note";
    const note = await this.note(place, "manifest-malformed");
    if (note === undefined) return false;
    this.poll = hex(await sha256(utf8(note.text)));
    if (known.poll !== undefined && known.poll !== this.poll) report.fault("other-poll", place, `is of the poll ${this.poll}`);
    try {
      this.manifest = await readAuditedManifest(note.text, this.poll);
    } catch (error) {
      // WebCrypto refuses some keys with an error of its own.
      if (!(error instanceof Malformed || error instanceof DOMException)) throw error;
      report.fault("manifest-malformed", place, error.message);
      return false;
    }
    const { registrar, ballotBox } = this.manifest;
    for (const { name, key } of [registrar, ballotBox]) {
      if (!(await isSignedBy(note, key))) report.fault("manifest-signature", place, `is not signed by ${name}`);
    }
    const written = async (/** @type {Service} */ { name, key }) => ({ name, key: await formatVerifierKey(name, key.publicKey) });
    report.services = { poll: this.poll, registrar: await written(registrar), ballotBox: await written(ballotBox) };
    const named = [report.services.registrar.key, report.services.ballotBox.key];
    for (const key of known.keys ?? []) if (!named.includes(key)) report.fault("other-key", place, `does not name the key ${key}`);
    return true;
  }
}
