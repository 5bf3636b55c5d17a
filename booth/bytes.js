/**
 * Bytes and their spellings. Every parser is strict: one byte string has one spelling, anything else throws.
 */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** Input that is not what it should be; `message` is for the curious, never shown as the main text of a page. */
export class Malformed extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "Malformed";
  }
}

/**
 * @param {...Uint8Array} parts
 * @returns {Bytes}
 */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Big-endian 16-bit length or type.
 * @param {number} value
 */
export function u16(value) {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff) throw new RangeError(`no 16-bit number: ${value}`);
  return new Uint8Array([value >> 8, value & 0xff]);
}

/** @param {string} text */
export const utf8 = (text) => /** @type {Bytes} */ (new TextEncoder().encode(text));

/**
 * Strict UTF-8: a byte order mark and invalid sequences are refused.
 * @param {Uint8Array} bytes
 */
export function fromUtf8(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("not UTF-8");
  }
  if (text.startsWith("\uFEFF")) throw new Malformed("byte order mark");
  return text;
}

/**
 * Not constant-time: only public values are compared with it.
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** @param {Uint8Array} bytes */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Lower-case hex only.
 * @param {string} text
 * @param {number} [length] the number of bytes it must hold
 * @returns {Bytes}
 */
export function parseHex(text, length) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Malformed("not lower-case hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return ofLength(bytes, length);
}

/** Standard base64 with padding (RFC 4648 section 4). @param {Uint8Array} bytes */
export const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/**
 * @param {string} text
 * @param {number} [length]
 */
export function parseBase64(text, length) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Malformed("not base64");
  }
  // atob forgives white space, missing padding and stray trailing bits; the re-encoding tells.
  if (base64(bytes) !== text) throw new Malformed("not canonical base64");
  return ofLength(bytes, length);
}

/** base64url without padding (RFC 4648 section 5). @param {Uint8Array} bytes */
export const base64url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/**
 * @param {string} text
 * @param {number} [length]
 */
export function parseBase64url(text, length) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Malformed("not base64url");
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return parseBase64(standard + "=".repeat((4 - (standard.length % 4)) % 4), length);
}

/**
 * Crockford base32, most significant bit first; a last incomplete group of five bits is dropped, so that
 * 20 bits of a hash are the first four letters.
 * @param {Uint8Array} bytes
 */
export function crockford(bytes) {
  let letters = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters += CROCKFORD[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return letters;
}

/**
 * Forgives case, hyphens, spaces, and I, L, O for 1, 1, 0.
 * @param {string} text
 * @param {number} length
 * @returns {Bytes}
 */
export function parseCrockford(text, length) {
  const letters = text.toUpperCase().replace(/[\s\u2010-\u2015-]/g, "").replace(/[IL]/g, "1").replaceAll("O", "0");
  if (letters.length * 5 !== length * 8) throw new Malformed(`${letters.length} letters, expected ${(length * 8) / 5}`);
  const bytes = new Uint8Array(length);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    const value = CROCKFORD.indexOf(letter);
    if (value < 0) throw new Malformed(`letter ${letter}`);
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** @param {...Uint8Array} parts @returns {Promise<Bytes>} */
export const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));

/** @param {...Uint8Array} parts @returns {Promise<Bytes>} */
export const sha384 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-384", concat(...parts)));

/** @param {number} length @returns {Bytes} */
export const randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * @param {Bytes} bytes
 * @param {number} [length]
 */
function ofLength(bytes, length) {
  if (length !== undefined && bytes.length !== length) throw new Malformed(`${bytes.length} bytes, expected ${length}`);
  return bytes;
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
