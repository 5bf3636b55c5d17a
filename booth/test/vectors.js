/**
 * The published vectors, and what must be refused, as plain functions: the same checks run in Node and in a browser.
 *
 * `loadJson(path)` resolves to the parsed file, or, for a path that ends in "/", to the list of all files below it.
 * `report(name, ok, detail?)` is called once for every check.
 */

import { blindWith, finalize, inverseOf, toInteger, verify } from "../blind_rsa.js";
import { base64url, concat, equal, hex, parseBase64, parseHex, sha256, utf8 } from "../bytes.js";
import * as ed25519 from "../ed25519.js";
import { verifyConsistency, verifyInclusion } from "../log.js";
import { finalizeToken, parseTokenKey, tokenChallenge, tokenInput, tokenRequest, verifyToken } from "../token.js";

/** @typedef {(path: string) => Promise<any>} LoadJson */
/** @typedef {(name: string, ok: boolean, detail?: string) => void} Report */

/** @type {{ [suite: string]: (loadJson: LoadJson, report: Report) => Promise<void> }} */
export const suites = {
  "RFC 9474 blind RSA": rfc9474,
  "RFC 9577 challenges": rfc9577,
  "RFC 9578 tokens": rfc9578,
  "RFC 6962 inclusion": rfc6962Inclusion,
  "RFC 6962 consistency": rfc6962Consistency,
  "RFC 8032 Ed25519": rfc8032,
  "Ed25519 weak keys": weakEd25519,
};

/**
 * Every suite; an exception is a failed check.
 * @param {LoadJson} loadJson
 * @param {Report} report
 */
export async function runAll(loadJson, report) {
  for (const [name, suite] of Object.entries(suites)) {
    try {
      await suite(loadJson, (check, ok, detail) => report(`${name}: ${check}`, ok, detail));
    } catch (error) {
      report(name, false, String(error));
    }
  }
}

/** @param {LoadJson} loadJson @param {Report} report */
async function rfc9474(loadJson, report) {
  const variants = await loadJson("rfc9474/test_vectors_rfc9474_4variants.json");
  const others = await loadJson("rfc9474/test_vectors.json");
  for (const [i, vector] of [...variants, ...others].entries()) {
    const name = vector.name ?? `vector ${i}`;
    const key = await rsaKey(unprefixed(vector.n), unprefixed(vector.e));
    const message = parseHex(vector.input_msg ?? vector.msg);
    const salt = parseHex(vector.salt);
    const r = inverseOf(toInteger(parseHex(unprefixed(vector.inv))), key.n);

    const { blindedMessage, blinding } = await blindWith(key, message, salt, r);
    report(`${name}, blinded message`, hex(blindedMessage) === vector.blinded_msg);
    report(`${name}, inverse`, hex(blinding.inverse) === unprefixed(vector.inv));

    const blindSignature = parseHex(vector.blind_sig);
    const signature = await finalize(key, message, blindSignature, blinding);
    report(`${name}, signature`, hex(signature) === vector.sig);
    report(`${name}, verifies`, await verify(key, message, signature, salt.length));
    report(`${name}, not for another message`, !(await verify(key, concat(message, utf8("x")), signature, salt.length)));
    blindSignature[100] = /** @type {number} */ (blindSignature[100]) ^ 1;
    report(`${name}, a flipped bit is refused`, await throws(() => finalize(key, message, blindSignature, blinding)));
  }
}

/** @param {LoadJson} loadJson @param {Report} report */
async function rfc9577(loadJson, report) {
  for (const [i, vector] of (await loadJson("rfc9577/auth_scheme_token_v14.json")).entries()) {
    const text = (/** @type {string} */ name) => new TextDecoder().decode(parseHex(vector[name]));
    const challenge = tokenChallenge(text("issuer_name"), parseHex(vector.redemption_context), text("origin_info"));
    const input = tokenInput(parseHex(vector.nonce), await sha256(challenge), parseHex(vector.token_key_id));
    report(`token ${i}`, hex(input) === vector.token_authenticator_input);
  }
}

/** @param {LoadJson} loadJson @param {Report} report */
async function rfc9578(loadJson, report) {
  for (const path of await loadJson("rfc9578/")) {
    for (const [i, vector] of (await loadJson(path)).entries()) {
      const name = `${path} ${i}`;
      const key = await parseTokenKey(parseHex(vector.pkS ?? vector.pk_s));
      const digest = await sha256(parseHex(vector.token_challenge));
      const input = tokenInput(parseHex(vector.nonce), digest, key.id);
      const r = toInteger(parseHex(vector.blind));
      const { blindedMessage, blinding } = await blindWith(key.rsa, input, parseHex(vector.salt), r);
      report(`${name}, request`, hex(tokenRequest(key, blindedMessage)) === vector.token_request);
      const token = await finalizeToken(key, input, parseHex(vector.token_response), blinding);
      report(`${name}, token`, hex(token) === vector.token);
      report(`${name}, verifies`, await verifyToken(key, digest, token));
      report(`${name}, not for another challenge`, !(await verifyToken(key, await sha256(digest), token)));
    }
  }
}

/** @param {LoadJson} loadJson @param {Report} report */
async function rfc6962Inclusion(loadJson, report) {
  for (const path of await loadJson("rfc6962/inclusion/")) {
    const { leafIdx, treeSize, root, leafHash, proof, wantErr } = await loadJson(path);
    const ok = await verifyInclusion(leafIdx, treeSize, decoded(leafHash), (proof ?? []).map(decoded), decoded(root));
    report(path, ok === !wantErr);
  }
}

/** @param {LoadJson} loadJson @param {Report} report */
async function rfc6962Consistency(loadJson, report) {
  for (const path of await loadJson("rfc6962/consistency/")) {
    const { size1, size2, root1, root2, proof, wantErr } = await loadJson(path);
    const ok = await verifyConsistency(size1, size2, (proof ?? []).map(decoded), decoded(root1), decoded(root2));
    report(path, ok === !wantErr);
  }
}

/** @param {LoadJson} _ @param {Report} report */
async function rfc8032(_, report) {
  // RFC 8032 section 7.1, TEST 1 to TEST 3.
  for (const [i, [seed, key, message, signature]] of RFC_8032.entries()) {
    const bytes = [seed, key, message, signature].map((text) => parseHex(text ?? ""));
    const [s, k, m, sig] = /** @type {[Uint8Array<ArrayBuffer>, any, any, any]} */ (bytes);
    report(`${i}, public key`, equal(await ed25519.publicKeyOf(s), k));
    report(`${i}, verifies`, await ed25519.verify(k, sig, m));
    report(`${i}, own signature verifies`, await ed25519.verify(k, await ed25519.sign(s, m), m));
    report(`${i}, not for another message`, !(await ed25519.verify(k, sig, concat(m, m, utf8("x")))));
    report(`${i}, S + L is refused`, !(await ed25519.verify(k, plusGroupOrder(sig), m)));
  }
}

/** @param {LoadJson} _ @param {Report} report */
async function weakEd25519(_, report) {
  const message = utf8("psephos-ballot/v1\n");
  const [, goodKey = "", , goodSignature = ""] = RFC_8032[0] ?? [];
  report("there are 14 of them", SMALL_ORDER.length === 14);
  let forgeries = 0;
  for (const encoding of SMALL_ORDER) {
    const point = parseHex(encoding);
    // Under a small-order key A, the pair (R = A or the neutral point, S = 0) verifies for many messages.
    const forged = concat(point, new Uint8Array(32));
    const plain = concat(parseHex("01" + "00".repeat(31)), new Uint8Array(32));
    for (const signature of [forged, plain]) if (await verifiesInWebCrypto(point, signature, message)) forgeries++;
    report(`${encoding} as a key`, !(await ed25519.verify(point, forged, message)) && !(await ed25519.verify(point, plain, message)));
    const swapped = concat(point, parseHex(goodSignature).subarray(32));
    report(`${encoding} as R`, !ed25519.isSoundPoint(point) && !(await ed25519.verify(parseHex(goodKey), swapped, new Uint8Array())));
  }
  report("WebCrypto alone takes forgeries, so the check is needed", forgeries > 0, `${forgeries}`);
  for (let excess = 0; excess < 19; excess++) {
    // p + excess, little-endian, is a second spelling of y = excess.
    const bytes = parseHex((0xed + excess).toString(16).padStart(2, "0") + "ff".repeat(30) + "7f");
    report(`p + ${excess} is not canonical`, !ed25519.isSoundPoint(bytes));
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} point
 * @param {Uint8Array<ArrayBuffer>} signature
 * @param {Uint8Array<ArrayBuffer>} message
 */
async function verifiesInWebCrypto(point, signature, message) {
  try {
    const key = await crypto.subtle.importKey("raw", point, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, message);
  } catch {
    return false;
  }
}

/** @param {Uint8Array<ArrayBuffer>} signature */
function plusGroupOrder(signature) {
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const s = signature.subarray(32).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n) + order;
  const bytes = signature.slice();
  for (let i = 0; i < 32; i++) bytes[32 + i] = Number((s >> BigInt(8 * i)) & 0xffn);
  return bytes;
}

/** @param {() => Promise<unknown>} act */
async function throws(act) {
  try {
    await act();
    return false;
  } catch {
    return true;
  }
}

/**
 * A key of any size: passes are 2048 bit, the vectors of RFC 9474 are 4096 bit.
 * @param {string} nHex
 * @param {string} eHex
 */
async function rsaKey(nHex, eHex) {
  const [n, e] = [parseHex(nHex), parseHex(eHex)];
  const jwk = { kty: "RSA", n: base64url(n), e: base64url(e), alg: "PS384" };
  const webKey = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: "SHA-384" }, false, ["verify"]);
  return { n: toInteger(n), e: toInteger(e), length: n.length, webKey };
}

/** @param {string} text */
const unprefixed = (text) => text.replace(/^0x/, "");

/** Go writes an empty byte string as null. @param {string | null} text */
const decoded = (text) => parseBase64(text ?? "");

const RFC_8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

/** Every 32-byte string that decodes to a point of order 1, 2, 4 or 8. */
const SMALL_ORDER = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];
