/**
 * The rules for manifests that a voter's browser need not look at (docs/protocol.md section 4, choices C4 and C8), and what
 * only an auditor reads.
 */

import { concat, equal, hex, Malformed, parseBase64, parseHex, sha256, utf8 } from "./bytes.js";
import * as ed25519 from "./ed25519.js";
import { readManifest } from "./manifest.js";
import { statementBody } from "./note.js";
import * as shape from "./strict_json.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Json } from "./strict_json.js" */
/** @import { Counted } from "./audit_tally.js" */

/** A witness's key: `name+hex(key id)+base64(type || key)`. @typedef {{ name: string, id: Bytes, type: number, publicKey: Bytes }} WitnessKey */
/**
 * @typedef {Omit<import("./manifest.js").Manifest, "questions"> & { mix: number, lateAdditions: boolean, witnesses: WitnessKey[],
 *   quorum: number, questions: Counted[] }} AuditedManifest
 */

const COSIGNATURE = 0x04;
export const ML_DSA_44 = 0x06;

/**
 * @param {string} text of the manifest note
 * @param {string} id its hash, hex
 * @returns {Promise<AuditedManifest>}
 */
export async function readAuditedManifest(text, id) {
  if (utf8(text).length > MAX_TEXT) throw new Malformed("has a text of more than 262,144 bytes");
  const manifest = await readManifest(text, id);
  const body = statementBody(text, "psephos-manifest/v1");
  for (const language of manifest.languages) {
    if (language.length > 35 || !/^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language)) throw new Malformed("languages: not a language tag");
  }
  if (new Set(manifest.languages).size !== manifest.languages.length) throw new Malformed("languages: one twice");
  for (const service of [manifest.registrar, manifest.ballotBox]) checkName(service.name);
  const raw = /** @type {{ [field: string]: Json }[]} */ (body["questions"]);
  const questions = manifest.questions.map((question, i) => ({ ...question, ties: String(raw[i]?.["ties"] ?? "report") }));
  for (const { title } of [manifest, ...questions, ...questions.flatMap(({ options }) => options)]) checkTitle(title);
  const witnesses = body["witnesses"] === undefined ? [] : await readWitnesses(body["witnesses"]);
  if (longestContent(questions) > manifest.contentSize) throw new Malformed("content_size: less than the longest content");
  return {
    ...manifest,
    questions,
    witnesses,
    mix: Number(body["mix"]),
    lateAdditions: shape.boolean(body["late_additions"], "late_additions", false),
    quorum: body["quorum"] === undefined ? 0 : shape.integer(body["quorum"], "quorum", 0, witnesses.length),
  };
}

/** @param {import("./strict_json.js").Words} title */
function checkTitle(title) {
  for (const text of typeof title === "string" ? [title] : Object.values(title)) if (/^\p{White_Space}*$/u.test(text)) throw new Malformed("a blank title");
}

/**
 * `host[:port]`: a DNS name, or a loopback host (choice C4).
 * @param {string} name
 */
function checkName(name) {
  const [, host = "", port] = /^(\[::1\]|[^:[\]]+)(?::([1-9][0-9]{0,4}))?$/.exec(name) ?? [];
  const labels = host.split(".");
  const isLoopback = host === "localhost" || host === "[::1]" || isLoopbackAddress(labels);
  const isDns = host.length <= 253 && labels.every((label) => LABEL.test(label)) && !/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "");
  if (!isLoopback && !isDns) throw new Malformed(`not the name of a service: ${name}`);
  if (port !== undefined && (Number(port) > 65535 || port === "443" || (port === "80" && isLoopback))) throw new Malformed(`not the port of a service: ${name}`);
}

/** @param {string[]} labels */
const isLoopbackAddress = (labels) => labels.length === 4 && labels[0] === "127" && labels.every((label) => /^(?:0|[1-9][0-9]{0,2})$/.test(label) && Number(label) < 256);

/** @param {Json} value */
async function readWitnesses(value) {
  if (!Array.isArray(value)) throw new Malformed("witnesses: not a list");
  const keys = await Promise.all(value.map((item) => readWitnessKey(shape.string(item, "witnesses"))));
  if (new Set(keys.map(({ publicKey }) => hex(publicKey))).size !== keys.length) throw new Malformed("witnesses: a key twice");
  return keys;
}

/** @param {string} text @returns {Promise<WitnessKey>} */
async function readWitnessKey(text) {
  const [, name, idText, keyText] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (name === undefined || idText === undefined || keyText === undefined) throw new Malformed("witnesses: not a verifier key");
  const typed = parseBase64(keyText);
  const [type = 0, publicKey] = [typed[0], typed.slice(1)];
  const isSound = type === COSIGNATURE ? ed25519.isSoundPoint(publicKey) : type === ML_DSA_44 && publicKey.length === 1312;
  if (!isSound) throw new Malformed("witnesses: not a key of a witness");
  const id = (await sha256(utf8(`${name}\n`), typed)).slice(0, 4);
  if (!equal(id, parseHex(idText, 4))) throw new Malformed("witnesses: key id and key do not match");
  return { name, id, type, publicKey };
}

/**
 * How many witnesses have cosigned a checkpoint (C2SP tlog-cosignature): `u64 time || signature` over two lines and the text.
 * Those by ML-DSA-44 cannot be verified here and count as none.
 * @param {import("./note.js").Note} note
 * @param {WitnessKey[]} witnesses
 */
export async function countCosigners(note, witnesses) {
  const signed = await Promise.all(
    witnesses.map(async ({ name, id, type, publicKey }) => {
      const lines = note.signatures.filter((line) => line.name === name && equal(line.blob.subarray(0, 4), id));
      const good = await Promise.all(lines.map(({ blob }) => type === COSIGNATURE && isCosigned(note.text, publicKey, blob.slice(4))));
      return good.length > 0 && good.every(Boolean);
    }),
  );
  return signed.filter(Boolean).length;
}

/** @param {string} text @param {Bytes} key @param {Bytes} cosignature */
async function isCosigned(text, key, cosignature) {
  if (cosignature.length !== 72) return false;
  const time = new DataView(cosignature.buffer).getBigUint64(0);
  const message = concat(utf8(`cosignature/v1\ntime ${time}\n`), utf8(text));
  return time < 2n ** 63n && ed25519.verify(key, cosignature.slice(8), message);
}

/**
 * Bytes of the JSON in which every question has its longest answer.
 * @param {Counted[]} questions
 */
function longestContent(questions) {
  const answers = questions.map((question) => {
    const answer = question.abstain ? Math.max(longestAnswer(question), '"abstain"'.length) : longestAnswer(question);
    return `"${question.id}":`.length + answer;
  });
  return '{"answers":{}}'.length + joined(answers);
}

/** @param {Counted} question */
function longestAnswer(question) {
  const ids = question.options.map(({ id }) => `"${id}"`.length);
  if (question.kind === "score") {
    const number = Math.max(String(question.low).length, String(question.high).length);
    return '{"score":{}}'.length + joined(ids.map((length) => length + 1 + number));
  }
  const word = question.kind === "choice" ? "choose" : "rank";
  return `{"${word}":[]}`.length + joined(ids.sort((a, b) => b - a).slice(0, question.max));
}

/** Length of parts with a comma between each two. @param {number[]} lengths */
const joined = (lengths) => lengths.reduce((total, length) => total + length, lengths.length - 1);

const MAX_TEXT = 262_144;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
