import assert from "node:assert/strict";
import test from "node:test";

import { base64url, hex, Malformed, sha256, utf8 } from "../bytes.js";
import { openManifest, serviceUrl } from "../manifest.js";
import { makePoll, makeSigner, noteOf, QUESTIONS, statement } from "./fixtures.js";

const HOST = "127.0.0.1:8002";
const poll = await makePoll();
const [CHOICE, RANKING, SCORE] = QUESTIONS;

/** @param {Awaited<ReturnType<typeof makeSigner>>} signer */
const serviceOf = async ({ name, vkey }) => ({ name, url: `http://${name}`, key: vkey });

/** @param {{ [field: string]: unknown }} changes */
async function openWith(changes) {
  const body = { ...poll.body, ...changes };
  for (const [field, value] of Object.entries(changes)) if (value === undefined) delete (/** @type {any} */ (body)[field]);
  const text = statement("psephos-manifest/v1", body);
  return openManifest(noteOf(text, poll.registrar, poll.box), hex(await sha256(utf8(text))), HOST);
}

test("a good manifest opens, with its defaults", async () => {
  const manifest = await openManifest(poll.note, poll.id, HOST);
  assert.equal(manifest.title, "Board election 2026");
  assert.equal(manifest.questions.length, 3);
  assert.deepEqual({ ...manifest.questions[0], options: [] }, {
    id: "q1", title: "President", description: "", kind: "choice", min: 1, max: 1, seats: 1, abstain: true, shuffled: false, options: [],
  });
  assert.equal(manifest.live, false);
  assert.equal((await openWith({ eligible: null, description: undefined, slug: undefined, test: true, mix: 0 })).eligible, null);
});

test("the id, the host and both signatures are checked", async () => {
  await assert.rejects(openManifest(poll.note, "0".repeat(64), HOST), Malformed);
  await assert.rejects(openManifest(poll.note, poll.id, "evil.example"), Malformed);
  await assert.rejects(openManifest(poll.note.replace("Ada", "Eve"), poll.id, HOST), Malformed);
  await assert.rejects(openManifest(noteOf(poll.text, poll.registrar), poll.id, HOST), Malformed);
  await assert.rejects(openManifest(noteOf(poll.text, poll.box), poll.id, HOST), Malformed);
  await assert.rejects(openManifest(noteOf(poll.text, poll.box, await makeSigner(poll.registrar.name)), poll.id, HOST), Malformed);
});

test("any change to the text is another poll", async () => {
  const text = utf8(poll.text);
  for (let i = 0; i < text.length; i += 7) {
    const flipped = text.slice();
    flipped[i] = /** @type {number} */ (flipped[i]) ^ 1;
    const whole = new TextDecoder().decode(flipped) + poll.note.slice(poll.text.length);
    await assert.rejects(openManifest(whole, poll.id, HOST), Malformed, `byte ${i}`);
  }
});

test("what breaks a rule is refused", async () => {
  const question = (/** @type {any} */ base, /** @type {any} */ changes) => ({ questions: [{ ...base, ...changes }] });
  const option = { id: "a", title: "Ada" };
  /** @type {[string, { [field: string]: unknown }][]} */
  const bad = [
    ["unknown field", { colour: "red" }],
    ["missing title", { title: undefined }],
    ["title of no known language", { title: { de: "Wahl" } }],
    ["title lacks a language", { languages: ["en", "de"], title: { en: "Vote" } }],
    ["no languages", { languages: [] }],
    ["eligible as text", { eligible: "12" }],
    ["negative eligible", { eligible: -1 }],
    ["time with fraction", { voting_closes: "2026-11-21T09:00:00.5Z" }],
    ["time with offset", { voting_closes: "2026-11-21T09:00:00+01:00" }],
    ["no such day", { voting_closes: "2026-11-31T09:00:00Z" }],
    ["voting closes before it opens", { voting_closes: "2026-11-01T09:00:00Z" }],
    ["passes after the close", { issuance_closes: "2026-11-22T09:00:00Z" }],
    ["results word", { results: "never" }],
    ["mix too small", { mix: 7 }],
    ["content size", { content_size: 60_001 }],
    ["slug", { slug: "A b" }],
    ["no questions", { questions: [] }],
    ["65 questions", { questions: Array.from({ length: 65 }, (_, i) => ({ ...CHOICE, id: `q${i}` })) }],
    ["257 options", question(CHOICE, { options: Array.from({ length: 257 }, (_, i) => ({ id: `o${i}`, title: "" })) })],
    ["question twice", { questions: [CHOICE, CHOICE] }],
    ["option twice", question(CHOICE, { options: [option, option] })],
    ["option id", question(CHOICE, { options: [{ id: "A", title: "" }] })],
    ["kind", question(CHOICE, { kind: "essay" })],
    ["min over max", question(CHOICE, { min: 2 })],
    ["min zero", question(CHOICE, { min: 0 })],
    ["method on a choice", question(CHOICE, { method: "irv" })],
    ["scale on a choice", question(CHOICE, { low: 0 })],
    ["no method on a ranking", question(RANKING, { method: undefined })],
    ["method", question(RANKING, { method: "dice" })],
    ["irv with two seats", question(RANKING, { method: "irv", seats: 2 })],
    ["scale", question(SCORE, { low: -101 })],
    ["scale upside down", question(SCORE, { low: 6 })],
    ["scale of one step", question(SCORE, { low: 5, high: 5 })],
    ["more to choose than options", question(CHOICE, { max: 257 })],
    ["more seats than options", question(CHOICE, { seats: 257 })],
    ["null for a default", question(CHOICE, { seats: null })],
    ["null for a description", { description: null }],
    ["null for a slug", { slug: null }],
    ["order", question(CHOICE, { order: "random" })],
    ["token type", { token: { ...poll.body.token, type: 1 } }],
    ["key not base64url", { token: { type: 2, key: poll.body.token.key + "=" } }],
    ["key with a byte more", { token: { type: 2, key: base64url(new Uint8Array(343)) } }],
    ["url of another host", { registrar: { ...poll.body.registrar, url: "http://localhost:9999" } }],
    ["https for loopback", { registrar: { ...poll.body.registrar, url: "https://localhost:8001" } }],
    ["key of another name", { registrar: { ...poll.body.registrar, key: poll.box.vkey } }],
    ["one service in both parts", { registrar: poll.body.ballot_box }],
    ["javascript address", { registrar: { ...poll.body.registrar, url: "javascript:alert(1)" } }],
  ];
  for (const [what, changes] of bad) await assert.rejects(openWith(changes), Malformed, what);
  const neighbour = await serviceOf(await makeSigner("127.0.0.1:8001"));
  await assert.rejects(openWith({ registrar: neighbour }), /one host in both parts/);
});

test("a long JSON, or one of two lines, is no manifest", async () => {
  await assert.rejects(openWith({ description: "x".repeat(256 * 1024) }), Malformed);
  const twice = poll.text.replace('"test":false', '"test":false,"test":true');
  await assert.rejects(openManifest(noteOf(twice, poll.registrar, poll.box), hex(await sha256(utf8(twice))), HOST), Malformed);
});

test("addresses follow from names", () => {
  assert.equal(serviceUrl("ballots.example.net"), "https://ballots.example.net");
  assert.equal(serviceUrl("ballots.example.net:8443"), "https://ballots.example.net:8443");
  for (const name of ["localhost:8001", "127.0.0.1:8002", "127.7.0.1", "[::1]:8002"]) assert.equal(serviceUrl(name), `http://${name}`);
  for (const name of ["a.example:443", "A.example", "a.example/x", "a.example:", "user@a.example", "", ".a", "a:0", "a b", "localhost.evil.example:x"]) {
    assert.throws(() => serviceUrl(name), Malformed, name);
  }
  assert.equal(serviceUrl("localhost.evil.example"), "https://localhost.evil.example");
});
