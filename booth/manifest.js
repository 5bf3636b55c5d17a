/**
 * The manifest: what a poll is. Its hash is the poll's id, so whoever knows the id knows that every word is as published.
 */

import { equal, hex, Malformed, parseBase64url, parseHex, sha256, utf8 } from "./bytes.js";
import * as shape from "./strict_json.js";
import { isSignedBy, parseNote, parseVerifierKey, statementBody } from "./note.js";
import { parseTokenKey, tokenChallenge } from "./token.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Json, Words } from "./strict_json.js" */

/** @typedef {{ name: string, url: string, key: import("./note.js").VerifierKey }} Service */
/** @typedef {{ id: string, title: Words, description: Words }} Option */
/**
 * @typedef {{ id: string, title: Words, description: Words, seats: number, abstain: boolean, shuffled: boolean,
 *   options: Option[] }} QuestionCommon
 */
/** @typedef {QuestionCommon & { kind: "choice", min: number, max: number }} ChoiceQuestion */
/** @typedef {QuestionCommon & { kind: "ranking", min: number, max: number, method: string }} RankingQuestion */
/** @typedef {QuestionCommon & { kind: "score", low: number, high: number }} ScoreQuestion */
/** @typedef {ChoiceQuestion | RankingQuestion | ScoreQuestion} Question */

/**
 * @typedef {object} Manifest
 * @property {string} id the poll id
 * @property {Words} title
 * @property {Words} description
 * @property {string[]} languages
 * @property {boolean} test
 * @property {Service} registrar
 * @property {Service} ballotBox
 * @property {import("./token.js").TokenKey} tokenKey
 * @property {Bytes} challengeDigest
 * @property {number | null} eligible
 * @property {Date} issuanceOpens
 * @property {Date} issuanceCloses
 * @property {Date} votingOpens
 * @property {Date} votingCloses before any notice
 * @property {boolean} live whether running counts are public
 * @property {number} contentSize
 * @property {Question[]} questions
 */

/**
 * Opens the manifest of a poll: the hash must be the poll's id, and both services must have signed.
 * @param {string} whole the note
 * @param {string} poll the id that was asked for
 * @param {string} host where this page came from; the poll's ballot box must be this host
 * @returns {Promise<Manifest>}
 */
export async function openManifest(whole, poll, host) {
  const note = parseNote(whole);
  if (utf8(note.text).length > MAX_TEXT) throw new Malformed("manifest: too long");
  if (hex(await sha256(utf8(note.text))) !== poll) throw new Malformed("manifest: of another poll");
  const manifest = await readManifest(note.text, poll);
  if (manifest.ballotBox.name !== host) throw new Malformed(`manifest: its ballot box is ${manifest.ballotBox.name}`);
  for (const service of [manifest.registrar, manifest.ballotBox]) {
    if (!(await isSignedBy(note, service.key))) throw new Malformed(`manifest: not signed by ${service.name}`);
  }
  return manifest;
}

/**
 * @param {string} text what is signed
 * @param {string} id its hash, hex
 * @returns {Promise<Manifest>} throws `Malformed` where it breaks a rule; no signature is checked
 */
export async function readManifest(text, id) {
  const body = shape.object(statementBody(text, "psephos-manifest/v1"), "manifest", REQUIRED, OPTIONAL);
  const languages = body["languages"] === undefined ? ["en"] : shape.list(body["languages"], "languages", shape.string, 1, 64);
  const token = shape.object(body["token"], "token", ["type", "key"]);
  shape.integer(token["type"], "token.type", 2, 2);
  const tokenKey = await parseTokenKey(parseBase64url(shape.string(token["key"], "token.key")));
  const registrar = await readService(body["registrar"], "registrar");
  const ballotBox = await readService(body["ballot_box"], "ballot_box");
  if (hostOf(registrar.name) === hostOf(ballotBox.name)) throw new Malformed("manifest: one host in both parts");
  if (equal(registrar.key.publicKey, ballotBox.key.publicKey)) throw new Malformed("manifest: one key in both parts");
  const test = shape.boolean(body["test"], "test", false);
  shape.integer(body["mix"], "mix", test ? 0 : 8, 0xffff_ffff);
  if (body["slug"] !== undefined) shape.identifier(body["slug"], "slug");
  const manifest = {
    id,
    title: shape.words(body["title"], "title", languages),
    description: shape.words(orElse(body["description"], ""), "description", languages),
    languages,
    test,
    registrar,
    ballotBox,
    tokenKey,
    challengeDigest: await sha256(tokenChallenge(registrar.name, parseHex(id, 32), ballotBox.name)),
    eligible: body["eligible"] === null ? null : shape.integer(body["eligible"], "eligible", 0, Number.MAX_SAFE_INTEGER),
    issuanceOpens: shape.time(body["issuance_opens"], "issuance_opens"),
    issuanceCloses: shape.time(body["issuance_closes"], "issuance_closes"),
    votingOpens: shape.time(body["voting_opens"], "voting_opens"),
    votingCloses: shape.time(body["voting_closes"], "voting_closes"),
    live: shape.oneOf(body["results"], "results", ["live", "after_close"]) === "live",
    contentSize: shape.integer(body["content_size"], "content_size", 1, 60_000),
    questions: shape.list(body["questions"], "questions", (item, where) => readQuestion(item, where, languages), 1, 64),
  };
  shape.uniqueIds(manifest.questions, "questions");
  checkWindows(manifest);
  return manifest;
}

/**
 * @param {Json | undefined} value
 * @param {string} where
 * @returns {Promise<Service>}
 */
async function readService(value, where) {
  const service = shape.object(value, where, ["name", "url", "key"]);
  const name = shape.string(service["name"], `${where}.name`);
  const url = shape.string(service["url"], `${where}.url`);
  const key = await parseVerifierKey(shape.string(service["key"], `${where}.key`));
  if (url !== serviceUrl(name) || key.name !== name) throw new Malformed(`${where}: name, address and key do not agree`);
  return { name, url, key };
}

/**
 * `https://` and the name; `http://` for a loopback name only.
 * @param {string} name lower-case ASCII `host[:port]`, never `:443`
 */
export function serviceUrl(name) {
  const [, host] = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?!443$)[1-9][0-9]{0,4})?$/.exec(name) ?? [];
  if (host === undefined) throw new Malformed(`not a service's name: ${name}`);
  return (LOOPBACK.test(host) ? "http://" : "https://") + name;
}

/**
 * @param {Json} value
 * @param {string} where
 * @param {string[]} languages
 * @returns {Question}
 */
function readQuestion(value, where, languages) {
  const kind = shape.oneOf(/** @type {any} */ (value)?.kind, `${where}.kind`, ["choice", "ranking", "score"]);
  const fields = shape.object(value, where, ["id", "title", "kind", "options", ...KIND_FIELDS[kind]], QUESTION_OPTIONAL);
  const options = shape.list(fields["options"], `${where}.options`, (item, place) => readOption(item, place, languages), 1, 256);
  shape.uniqueIds(options, `${where}.options`);
  shape.oneOf(fields["ties"], `${where}.ties`, ["report", "listed"], "report");
  const common = {
    id: shape.identifier(fields["id"], `${where}.id`),
    title: shape.words(fields["title"], `${where}.title`, languages),
    description: shape.words(orElse(fields["description"], ""), `${where}.description`, languages),
    seats: shape.integer(orElse(fields["seats"], 1), `${where}.seats`, 1, options.length),
    abstain: shape.boolean(fields["abstain"], `${where}.abstain`, true),
    shuffled: shape.oneOf(fields["order"], `${where}.order`, ["fixed", "shuffled"], "fixed") === "shuffled",
    options,
  };
  if (kind === "score") {
    const low = shape.integer(fields["low"], `${where}.low`, -100, 100);
    return { ...common, kind, low, high: shape.integer(fields["high"], `${where}.high`, low + 1, 100) };
  }
  const max = shape.integer(fields["max"], `${where}.max`, 1, options.length);
  const min = shape.integer(fields["min"], `${where}.min`, 1, max);
  if (kind === "choice") return { ...common, kind, min, max };
  const method = shape.oneOf(fields["method"], `${where}.method`, METHODS);
  if ((method === "irv" || method === "schulze") && common.seats !== 1) throw new Malformed(`${where}: ${method} fills one seat`);
  return { ...common, kind, min, max, method };
}

/**
 * @param {Json} value
 * @param {string} where
 * @param {string[]} languages
 * @returns {Option}
 */
function readOption(value, where, languages) {
  const fields = shape.object(value, where, ["id", "title"], ["description"]);
  return {
    id: shape.identifier(fields["id"], `${where}.id`),
    title: shape.words(fields["title"], `${where}.title`, languages),
    description: shape.words(orElse(fields["description"], ""), `${where}.description`, languages),
  };
}

/**
 * A default stands for what is left out, never for null.
 * @param {Json | undefined} value
 * @param {Json} otherwise
 */
const orElse = (value, otherwise) => (value === undefined ? otherwise : value);

/** Cookies and storage know hosts; ports do not part them. @param {string} name */
const hostOf = (name) => name.replace(/:[0-9]+$/, "");

/** @param {Pick<Manifest, "issuanceOpens" | "issuanceCloses" | "votingOpens" | "votingCloses">} windows */
function checkWindows({ issuanceOpens, issuanceCloses, votingOpens, votingCloses }) {
  const inOrder =
    issuanceOpens < issuanceCloses &&
    issuanceCloses <= votingCloses &&
    votingOpens < votingCloses &&
    issuanceOpens <= votingOpens;
  if (!inOrder) throw new Malformed("manifest: its times are not in order");
}

const MAX_TEXT = 256 * 1024;
const LOOPBACK = /^(?:localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\])$/;
const METHODS = /** @type {const} */ (["irv", "stv-scottish", "stv-meek", "schulze", "borda"]);
const REQUIRED = [
  "title", "registrar", "ballot_box", "token", "eligible", "issuance_opens", "issuance_closes", "voting_opens",
  "voting_closes", "results", "mix", "content_size", "questions",
];
const OPTIONAL = ["slug", "description", "languages", "test", "late_additions", "witnesses", "quorum"];
const QUESTION_OPTIONAL = ["description", "seats", "abstain", "order", "ties"];
const KIND_FIELDS = { choice: ["min", "max"], ranking: ["min", "max", "method"], score: ["low", "high"] };
