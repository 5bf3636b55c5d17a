/**
 * C2SP signed notes and verifier keys; statements, which are notes of a kind and one line of JSON.
 */

import { base64, concat, equal, hex, Malformed, parseBase64, parseHex, sha256, utf8 } from "./bytes.js";
import * as ed25519 from "./ed25519.js";
import { parseStrictJson } from "./strict_json.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Json } from "./strict_json.js" */

/** @typedef {{ name: string, id: Bytes, publicKey: Bytes }} VerifierKey */
/** @typedef {{ text: string, signatures: { name: string, blob: Bytes }[] }} Note */

/**
 * `name+hex(key id)+base64(0x01 || public key)`; the key id must be right and the key a sound Ed25519 key.
 * @param {string} text
 * @returns {Promise<VerifierKey>}
 */
export async function parseVerifierKey(text) {
  const [, name, idText, keyText] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (name === undefined || idText === undefined || keyText === undefined) throw new Malformed("not a verifier key");
  const typed = parseBase64(keyText, 33);
  if (typed[0] !== ED25519_TYPE) throw new Malformed("not an Ed25519 verifier key");
  const publicKey = typed.slice(1);
  if (!ed25519.isSoundPoint(publicKey)) throw new Malformed("a weak Ed25519 key");
  const id = await keyId(name, publicKey);
  if (!equal(id, parseHex(idText, 4))) throw new Malformed("key id and key do not match");
  return { name, id, publicKey };
}

/**
 * @param {string} name
 * @param {Bytes} publicKey
 * @returns {Promise<string>} the verifier key's written form
 */
export async function formatVerifierKey(name, publicKey) {
  return `${name}+${hex(await keyId(name, publicKey))}+${base64(concat(new Uint8Array([ED25519_TYPE]), publicKey))}`;
}

/**
 * Splits a note at its last empty line; checks its form and no signature.
 * @param {string} whole
 * @returns {Note}
 */
export function parseNote(whole) {
  if (/[\u0000-\u0009\u000b-\u001f\ufeff]/.test(whole)) throw new Malformed("control character in a note");
  const split = whole.lastIndexOf("\n\n");
  if (split < 1 || !whole.endsWith("\n")) throw new Malformed("no signatures");
  const lines = whole.slice(split + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw new Malformed("too many signatures");
  const signatures = lines.map((line) => {
    const [, name, blobText] = /^\u2014 ([^+\s]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    if (name === undefined || blobText === undefined) throw new Malformed("not a signature line");
    const blob = parseBase64(blobText);
    if (blob.length < 5) throw new Malformed("not a signature line");
    return { name, blob };
  });
  return { text: whole.slice(0, split + 1), signatures };
}

/**
 * Whether the note bears good signatures of this key, at least one and no bad one: what the booth takes for evidence,
 * every other reader must take too. Lines of other keys are ignored.
 * @param {Note} note
 * @param {VerifierKey} key
 */
export async function isSignedBy(note, key) {
  const lines = note.signatures.filter(({ name, blob }) => name === key.name && equal(blob.subarray(0, 4), key.id));
  const good = await Promise.all(lines.map(({ blob }) => ed25519.verify(key.publicKey, blob.slice(4), utf8(note.text))));
  return good.length > 0 && good.every(Boolean);
}

/**
 * A statement: the kind on the first line, one line of JSON, signed.
 * @param {string} whole
 * @param {string} kind
 * @param {VerifierKey} key
 * @param {string[]} fields exactly these
 * @returns {Promise<{ [field: string]: Json }>}
 */
export async function openStatement(whole, kind, key, fields) {
  const note = parseNote(whole);
  if (!(await isSignedBy(note, key))) throw new Malformed(`${kind}: not signed by ${key.name}`);
  return statementBody(note.text, kind, fields);
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {string[]} [fields]
 * @returns {{ [field: string]: Json }}
 */
export function statementBody(text, kind, fields) {
  const [first, json, rest, ...more] = text.split("\n");
  if (first !== kind || json === undefined || rest !== "" || more.length > 0) throw new Malformed(`not a ${kind}`);
  const body = parseStrictJson(json);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Malformed(`${kind}: not an object`);
  if (fields && Object.keys(body).sort().join() !== [...fields].sort().join()) throw new Malformed(`${kind}: other fields than expected`);
  return body;
}

/**
 * First four bytes of `SHA-256(name || 0x0A || 0x01 || public key)`.
 * @param {string} name
 * @param {Bytes} publicKey
 */
async function keyId(name, publicKey) {
  return (await sha256(utf8(name), new Uint8Array([0x0a, ED25519_TYPE]), publicKey)).slice(0, 4);
}

const ED25519_TYPE = 0x01;
/** The protocol promises 16; a poll may have more witnesses. */
const MAX_SIGNATURES = 100;
