/**
 * A whole little world for tests: a registrar and a ballot box with keys of their own, a poll, and the signer's side of
 * the blind signature, which no page of the booth contains.
 */

import { createPublicKey, generateKeyPairSync, sign as nodeSign } from "node:crypto";

import { toBytes, toInteger } from "../blind_rsa.js";
import { base64, base64url, concat, hex, parseHex, sha256, utf8 } from "../bytes.js";
import { leafHash, nodeHash } from "../log.js";
import { formatVerifierKey } from "../note.js";

/** @typedef {import("../bytes.js").Bytes} Bytes */
/** @typedef {{ name: string, vkey: string, sign: (text: string) => string }} Signer signs a note's text */

/** @param {string} name */
export const makeSigner = (name) => signerOf(name, generateKeyPairSync("ed25519").privateKey);

/** @param {string} name @param {import("node:crypto").KeyObject} privateKey @returns {Promise<Signer>} */
export async function signerOf(name, privateKey) {
  const raw = Uint8Array.from(createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(-32));
  const vkey = await formatVerifierKey(name, raw);
  const id = parseHex(vkey.split("+")[1] ?? "");
  const line = (/** @type {string} */ text) => {
    const signature = Uint8Array.from(nodeSign(null, utf8(text), privateKey));
    return `\u2014 ${name} ${base64(concat(id, signature))}\n`;
  };
  return { name, vkey, sign: line };
}

/** @param {string} text @param {...Signer} signers */
export const noteOf = (text, ...signers) => `${text}\n${signers.map((signer) => signer.sign(text)).join("")}`;

/** @param {string} kind @param {unknown} body */
export const statement = (kind, body) => `${kind}\n${JSON.stringify(body)}\n`;

/** The registrar's key for one poll. @param {number} [bits] */
export function makeTokenKey(bits = 2048) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const jwk = /** @type {{ n: string, d: string }} */ (privateKey.export({ format: "jwk" }));
  const plain = Uint8Array.from(publicKey.export({ type: "spki", format: "der" }));
  const [n, d] = [jwk.n, jwk.d].map((text) => toInteger(Buffer.from(text, "base64url")));
  const [modulus, exponent] = /** @type {[bigint, bigint]} */ ([n, d]);
  return {
    spki: pssSpki(plain),
    privateKey,
    /** @param {Uint8Array} blinded @returns {Bytes} */
    blindSign: (blinded) => toBytes(power(toInteger(blinded), exponent, modulus), bits / 8),
  };
}

/**
 * The SubjectPublicKeyInfo of a poll's key from a plain RSA one of 2048 bits.
 * @param {Bytes} plain
 */
export const pssSpki = (plain) =>
  concat(
    parseHex(
      "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b06096086480165030402" +
        "02a2030201300382010f00",
    ),
    plain.subarray(24),
  );

/**
 * @param {object} [options]
 * @param {string} [options.registrarName]
 * @param {string} [options.boxName]
 * @param {{ [field: string]: unknown }} [options.changes] to the manifest
 * @param {Bytes} [options.spki]
 * @param {{ registrar: Signer, ballotBox: Signer }} [options.signers] of services that there are already
 */
export async function makePoll({ registrarName = "localhost:8001", boxName = "127.0.0.1:8002", changes = {}, spki, signers } = {}) {
  const registrar = signers?.registrar ?? (await makeSigner(registrarName));
  const box = signers?.ballotBox ?? (await makeSigner(boxName));
  const tokenKey = makeTokenKey();
  const url = (/** @type {string} */ name) => (/^(localhost|127\.|\[::1\])/.test(name) ? "http://" : "https://") + name;
  const body = {
    slug: "board-2026",
    title: "Board election 2026",
    description: "",
    languages: ["en"],
    test: false,
    registrar: { name: registrar.name, url: url(registrar.name), key: registrar.vkey },
    ballot_box: { name: box.name, url: url(box.name), key: box.vkey },
    token: { type: 2, key: base64url(spki ?? tokenKey.spki) },
    eligible: 1250,
    issuance_opens: "2026-11-01T09:00:00Z",
    issuance_closes: "2026-11-20T09:00:00Z",
    voting_opens: "2026-11-02T09:00:00Z",
    voting_closes: "2026-11-21T09:00:00Z",
    results: "after_close",
    mix: 16,
    content_size: 256,
    questions: QUESTIONS,
    ...changes,
  };
  const text = statement("psephos-manifest/v1", body);
  const id = hex(await sha256(utf8(text)));
  return {
    id,
    body,
    text,
    registrar,
    box,
    tokenKey,
    note: noteOf(text, registrar, box),
    /** The registrar's answer to a request of 259 bytes. @param {Bytes} request */
    async issue(request) {
      const response = tokenKey.blindSign(request.subarray(3));
      const [requestHash, responseHash] = await Promise.all([sha256(request), sha256(response)]);
      const pass = { poll: id, request: hex(requestHash), response: hex(responseHash) };
      return { response, note: noteOf(statement("psephos-pass/v1", pass), registrar) };
    },
    /** @param {Bytes} ballot */
    async promise(ballot) {
      return noteOf(statement("psephos-promise/v1", { poll: id, ballot: hex(await sha256(ballot)) }), box);
    },
    /** @param {Bytes} ballot @param {string} reason */
    async refusal(ballot, reason) {
      return noteOf(statement("psephos-refusal/v1", { poll: id, ballot: hex(await sha256(ballot)), reason }), box);
    },
    /** @param {object} changes @param {number} seq */
    notice: (changes, seq = 1) =>
      noteOf(statement("psephos-notice/v1", { poll: id, seq, kind: "close", voting_closes: "2026-11-20T09:00:00Z", reason: "", at: "2026-11-19T09:00:00Z", ...changes }), registrar),
    /** @param {Bytes[]} entries */
    async result(entries) {
      const { root } = await merkle(entries, 0);
      return noteOf(statement("psephos-result/v1", { poll: id, ballots: 1, issued: null, tree_size: entries.length, root: base64(root), tally: {} }), box);
    },
    /** @param {Bytes[]} entries @param {number} index */
    async tlogProof(entries, index) {
      const { root, proof } = await merkle(entries, index);
      const checkpoint = noteOf(`${box.name}/polls/${id}/log\n${entries.length}\n${base64(root)}\n`, box);
      return `c2sp.org/tlog-proof@v1\nindex ${index}\n${proof.map((hash) => base64(hash) + "\n").join("")}\n${checkpoint}`;
    },
  };
}

/**
 * Root and inclusion proof by the recursive definition of RFC 6962 section 2.1.
 * @param {Bytes[]} entries
 * @param {number} index
 * @returns {Promise<{ root: Bytes, proof: Bytes[] }>}
 */
export async function merkle(entries, index) {
  if (entries.length === 1) return { root: await leafHash(/** @type {Bytes} */ (entries[0])), proof: [] };
  const split = 2 ** Math.floor(Math.log2(entries.length - 1));
  const left = await merkle(entries.slice(0, split), Math.min(index, split - 1));
  const right = await merkle(entries.slice(split), Math.max(index - split, 0));
  const root = await nodeHash(left.root, right.root);
  return { root, proof: index < split ? [...left.proof, right.root] : [...right.proof, left.root] };
}

/** @param {bigint} base @param {bigint} exponent @param {bigint} modulus */
function power(base, exponent, modulus) {
  let [result, square] = [1n, base % modulus];
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export const QUESTIONS = [
  {
    id: "q1",
    title: "President",
    kind: "choice",
    min: 1,
    max: 1,
    options: [
      { id: "a", title: "Ada" },
      { id: "b", title: "Ben" },
    ],
  },
  {
    id: "q2",
    title: "Board",
    kind: "ranking",
    method: "stv-scottish",
    seats: 2,
    min: 1,
    max: 3,
    options: [
      { id: "a", title: "Ada" },
      { id: "b", title: "Ben" },
      { id: "10", title: "Cleo" },
      { id: "9", title: "Dora" },
    ],
  },
  {
    id: "q3",
    title: "Budget",
    kind: "score",
    low: -1,
    high: 5,
    options: [
      { id: "10", title: "Roof" },
      { id: "9", title: "Garden" },
      { id: "constructor", title: "Library" },
    ],
  },
];
