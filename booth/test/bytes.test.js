import assert from "node:assert/strict";
import test from "node:test";

import * as bytes from "../bytes.js";

const { Malformed } = bytes;

test("base64url and base64 come back as they went, at every length", () => {
  for (let length = 0; length < 70; length++) {
    const some = bytes.randomBytes(length);
    assert.deepEqual(bytes.parseBase64url(bytes.base64url(some)), some);
    assert.deepEqual(bytes.parseBase64(bytes.base64(some)), some);
    assert.deepEqual(bytes.parseHex(bytes.hex(some)), some);
  }
});

test("a second spelling of the same bytes is refused", () => {
  assert.deepEqual(bytes.parseBase64url("-_8"), new Uint8Array([0xfb, 0xff]));
  for (const text of ["-_9", "-_8=", "+/8", "-_8 ", " -_8", "-\n_8", "A", "AAAAA", "é", "-_8\0"]) {
    assert.throws(() => bytes.parseBase64url(text), Malformed, JSON.stringify(text));
  }
  for (const text of ["+/8", "+/9=", "+/8==", "-_8=", " +/8=", "+/8=\n", "===="]) {
    assert.throws(() => bytes.parseBase64(text), Malformed, JSON.stringify(text));
  }
  for (const text of ["0", "0A", "0x00", "0g", " 00"]) assert.throws(() => bytes.parseHex(text), Malformed, text);
});

test("a wrong length is refused", () => {
  assert.throws(() => bytes.parseHex("0000", 1), Malformed);
  assert.throws(() => bytes.parseBase64("AAAA", 2), Malformed);
  assert.throws(() => bytes.parseBase64url("AAAA", 4), Malformed);
});

test("Crockford letters are forgiven what people mistype", () => {
  const hash = bytes.parseHex("00443214c74254b635cf");
  assert.equal(bytes.crockford(hash), "0123456789ABCDEF".replace(/./g, (l) => l));
  for (const text of ["0123-4567-89AB-CDEF", "oi23-4567-89ab-cdef", "OL23 4567 89AB CDEF", "0123456789abcdef"]) {
    assert.deepEqual(bytes.parseCrockford(text, 10), hash, text);
  }
  for (const text of ["0123-4567-89AB-CDE", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDEFF", "0123-4567-89AB-CD_F", ""]) {
    assert.throws(() => bytes.parseCrockford(text, 10), Malformed, text);
  }
});

test("strict UTF-8", () => {
  assert.equal(bytes.fromUtf8(bytes.utf8("Ä漢")), "Ä漢");
  assert.throws(() => bytes.fromUtf8(new Uint8Array([0xc3])), Malformed);
  assert.throws(() => bytes.fromUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x41])), Malformed);
});
