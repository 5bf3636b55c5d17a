/**
 * Ed25519 (RFC 8032) through WebCrypto, made strict: WebCrypto accepts keys of small order, under which forged
 * signatures verify, so those and every non-canonical encoding are refused here, for the key A and for the point R.
 */

import { Malformed, parseHex, concat } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */

/**
 * @param {Bytes} publicKey 32 bytes
 * @param {Bytes} signature 64 bytes
 * @param {Bytes} message
 * @returns {Promise<boolean>} false for anything that is not a good signature, never an exception
 */
export async function verify(publicKey, signature, message) {
  if (signature.length !== 64 || !isSoundPoint(publicKey) || !isSoundPoint(signature.subarray(0, 32))) return false;
  if (littleEndian(signature.subarray(32)) >= GROUP_ORDER) return false;
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, message);
  } catch {
    return false; // not a point of the curve
  }
}

/**
 * @param {Bytes} seed 32 bytes
 * @param {Bytes} message
 * @returns {Promise<Bytes>} not the same bytes twice in every browser: store a signature before it is used
 */
export async function sign(seed, message) {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", await privateKey(seed, false), message));
}

/**
 * The public key of a seed (RFC 8032 section 5.1.5).
 * @param {Bytes} seed
 * @returns {Promise<Bytes>}
 */
export async function publicKeyOf(seed) {
  const { x } = await crypto.subtle.exportKey("jwk", await privateKey(seed, true));
  if (x === undefined) throw new Malformed("this browser exports no public key");
  const bytes = Uint8Array.from(atob(x.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return bytes;
}

/**
 * Canonically encoded and not of small order. A point of small order has y in {0, 1, -1, y8, -y8}; together with their
 * sign bits and the two spellings at or above p that name 0 and 1, these are the 14 encodings to refuse.
 * @param {Uint8Array} encoding
 */
export function isSoundPoint(encoding) {
  if (encoding.length !== 32) return false;
  const y = littleEndian(encoding) & ((1n << 255n) - 1n);
  return y < FIELD_PRIME && !SMALL_ORDER_Y.includes(y);
}

/**
 * @param {Bytes} seed
 * @param {boolean} extractable
 */
function privateKey(seed, extractable) {
  if (seed.length !== 32) throw new Malformed("an Ed25519 seed has 32 bytes");
  return crypto.subtle.importKey("pkcs8", concat(PKCS8_PREFIX, seed), "Ed25519", extractable, ["sign"]);
}

/** @param {Uint8Array} bytes */
function littleEndian(bytes) {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

const FIELD_PRIME = (1n << 255n) - 19n;
const GROUP_ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;

/** The y of the points of order 8; the other two are its negative's and so covered by `FIELD_PRIME - Y8`. */
const Y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL_ORDER_Y = [0n, 1n, FIELD_PRIME - 1n, Y8, FIELD_PRIME - Y8];

// RFC 8410 section 7: version 0, algorithm 1.3.101.112, an OCTET STRING within an OCTET STRING.
const PKCS8_PREFIX = parseHex("302e020100300506032b657004220420");
