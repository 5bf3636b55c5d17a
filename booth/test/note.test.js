import assert from "node:assert/strict";
import test from "node:test";

import { base64, concat, Malformed, parseBase64, parseHex, utf8 } from "../bytes.js";
import { formatVerifierKey, isSignedBy, openStatement, parseNote, parseVerifierKey } from "../note.js";
import { makeSigner, noteOf, statement } from "./fixtures.js";

const signer = await makeSigner("ballots.example.net");
const key = await parseVerifierKey(signer.vkey);
const text = statement("psephos-promise/v1", { poll: "p", ballot: "b" });
const note = noteOf(text, signer);

test("a signed note verifies, among other signatures too", async () => {
  assert.ok(await isSignedBy(parseNote(note), key));
  const others = await Promise.all(Array.from({ length: 15 }, (_, i) => makeSigner(`witness-${i}.example`)));
  assert.ok(await isSignedBy(parseNote(noteOf(text, ...others, signer)), key));
  assert.ok(!(await isSignedBy(parseNote(noteOf(text, ...others)), key)));
});

test("every truncated and every flipped note is refused", async () => {
  const bytes = utf8(note);
  const opens = async (/** @type {Uint8Array} */ some) => {
    try {
      await openStatement(new TextDecoder().decode(some), "psephos-promise/v1", key, ["poll", "ballot"]);
      return true;
    } catch (error) {
      assert.ok(error instanceof Malformed, String(error));
      return false;
    }
  };
  assert.ok(await opens(bytes));
  for (let i = 0; i < bytes.length; i++) {
    assert.ok(!(await opens(bytes.subarray(0, i))), `cut at ${i}`);
    const flipped = bytes.slice();
    flipped[i] = /** @type {number} */ (flipped[i]) ^ 1;
    assert.ok(!(await opens(flipped)), `flipped at ${i}`);
  }
});

test("a signature by the same name and another key is not this key's", async () => {
  const namesake = await makeSigner(signer.name);
  assert.ok(!(await isSignedBy(parseNote(noteOf(text, namesake)), key)));
  assert.ok(await isSignedBy(parseNote(noteOf(text, namesake, signer)), key));
});

test("one bad line of a key spoils the note, wherever it stands", async () => {
  const [good, wrong] = [signer.sign(text), signer.sign(text + "x\n")];
  assert.ok(!(await isSignedBy(parseNote(`${text}\n${wrong}${good}`), key)));
  assert.ok(!(await isSignedBy(parseNote(`${text}\n${good}${wrong}`), key)));
});

test("verifier keys: only the one right spelling", async () => {
  const [name = "", id = "", encoded = ""] = signer.vkey.split("+");
  assert.equal(await formatVerifierKey(key.name, key.publicKey), signer.vkey);
  const typed = parseBase64(signer.vkey.slice(name.length + id.length + 2));
  const bad = [
    signer.vkey.replace(name, "ballots.example.com"),
    `${name}+${id.toUpperCase()}+${encoded}x`,
    `${name}+00000000+${signer.vkey.slice(name.length + id.length + 2)}`,
    `${name}+${id}+${base64(typed.subarray(0, 32))}`,
    `${name}+${id}+${base64(concat(new Uint8Array([2]), typed.subarray(1)))}`,
    ` ${signer.vkey}`,
    `${signer.vkey}\n`,
    "",
  ];
  for (const vkey of bad) await assert.rejects(parseVerifierKey(vkey), Malformed, vkey);
});

test("a verifier key of small order is refused", async () => {
  const weak = parseHex("01" + "00".repeat(31));
  await assert.rejects(parseVerifierKey(await formatVerifierKey("a.example", weak)), Malformed);
});

test("statements: kind, fields and form", async () => {
  const sign = (/** @type {string} */ some) => noteOf(some, signer);
  const open = (/** @type {string} */ whole) => openStatement(whole, "psephos-promise/v1", key, ["poll", "ballot"]);
  assert.equal((await open(note))["poll"], "p");
  const bad = [
    statement("psephos-refusal/v1", { poll: "p", ballot: "b" }),
    statement("psephos-promise/v1", { poll: "p" }),
    statement("psephos-promise/v1", { poll: "p", ballot: "b", more: 1 }),
    statement("psephos-promise/v1", ["p", "b"]),
    'psephos-promise/v1\n{"poll":"p","poll":"q","ballot":"b"}\n',
    'psephos-promise/v1\n{"poll":"p",\n"ballot":"b"}\n',
    'psephos-promise/v1\n{"poll":"p","ballot":"b"}\n\n{}\n',
    "psephos-promise/v1\n",
  ];
  for (const some of bad) await assert.rejects(open(sign(some)), Malformed, some);
});
