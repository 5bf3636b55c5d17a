/**
 * What a check of an election finds: faults and warnings by the names of docs/protocol.md section 10, and what could not be
 * looked at.
 */

import { Malformed } from "./bytes.js";

/** Whom a fault convicts; null: nobody by proof. @typedef {"registrar" | "ballot-box" | null} Convict */
/** @typedef {{ fault: string, place: string, detail: string, convicts: Convict }} Fault */
/** @typedef {{ warning: string, detail: string }} Warning */
/**
 * What has to turn out before a fault in the log or among the ballots convicts the ballot box. `log`: it signed the root of
 * just these entries; `ballots`: and the published ballots are those of the log in its order.
 * @typedef {"log" | "ballots"} Proof
 */

/**
 * Numbers for the page; absent while they are not known. `logged` counts the ballots in the log, `own` the receipts that were
 * brought along: whether each one's ballot is in the log.
 * @typedef {{ statements: number, entries?: number, logged?: number, ballots?: number, questions?: number, results: number,
 *   issued: number | null, eligible: number | null, polls?: number, own: boolean[] }} Facts
 */
/** What could not be checked: entries that are too many for a browser, or cosignatures that it cannot verify. @typedef {"too-large" | "ml-dsa-44"} Gap */
/**
 * A report as it passes from the worker to the page. `counts`: how often each fault was found.
 * @typedef {{ verdict: "holds" | "faults" | "unchecked", faults: Fault[], counts: Map<string, number>, warnings: Warning[],
 *   gaps: Gap[], facts: Facts, services: Services | undefined }} Findings
 */
/** What to compare with the invitation; keys in their written form. @typedef {{ poll: string, registrar: { name: string, key: string }, ballotBox: { name: string, key: string } }} Services */

export class Report {
  constructor() {
    /** @type {Fault[]} of each kind the first only: a hostile ballot box has as many as it likes */
    this.faults = [];
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Warning[]} */
    this.warnings = [];
    /** @type {Gap[]} */
    this.gaps = [];
    /** @type {Facts} */
    this.facts = { statements: 0, results: 0, issued: null, eligible: null, own: [] };
    /** @type {Services | undefined} there once the manifest was read */
    this.services = undefined;
    /** @type {{ fault: Fault, proof: Proof }[]} */
    this.open = [];
  }

  /**
   * @param {string} fault
   * @param {string} place
   * @param {string} detail
   * @param {Convict} [convicts]
   */
  fault(fault, place, detail, convicts = null) {
    const count = (this.counts.get(fault) ?? 0) + 1;
    this.counts.set(fault, count);
    if (count <= KEPT_OF_EACH) this.faults.push({ fault, place, detail, convicts });
  }

  /** A fault that convicts the ballot box once `turnedOut` has told so. @param {string} fault @param {string} place @param {string} detail @param {Proof} proof */
  faultIf(fault, place, detail, proof) {
    const kept = this.faults.length;
    this.fault(fault, place, detail);
    const last = this.faults[kept];
    if (last) this.open.push({ fault: last, proof });
  }

  /** @param {Proof} proof */
  turnedOut(proof) {
    for (const one of this.open) if (one.proof === proof) one.fault.convicts = "ballot-box";
  }

  /** @param {string} warning @param {string} [detail] */
  warn(warning, detail = "") {
    this.warnings.push({ warning, detail });
  }

  /** Without faults a check with a gap says nothing either way. @param {Gap} gap */
  gap(gap) {
    this.gaps.push(gap);
  }

  /** @returns {Findings["verdict"]} */
  get verdict() {
    if (this.counts.size > 0) return "faults";
    return this.gaps.length > 0 ? "unchecked" : "holds";
  }

  /** @returns {Findings} */
  findings() {
    const { verdict, faults, counts, warnings, gaps, facts, services } = this;
    return { verdict, faults, counts, warnings, gaps, facts, services };
  }
}

/** What is wrong with something that was read. @param {unknown} error anything but `Malformed` is thrown on */
export function messageOf(error) {
  if (!(error instanceof Malformed)) throw error;
  return error.message;
}

/** The place of faults in the ballot box's list of all its polls. */
export const POLLS_LIST = "the list of polls";
const KEPT_OF_EACH = 100;
