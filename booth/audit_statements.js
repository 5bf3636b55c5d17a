/**
 * What was signed during the poll: assets, notices and their effects, issuance, results (docs/protocol.md sections 3 and 9,
 * choices C6 and C16). Whether it is in the log is looked at by `audit_log.js`.
 */

import { Malformed, parseBase64, parseHex } from "./bytes.js";
import { statementBody } from "./note.js";
import * as shape from "./strict_json.js";

/** @import { Audit, Signed } from "./audit_run.js" */
/** @import { Json, JsonObject } from "./strict_json.js" */

/** `voting_closes` is null for `cancel` only. @typedef {{ poll: string, seq: number, kind: string, closes: Date | null, at: Date }} Notice */
/** @typedef {{ poll: string, eligible: number | null, issued: number, at: Date }} Issuance */
/** @typedef {{ poll: string, ballots: number, issued: number | null, treeSize: number, root: import("./bytes.js").Bytes, tally: Json }} Result */
/**
 * All statements that could be read; `closes` is the end of voting after all notices.
 * @typedef {{ assets: Signed<object>[], notices: Signed<Notice>[], issuance: Signed<Issuance> | undefined, results: Signed<Result>[],
 *   closes: Date, isCancelled: boolean }} Chronicle
 */

/** @param {Audit} audit */
export async function checkStatements(audit) {
  const { manifest, chronicle, report } = audit;
  const { registrar, ballotBox } = manifest;
  chronicle.assets = await readFolder(audit, "assets", "psephos-assets/v1", readAssets, ballotBox);
  chronicle.notices = await readFolder(audit, "notices", NOTICE, readNotice, registrar);
  if (audit.source.has(ISSUANCE_FILE)) chronicle.issuance = await audit.statement(ISSUANCE_FILE, ISSUANCE, readIssuance, registrar);
  chronicle.results = await readFolder(audit, "results", RESULT, readResult, ballotBox);
  report.facts.results = chronicle.results.length;
  followNotices(audit);
}

/**
 * The notes of a folder; of numbers that are left out the first is a fault.
 * @template {object} T
 * @param {Audit} audit
 * @param {string} folder
 * @param {string} kind
 * @param {(text: string) => T} read
 * @param {import("./manifest.js").Service} service
 * @returns {Promise<Signed<T>[]>}
 */
async function readFolder(audit, folder, kind, read, service) {
  const numbers = audit.source.numbered(folder);
  const gap = numbers.findIndex((number, i) => number !== i + 1);
  if (gap >= 0) audit.report.fault("file-missing", `${folder}/${gap + 1}.note`, `is missing, though there is ${numbers[gap]}.note`);
  const found = [];
  for (const number of numbers) {
    const statement = await audit.statement(`${folder}/${number}.note`, kind, read, service);
    if (statement) found.push(statement);
  }
  return found;
}

/** Follows the close of voting from notice to notice: the rules of section 9, as far as they do not depend on arrival. @param {Audit} audit */
function followNotices({ report, manifest, chronicle }) {
  let closes = manifest.votingCloses;
  let isInPlace = true;
  /** The text of the first that the registrar signed of each number. @type {Map<number, string>} */
  const signed = new Map();
  for (const [i, { place, item, text, by }] of chronicle.notices.entries()) {
    const first = signed.get(item.seq);
    if (by !== null && first === undefined) signed.set(item.seq, text);
    // Two signatures are proof, wherever the notices stand.
    const isDouble = by !== null && first !== undefined && first !== text;
    if (isDouble) report.fault("notice-gap", place, `has number ${item.seq} of another one that says something else`, by);
    else if (item.seq !== i + 1) report.fault("notice-gap", place, `has number ${item.seq}; it stands in place ${i + 1}`);
    // Among notices that somebody put elsewhere a sound one looks senseless.
    isInPlace &&= item.seq === i + 1 && by !== null && !isDouble;
    const refused = chronicle.isCancelled ? "comes after the cancellation" : whyRefused(item, closes);
    if (refused) report.fault("notice-invalid", place, refused, isInPlace ? by : null);
    const untimely = whyUntimely(item, closes, manifest.test);
    if (untimely) report.warn("clocks-differ", `${place} ${untimely}`);
    chronicle.isCancelled ||= item.kind === "cancel";
    closes = item.closes ?? closes;
  }
  chronicle.closes = closes;
  // Issuing ends with voting, where a notice closes it early.
  const issuingEnds = Math.min(manifest.issuanceCloses.getTime(), closes.getTime());
  const { issuance } = chronicle;
  if (issuance && !chronicle.isCancelled && issuance.item.at.getTime() < issuingEnds) report.warn("issuance-early");
}

/** @param {string} text @returns {Notice} */
function readNotice(text) {
  const body = fieldsOf(text, NOTICE, ["poll", "seq", "kind", "reason", "at"], ["voting_closes"]);
  const kind = shape.oneOf(body["kind"], "kind", ["extend", "close", "cancel"]);
  shape.string(body["reason"], "reason");
  const closes = body["voting_closes"] ?? null;
  if ((closes === null) !== (kind === "cancel")) throw new Malformed("has voting_closes with cancel, or lacks it");
  return {
    poll: readHash(body["poll"]),
    seq: shape.integer(body["seq"], "seq", 1, Number.MAX_SAFE_INTEGER),
    kind,
    closes: closes === null ? null : shape.time(closes, "voting_closes"),
    at: shape.time(body["at"], "at"),
  };
}

/** Which rule of section 9 the notice breaks while voting closes at `close`. @param {Notice} item @param {Date} close */
function whyRefused({ kind, closes }, close) {
  if (kind === "extend" && closes !== null && closes <= close) return "extends to a time that is not later than the close";
  if (kind === "close" && closes !== null && closes >= close) return "closes at a time that is not earlier than the close";
  return undefined;
}

/**
 * What is odd about the notice's own time. Its arrival decides, and only the ballot box saw that.
 * @param {Notice} item
 * @param {Date} close
 * @param {boolean} isTest
 */
function whyUntimely({ kind, closes, at }, close, isTest) {
  if (at >= close) return "was signed when voting had closed";
  if (kind === "close" && !isTest && closes !== null && closes.getTime() < at.getTime() + HOUR_MS) return "closes less than an hour after it was signed";
  return undefined;
}

/** @param {string} text @returns {Issuance} */
function readIssuance(text) {
  const body = fieldsOf(text, ISSUANCE, ["poll", "eligible", "issued", "at"]);
  return {
    poll: readHash(body["poll"]),
    eligible: countOrNull(body["eligible"], "eligible"),
    issued: readCount(body["issued"], "issued"),
    at: shape.time(body["at"], "at"),
  };
}

/** @param {string} text */
function readAssets(text) {
  const body = fieldsOf(text, "psephos-assets/v1", ["version", "files"]);
  shape.string(body["version"], "version");
  const files = body["files"];
  if (typeof files !== "object" || files === null || Array.isArray(files)) throw new Malformed("files: not an object");
  for (const digest of Object.values(files)) readHash(digest);
  if (!Object.hasOwn(files, "/polls/{id}/booth")) throw new Malformed("does not list the booth's page");
  return {};
}

/** The tally is compared as a value, so its form is not looked at here. @param {string} text @returns {Result} */
function readResult(text) {
  const body = fieldsOf(text, RESULT, ["poll", "ballots", "issued", "tree_size", "root", "tally"]);
  return {
    poll: readHash(body["poll"]),
    ballots: readCount(body["ballots"], "ballots"),
    issued: countOrNull(body["issued"], "issued"),
    treeSize: readCount(body["tree_size"], "tree_size"),
    root: parseBase64(shape.string(body["root"], "root"), 32),
    tally: /** @type {Json} */ (body["tally"]),
  };
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {string[]} required
 * @param {string[]} [optional]
 * @returns {JsonObject}
 */
const fieldsOf = (text, kind, required, optional) => shape.object(statementBody(text, kind), kind, required, optional);

/** @param {Json | undefined} value @param {string} where */
const readCount = (value, where) => shape.integer(value, where, 0, Number.MAX_SAFE_INTEGER);

/** @param {Json | undefined} value @param {string} where */
const countOrNull = (value, where) => (value === null ? null : readCount(value, where));

/** A SHA-256 in hex. @param {Json | undefined} value */
function readHash(value) {
  const text = shape.string(value, "hash");
  parseHex(text, 32);
  return text;
}

const NOTICE = "psephos-notice/v1";
const ISSUANCE = "psephos-issuance/v1";
const RESULT = "psephos-result/v1";
export const ISSUANCE_FILE = "issuance.note";
const HOUR_MS = 3_600_000;
