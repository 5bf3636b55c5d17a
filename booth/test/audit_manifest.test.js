/** The rules for manifests that only an auditor looks at. */

import assert from "node:assert/strict";
import test from "node:test";

import { readAuditedManifest } from "../audit_manifest.js";
import { Malformed } from "../bytes.js";
import { makePoll, makeSigner, QUESTIONS } from "./fixtures.js";

/** @param {{ [field: string]: unknown }} changes @param {{ registrarName?: string }} [options] */
async function read(changes, options = {}) {
  const poll = await makePoll({ ...options, changes });
  return readAuditedManifest(poll.text, poll.id);
}

test("names of services are DNS names or loopback hosts", async () => {
  for (const name of ["registrar.example.org", "registrar", "r-1.example.org:8443", "127.0.0.2:8001"]) {
    assert.equal((await read({}, { registrarName: name })).registrar.name, name);
  }
  for (const name of ["example.1", "example.0x7f", "-a.example", "a-.example", "a..example", "example.org.", `${"a".repeat(64)}.org`, "127.0.0.256:1", "127.1:1", "example.org:70000", "localhost:80"]) {
    await assert.rejects(read({}, { registrarName: name }), Malformed, name);
  }
});

test("titles are not blank", async () => {
  const [question] = QUESTIONS;
  for (const title of ["", " ", "\u0085", "\u2003\u3000"]) {
    await assert.rejects(read({ title }), Malformed, JSON.stringify(title));
    await assert.rejects(read({ questions: [{ ...question, title }] }), Malformed);
  }
});

test("languages are tags, each once", async () => {
  for (const languages of [["en", "en"], ["e n"], ["-en"], ["abcdefghi"], [Array(13).fill("abc").join("-")]]) {
    await assert.rejects(read({ languages }), Malformed, languages.join());
  }
  assert.deepEqual((await read({ languages: ["en-GB", "de"] })).languages, ["en-GB", "de"]);
});

test("witnesses have sound keys, each once, and are enough for the quorum", async () => {
  const { vkey } = await makeSigner("witness.example");
  for (const changes of [{ witnesses: [vkey] }, { witnesses: ["witness"] }, { quorum: 1 }]) {
    // A verifier key of a service is of type 0x01, no witness's.
    await assert.rejects(read(changes), Malformed, JSON.stringify(changes));
  }
});

test("numbers keep within their limits", async () => {
  await read({ mix: 0xffff_ffff });
  for (const changes of [{ mix: 2 ** 32 }, { mix: 7 }, { content_size: 100 }, { content_size: 60_001 }]) await assert.rejects(read(changes), Malformed, JSON.stringify(changes));
});
