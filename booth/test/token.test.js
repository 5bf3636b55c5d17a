import assert from "node:assert/strict";
import test from "node:test";
import { generateKeyPairSync } from "node:crypto";

import * as blindRsa from "../blind_rsa.js";
import { concat, Malformed, randomBytes, sha256, utf8 } from "../bytes.js";
import * as token from "../token.js";
import { makeTokenKey, pssSpki } from "./fixtures.js";

const { spki, blindSign } = makeTokenKey();
const key = await token.parseTokenKey(spki);
const digest = await sha256(utf8("a challenge"));
const input = token.tokenInput(randomBytes(32), digest, key.id);

test("request, response, token", async () => {
  const { request, blinding } = await token.requestToken(key, input);
  assert.equal(request.length, token.REQUEST_LENGTH);
  assert.deepEqual([...request.subarray(0, 3)], [0, 2, key.id[31]]);
  assert.ok(await token.requestFits(key, input, request, blinding));
  const whole = await token.finalizeToken(key, input, blindSign(request.subarray(3)), blinding);
  assert.equal(whole.length, token.TOKEN_LENGTH);
  assert.ok(await token.verifyToken(key, digest, whole));
});

test("no two requests are alike", async () => {
  const [a, b] = await Promise.all([token.requestToken(key, input), token.requestToken(key, input)]);
  assert.notDeepEqual(a.request, b.request);
  assert.notDeepEqual(a.blinding, b.blinding);
});

test("every flipped byte of a token is refused", async () => {
  const { request, blinding } = await token.requestToken(key, input);
  const whole = await token.finalizeToken(key, input, blindSign(request.subarray(3)), blinding);
  for (let i = 0; i < whole.length; i++) {
    const flipped = whole.slice();
    flipped[i] = /** @type {number} */ (flipped[i]) ^ 0x80;
    assert.ok(!(await token.verifyToken(key, digest, flipped)), `byte ${i}`);
  }
  assert.ok(!(await token.verifyToken(key, digest, whole.slice(1))));
  assert.ok(!(await token.verifyToken(key, digest, concat(whole, new Uint8Array(1)))));
});

test("rubbish for a response is refused", async () => {
  const { request, blinding } = await token.requestToken(key, input);
  const good = blindSign(request.subarray(3));
  const otherKey = makeTokenKey();
  const above = blindRsa.toBytes(blindRsa.toInteger(good) + key.rsa.n > 1n << 2048n ? (1n << 2048n) - 1n : blindRsa.toInteger(good) + key.rsa.n, 256);
  const bad = [
    new Uint8Array(256), request.slice(3), good.slice(1), concat(good, new Uint8Array(1)), randomBytes(256).fill(0, 0, 1),
    otherKey.blindSign(request.subarray(3)), above, new Uint8Array(256).fill(0xff), new Uint8Array(0),
  ];
  for (const response of bad) await assert.rejects(token.finalizeToken(key, input, response, blinding), Malformed);
  const { blinding: another } = await token.requestToken(key, input);
  await assert.rejects(token.finalizeToken(key, input, good, another), Malformed);
  await assert.rejects(token.finalizeToken(key, token.tokenInput(randomBytes(32), digest, key.id), good, blinding), Malformed);
});

test("a kept request must fit its blinding", async () => {
  const { request, blinding } = await token.requestToken(key, input);
  const { request: other, blinding: otherBlinding } = await token.requestToken(key, input);
  assert.ok(!(await token.requestFits(key, input, other, blinding)));
  assert.ok(!(await token.requestFits(key, input, request, { ...blinding, salt: otherBlinding.salt })));
  assert.ok(!(await token.requestFits(key, input, request, { ...blinding, inverse: new Uint8Array(256) })));
  assert.ok(!(await token.requestFits(key, input, request.slice(1), blinding)));
});

test("keys of any other form are refused", async () => {
  const modulusAt = 72 + 9;
  const change = (/** @type {number} */ at, /** @type {number} */ value) => {
    const changed = spki.slice();
    changed[at] = value;
    return changed;
  };
  /** @type {[string, import("../bytes.js").Bytes][]} */
  const bad = [
    ["empty", new Uint8Array(0)],
    ["cut", spki.slice(0, -1)],
    ["longer", concat(spki, new Uint8Array(1))],
    ["even modulus", change(modulusAt + 255, 0x10)],
    ["2047-bit modulus", change(modulusAt, 0x7f)],
    ["modulus zero", concat(spki.subarray(0, modulusAt), new Uint8Array(256), spki.subarray(modulusAt + 256))],
    ["exponent 3", change(341, 3)],
    ["exponent of another length", change(338, 2)],
    ["SHA-256", change(30, 1)],
    ["salt of 32", change(64, 32)],
    ["plain rsaEncryption", Uint8Array.from(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "der" }))],
  ];
  for (const bits of [1024, 3072, 4096]) {
    const plain = generateKeyPairSync("rsa", { modulusLength: bits }).publicKey.export({ type: "spki", format: "der" });
    bad.push([`${bits} bit`, pssSpki(Uint8Array.from(plain))]);
  }
  for (const [what, bytes] of bad) await assert.rejects(token.parseTokenKey(bytes), Malformed, what);
  for (let at = 0; at < modulusAt; at++) {
    await assert.rejects(token.parseTokenKey(change(at, /** @type {number} */ (spki[at]) ^ 1)), Malformed, `byte ${at}`);
  }
});

test("numbers: inverse, uniform range, fields", () => {
  const n = key.rsa.n;
  for (let i = 0; i < 20; i++) {
    const r = blindRsa.randomBelow(n, 256);
    assert.ok(r > 0n && r < n);
    assert.equal((r * blindRsa.inverseOf(r, n)) % n, 1n);
  }
  assert.throws(() => blindRsa.inverseOf(6n, 9n), Malformed);
  assert.throws(() => blindRsa.inverseOf(0n, 9n), Malformed);
  assert.throws(() => blindRsa.toBytes(256n, 1), RangeError);
  const seen = new Map();
  for (let i = 0; i < 6000; i++) {
    const value = blindRsa.randomBelow(7n, 1);
    seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  assert.deepEqual([...seen.keys()].sort(), [1n, 2n, 3n, 4n, 5n, 6n]);
  // 1000 expected of each; six standard deviations are 173.
  for (const [value, times] of seen) assert.ok(times > 827 && times < 1173, `${value}: ${times}`);
});
