/** Against an independent implementation, both ways. */
import assert from "node:assert/strict";
import test from "node:test";

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import * as blindRsa from "../blind_rsa.js";
import { randomBytes } from "../bytes.js";

const suite = RSABSSA.SHA384.PSS.Deterministic({ supportsRSARAW: false });
const { publicKey, privateKey } = await suite.generateKey({ modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) });
const { n = "" } = await crypto.subtle.exportKey("jwk", publicKey);
const modulus = blindRsa.toInteger(Buffer.from(n, "base64url"));
const key = { n: modulus, e: 65537n, length: 256, webKey: publicKey };

test("blinded here, signed there, unblinded here, verified there", async () => {
  const message = randomBytes(98);
  const { blindedMessage, blinding } = await blindRsa.blind(key, message);
  const signature = await blindRsa.finalize(key, message, await suite.blindSign(privateKey, blindedMessage), blinding);
  assert.ok(await suite.verify(publicKey, signature, message));
});

test("blinded there, signed there, unblinded there, verified here", async () => {
  const message = randomBytes(98);
  const { blindedMsg, inv } = await suite.blind(publicKey, message);
  const signature = await suite.finalize(publicKey, message, await suite.blindSign(privateKey, blindedMsg), inv);
  assert.ok(await blindRsa.verify(key, message, Uint8Array.from(signature)));
});

test("blinded there, unblinded here, and the other way round", async () => {
  const message = randomBytes(98);
  const theirs = await suite.blind(publicKey, message);
  const blinding = { salt: new Uint8Array(blindRsa.SALT_LENGTH), inverse: Uint8Array.from(theirs.inv) };
  await blindRsa.finalize(key, message, await suite.blindSign(privateKey, theirs.blindedMsg), blinding);
  const ours = await blindRsa.blind(key, message);
  const blindSignature = await suite.blindSign(privateKey, ours.blindedMessage);
  assert.ok(await suite.verify(publicKey, await suite.finalize(publicKey, message, blindSignature, ours.blinding.inverse), message));
});
