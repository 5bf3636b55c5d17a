/**
 * The voting pass: a Privacy Pass token of type 0x0002 (RFC 9577, RFC 9578), whose nonce is the voter's one-time
 * Ed25519 public key.
 */

import * as blindRsa from "./blind_rsa.js";
import { concat, equal, Malformed, parseHex, sha256, u16, utf8 } from "./bytes.js";

/** @import { Blinding } from "./blind_rsa.js" */
/** @import { Bytes } from "./bytes.js" */

/** @typedef {{ spki: Bytes, id: Bytes, rsa: import("./blind_rsa.js").PublicKey }} TokenKey */

export const TOKEN_INPUT_LENGTH = 98;
export const TOKEN_LENGTH = 354;
export const REQUEST_LENGTH = 259;
export const RESPONSE_LENGTH = 256;

/**
 * The one accepted form: id-RSASSA-PSS with explicit SHA-384, MGF1-SHA-384 and salt length 48, a 2048-bit odd modulus,
 * e = 65537. WebCrypto refuses that algorithm id, so the key proper is wrapped anew as rsaEncryption for it;
 * the key's id stays over the original bytes.
 * @param {Bytes} spki
 * @returns {Promise<TokenKey>}
 */
export async function parseTokenKey(spki) {
  const modulusAt = PSS_PREFIX.length + MODULUS_PREFIX.length;
  const exponentAt = modulusAt + RESPONSE_LENGTH;
  if (
    spki.length !== 342 ||
    !equal(spki.subarray(0, modulusAt), concat(PSS_PREFIX, MODULUS_PREFIX)) ||
    !equal(spki.subarray(exponentAt), EXPONENT)
  ) {
    throw new Malformed("not a pass key of the agreed form");
  }
  const n = blindRsa.toInteger(spki.subarray(modulusAt, exponentAt));
  if (n >> 2047n !== 1n || n % 2n !== 1n) throw new Malformed("not a 2048-bit odd modulus");
  const wrapped = concat(PLAIN_PREFIX, spki.subarray(PSS_PREFIX.length));
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  const webKey = await crypto.subtle.importKey("spki", wrapped, algorithm, false, ["verify"]);
  return { spki, id: await sha256(spki), rsa: { n, e: 65537n, length: RESPONSE_LENGTH, webKey } };
}

/**
 * TokenChallenge (RFC 9577 section 2.1.1). A redemption context is empty or 32 bytes.
 * @param {string} issuerName
 * @param {Uint8Array} redemptionContext
 * @param {string} originInfo
 */
export function tokenChallenge(issuerName, redemptionContext, originInfo) {
  if (redemptionContext.length !== 0 && redemptionContext.length !== 32) throw new RangeError("redemption context");
  const [issuer, origin] = [utf8(issuerName), utf8(originInfo)];
  const context = concat(new Uint8Array([redemptionContext.length]), redemptionContext);
  return concat(u16(TOKEN_TYPE), u16(issuer.length), issuer, context, u16(origin.length), origin);
}

/**
 * `0x0002 || nonce || challenge digest || key id`: what the signer signs without seeing it.
 * @param {Bytes} nonce the ballot key
 * @param {Bytes} challengeDigest
 * @param {Bytes} keyId
 */
export function tokenInput(nonce, challengeDigest, keyId) {
  const input = concat(u16(TOKEN_TYPE), nonce, challengeDigest, keyId);
  if (input.length !== TOKEN_INPUT_LENGTH) throw new RangeError("token input fields have 32 bytes each");
  return input;
}

/**
 * TokenRequest (RFC 9578 section 6.1): type, last byte of the key id, blinded message.
 * @param {TokenKey} key
 * @param {Bytes} input
 * @returns {Promise<{ request: Bytes, blinding: Blinding }>}
 */
export async function requestToken(key, input) {
  const { blindedMessage, blinding } = await blindRsa.blind(key.rsa, input);
  return { request: tokenRequest(key, blindedMessage), blinding };
}

/**
 * @param {TokenKey} key
 * @param {Bytes} blindedMessage
 */
export const tokenRequest = (key, blindedMessage) => concat(u16(TOKEN_TYPE), key.id.subarray(31), blindedMessage);

/**
 * @param {TokenKey} key
 * @param {Bytes} input
 * @param {Uint8Array} response the registrar's blind signature
 * @param {Blinding} blinding
 * @returns {Promise<Bytes>} the token, verified
 */
export async function finalizeToken(key, input, response, blinding) {
  return concat(input, await blindRsa.finalize(key.rsa, input, response, blinding));
}

/**
 * Whether a kept request and blinding belong together and to this key and input.
 * @param {TokenKey} key
 * @param {Bytes} input
 * @param {Bytes} request
 * @param {Blinding} blinding
 */
export async function requestFits(key, input, request, blinding) {
  if (request.length !== REQUEST_LENGTH || blinding.salt.length !== blindRsa.SALT_LENGTH) return false;
  const blindedMessage = request.slice(3);
  return equal(request, tokenRequest(key, blindedMessage)) && blindRsa.blindingFits(key.rsa, input, blindedMessage, blinding);
}

/**
 * @param {TokenKey} key
 * @param {Bytes} challengeDigest
 * @param {Bytes} token
 */
export async function verifyToken(key, challengeDigest, token) {
  if (token.length !== TOKEN_LENGTH) return false;
  const input = token.slice(0, TOKEN_INPUT_LENGTH);
  const expected = tokenInput(token.slice(2, 34), challengeDigest, key.id);
  return equal(input, expected) && blindRsa.verify(key.rsa, input, token.slice(TOKEN_INPUT_LENGTH));
}

const TOKEN_TYPE = 0x0002;

// SubjectPublicKeyInfo up to and with the BIT STRING's header: id-RSASSA-PSS with its parameters, then rsaEncryption.
const PSS_PREFIX = parseHex(
  "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202" +
    "a11a301806092a864886f70d010108300b0609608648016503040202a2030201300382010f00",
);
const PLAIN_PREFIX = parseHex("30820122300d06092a864886f70d01010105000382010f00");

// RSAPublicKey: a SEQUENCE, an INTEGER of 257 bytes with a leading zero (so the modulus has 2048 bits); then 65537.
const MODULUS_PREFIX = parseHex("3082010a0282010100");
const EXPONENT = parseHex("0203010001");
