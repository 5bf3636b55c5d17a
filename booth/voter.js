/**
 * The voter's own part: making the request for a pass, taking what the registrar hands back, and carrying both to another device.
 * What the registrar hands back stands in the address's fragment, which no server sees.
 */

import { verifyBallot } from "./ballot.js";
import { base64url, fromUtf8, Malformed, parseBase64url, randomBytes } from "./bytes.js";
import { publicKeyOf } from "./ed25519.js";
import { checkPassNote, checkPromise } from "./statements.js";
import { finalizeToken, REQUEST_LENGTH, requestFits, requestToken, RESPONSE_LENGTH, tokenInput } from "./token.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Manifest } from "./manifest.js" */
/** @import { Stored, StoredPass, StoredRequest } from "./storage.js" */

/**
 * A fresh ballot key and a fresh blinding: nothing in it can be made again, so store it before it is used.
 * @param {Manifest} manifest
 * @returns {Promise<StoredRequest>}
 */
export async function makeRequest(manifest) {
  const seed = randomBytes(32);
  const { request, blinding } = await requestToken(manifest.tokenKey, await inputOf(manifest, seed));
  return {
    seed: base64url(seed),
    salt: base64url(blinding.salt),
    inverse: base64url(blinding.inverse),
    request: base64url(request),
  };
}

/**
 * Unblinds the registrar's response; throws unless the pass verifies under the poll's key.
 * @param {Manifest} manifest
 * @param {StoredRequest} stored
 * @param {string} response base64url
 * @returns {Promise<Bytes>} the token
 */
export async function takePass(manifest, stored, response) {
  const { seed, blinding } = parseRequest(stored);
  const blindSignature = parseBase64url(response, RESPONSE_LENGTH);
  return finalizeToken(manifest.tokenKey, await inputOf(manifest, seed), blindSignature, blinding);
}

/** @typedef {{ pass: string, note: string } | { refused: string }} Handover */

/**
 * @param {string} fragment with or without its `#`
 * @returns {Handover | undefined} undefined when it is something else
 */
export function parseHandover(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const [pass, refused] = [fields.get("pass"), fields.get("refused")];
  if (pass !== null) return { pass, note: fields.get("note") ?? "" };
  if (refused !== null) return { refused: /^[a-z-]{1,40}$/.test(refused) ? refused : "unknown" };
  return undefined;
}

/**
 * Checks a pass against what this device asked for. The pass itself must verify; the registrar's signed note about it
 * is kept when it is good, and its absence costs the voter nothing.
 * @param {Manifest} manifest
 * @param {Stored} stored
 * @param {{ pass: string, note: string }} handover
 * @returns {Promise<StoredPass>}
 */
export async function readPass(manifest, stored, { pass, note }) {
  if (stored.request === undefined) throw new NoRequestHere();
  let noteText = "";
  try {
    noteText = fromUtf8(parseBase64url(note));
    await checkPassNote(manifest, noteText, parseBase64url(stored.request.request), parseBase64url(pass));
  } catch {
    noteText = "";
  }
  try {
    await takePass(manifest, stored.request, pass);
  } catch (error) {
    if (noteText !== "") throw new BadPassSigned(noteText, pass);
    throw error instanceof Malformed ? error : new Malformed(String(error));
  }
  return { response: pass, note: noteText };
}

/** A pass has come to a device that asked for none: another browser, or one that has forgotten. */
export class NoRequestHere extends Error {}

/** The registrar has signed that it answered this request with a pass, and the pass is no good: evidence. */
export class BadPassSigned extends Error {
  /**
   * @param {string} note
   * @param {string} response
   */
  constructor(note, response) {
    super("a signed answer that is no pass");
    this.name = "BadPassSigned";
    this.note = note;
    this.response = response;
  }
}

/**
 * The backup file: everything this device holds for the poll, for another device to go on with.
 * @param {Manifest} manifest
 * @param {Stored} stored
 */
export function formatBackup(manifest, stored) {
  const booth = `${manifest.ballotBox.url}/polls/${manifest.id}/booth`;
  const note = "Whoever has this file can vote in your place. Open the address and choose 'I have a backup file'.";
  return JSON.stringify({ format: FORMAT, note, booth, poll: manifest.id, ...stored }, undefined, 1) + "\n";
}

/**
 * Parses a backup file of this poll and checks every part of it against the manifest, so that a damaged file is
 * refused now and not when the pass has been collected.
 * @param {Manifest} manifest
 * @param {string} text
 * @returns {Promise<Stored & { request: StoredRequest }>}
 */
export async function openBackup(manifest, text) {
  const file = parseJson(text);
  if (file?.format !== FORMAT) throw new Malformed("not a backup file");
  if (file.poll !== manifest.id) throw new OtherPoll(String(file.booth ?? ""));
  const request = fields(file.request, ["seed", "salt", "inverse", "request"]);
  const { seed, blinding, bytes } = parseRequest(request);
  if (!(await requestFits(manifest.tokenKey, await inputOf(manifest, seed), bytes, blinding))) {
    throw new Malformed("the parts of the backup do not belong together");
  }
  /** @type {Stored & { request: StoredRequest }} */
  const stored = { request };
  if (file.pass !== undefined) {
    stored.pass = fields(file.pass, ["response", "note"]);
    await takePass(manifest, request, stored.pass.response);
  }
  if (file.ballot !== undefined) {
    stored.ballot = fields(file.ballot, ["ballot"]);
    const ballot = parseBase64url(stored.ballot.ballot);
    await verifyBallot(manifest, ballot);
    if (file.promise !== undefined) {
      stored.promise = fields(file.promise, ["promise"]);
      await checkPromise(manifest, stored.promise.promise, ballot);
    }
  }
  return stored;
}

/** A backup file of another poll; `booth` is where that one says it belongs, not to be trusted. */
export class OtherPoll extends Error {
  /** @param {string} booth */
  constructor(booth) {
    super("a backup of another poll");
    this.name = "OtherPoll";
    this.booth = booth;
  }
}

/** @param {StoredRequest} stored */
function parseRequest({ seed, salt, inverse, request }) {
  return {
    seed: parseBase64url(seed, 32),
    blinding: { salt: parseBase64url(salt, 48), inverse: parseBase64url(inverse, RESPONSE_LENGTH) },
    bytes: parseBase64url(request, REQUEST_LENGTH),
  };
}

/**
 * @param {Manifest} manifest
 * @param {Bytes} seed
 */
async function inputOf(manifest, seed) {
  return tokenInput(await publicKeyOf(seed), manifest.challengeDigest, manifest.tokenKey.id);
}

/**
 * @param {string} text
 * @returns {any}
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed("not a backup file");
  }
}

/**
 * @template {string} F
 * @param {any} value
 * @param {F[]} names
 * @returns {{ [field in F]: string }}
 */
function fields(value, names) {
  for (const name of names) if (typeof value?.[name] !== "string") throw new Malformed(`backup: ${name} is missing`);
  return /** @type {{ [field in F]: string }} */ (Object.fromEntries(names.map((name) => [name, value[name]])));
}

const FORMAT = "psephos-backup/v1";
