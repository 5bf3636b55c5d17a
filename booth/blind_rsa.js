/**
 * Blind RSA signatures, the client's side: RSABSSA of RFC 9474 with SHA-384, MGF1-SHA-384, over BigInt and WebCrypto.
 * The deterministic variant (no message prefix) with a salt of 48 bytes is what passes use; the salt's length is a
 * parameter so that the published vectors of the other variants run through the same code.
 *
 * BigInt is not constant-time. The values at stake (r, the salt) belong to the voter on the voter's own device, and
 * what a page elsewhere could time is one operation with a fresh r.
 */

import { concat, Malformed, randomBytes, sha384 } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */

/**
 * An RSA public key, parsed; `length` is the modulus length in bytes, `webKey` verifies RSA-PSS with SHA-384.
 * @typedef {{ n: bigint, e: bigint, length: number, webKey: CryptoKey }} PublicKey
 */

/**
 * What the voter must keep to turn the signer's answer into a signature. `salt` is kept too, so that a stored or
 * restored blinding can be checked against the request that was sent.
 * @typedef {{ salt: Bytes, inverse: Bytes }} Blinding
 */

export const SALT_LENGTH = 48;

/**
 * RFC 9474 section 4.2, with r uniformly random: the blinded message says nothing about the message, for ever.
 * @param {PublicKey} key
 * @param {Uint8Array} message
 * @param {number} [saltLength]
 * @returns {Promise<{ blindedMessage: Bytes, blinding: Blinding }>}
 */
export async function blind(key, message, saltLength = SALT_LENGTH) {
  return blindWith(key, message, randomBytes(saltLength), randomBelow(key.n, key.length));
}

/**
 * `blind` with given randomness, for published vectors and for checking a stored blinding.
 * @param {PublicKey} key
 * @param {Uint8Array} message
 * @param {Bytes} salt
 * @param {bigint} r
 * @returns {Promise<{ blindedMessage: Bytes, blinding: Blinding }>}
 */
export async function blindWith(key, message, salt, r) {
  const m = await encodedMessage(key, message, salt);
  if (r <= 0n || r >= key.n) throw new RangeError("blinding factor out of range");
  const inverse = inverseOf(r, key.n);
  const blinded = (m * power(r, key.e, key.n)) % key.n;
  return { blindedMessage: toBytes(blinded, key.length), blinding: { salt, inverse: toBytes(inverse, key.length) } };
}

/**
 * RFC 9474 section 4.4: `s = z * inverse mod n`, and s must verify before anyone sees it.
 * @param {PublicKey} key
 * @param {Bytes} message
 * @param {Uint8Array} blindSignature
 * @param {Blinding} blinding
 * @returns {Promise<Bytes>} the signature
 */
export async function finalize(key, message, blindSignature, blinding) {
  if (blindSignature.length !== key.length) throw new Malformed("blind signature has the wrong length");
  const z = toInteger(blindSignature);
  if (z >= key.n) throw new Malformed("blind signature is not below the modulus");
  const signature = toBytes((z * toInteger(blinding.inverse)) % key.n, key.length);
  if (!(await verify(key, message, signature, blinding.salt.length))) throw new Malformed("the signature does not verify");
  return signature;
}

/**
 * Plain RSASSA-PSS (RFC 8017 section 8.1.2) with SHA-384.
 * @param {PublicKey} key
 * @param {Bytes} message
 * @param {Bytes} signature
 * @param {number} [saltLength]
 */
export async function verify(key, message, signature, saltLength = SALT_LENGTH) {
  if (signature.length !== key.length || toInteger(signature) >= key.n) return false;
  return crypto.subtle.verify({ name: "RSA-PSS", saltLength }, key.webKey, signature, message);
}

/**
 * Whether a kept blinding belongs to a message and to the blinded message that was sent:
 * `blindedMessage * inverse^e = encoded message (mod n)`.
 * @param {PublicKey} key
 * @param {Uint8Array} message
 * @param {Uint8Array} blindedMessage
 * @param {Blinding} blinding
 */
export async function blindingFits(key, message, blindedMessage, blinding) {
  const m = await encodedMessage(key, message, blinding.salt);
  const inverse = toInteger(blinding.inverse);
  if (inverse <= 0n || inverse >= key.n || toInteger(blindedMessage) >= key.n) return false;
  return (toInteger(blindedMessage) * power(inverse, key.e, key.n)) % key.n === m;
}

/** @param {Uint8Array} bytes big-endian */
export const toInteger = (bytes) =>
  bytes.length === 0 ? 0n : BigInt("0x" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));

/**
 * @param {bigint} value
 * @param {number} length
 * @returns {Bytes}
 */
export function toBytes(value, length) {
  const digits = value.toString(16).padStart(2 * length, "0");
  if (digits.length !== 2 * length) throw new RangeError("number too large for its field");
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/**
 * The inverse by the extended Euclidean algorithm; throws when there is none, as RFC 9474 section 4.2 demands.
 * @param {bigint} value
 * @param {bigint} modulus
 */
export function inverseOf(value, modulus) {
  let [r0, r1] = [modulus, value % modulus];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  if (r0 !== 1n) throw new Malformed("not invertible: the modulus is not a sound RSA modulus");
  return t0 < 0n ? t0 + modulus : t0;
}

/**
 * Uniform in [1, limit), by rejection: a remainder would be biased, and the bias would be seen by the signer.
 * @param {bigint} limit
 * @param {number} length bytes of `limit`
 */
export function randomBelow(limit, length) {
  const topBits = limit.toString(2).length - 8 * (length - 1);
  for (;;) {
    const bytes = randomBytes(length);
    bytes[0] = /** @type {number} */ (bytes[0]) & (0xff >> (8 - topBits));
    const value = toInteger(bytes);
    if (value > 0n && value < limit) return value;
  }
}

/**
 * The encoded message as an integer m, with gcd(m, n) = 1 (RFC 9474 section 4.2 steps 1 to 4).
 * @param {PublicKey} key
 * @param {Uint8Array} message
 * @param {Uint8Array} salt
 */
async function encodedMessage(key, message, salt) {
  const m = toInteger(await emsaPss(message, key.n.toString(2).length - 1, salt));
  inverseOf(m, key.n);
  return m;
}

/**
 * EMSA-PSS-ENCODE (RFC 8017 section 9.1.1) with SHA-384 and MGF1-SHA-384.
 * @param {Uint8Array} message
 * @param {number} bits one less than the bits of the modulus
 * @param {Uint8Array} salt
 * @returns {Promise<Bytes>}
 */
async function emsaPss(message, bits, salt) {
  const length = Math.ceil(bits / 8);
  if (length < HASH_LENGTH + salt.length + 2) throw new Malformed("the modulus is too short");
  const hash = await sha384(new Uint8Array(8), await sha384(message), salt);
  const block = new Uint8Array(length - HASH_LENGTH - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = await mgf1(hash, block.length);
  const masked = block.map((byte, i) => byte ^ /** @type {number} */ (mask[i]));
  masked[0] = /** @type {number} */ (masked[0]) & (0xff >> (8 * length - bits));
  return concat(masked, hash, new Uint8Array([0xbc]));
}

/**
 * @param {Uint8Array} seed
 * @param {number} length
 */
async function mgf1(seed, length) {
  const blocks = [];
  for (let i = 0; i * HASH_LENGTH < length; i++) {
    blocks.push(await sha384(seed, new Uint8Array([i >>> 24, i >>> 16, i >>> 8, i])));
  }
  return concat(...blocks).subarray(0, length);
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 * @param {bigint} modulus
 */
function power(base, exponent, modulus) {
  let result = 1n;
  let square = base % modulus;
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const HASH_LENGTH = 48;
