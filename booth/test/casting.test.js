/** From the request to the receipt, against an honest and a hostile ballot box. */
import assert from "node:assert/strict";
import test from "node:test";

import { Problem, Unreachable } from "../api.js";
import { parseBallot, sealBallot, verifyBallot } from "../ballot.js";
import { base64url, concat, hex, Malformed, parseBase64url, parseHex, randomBytes, sha256, utf8 } from "../bytes.js";
import { sendBallot } from "../casting.js";
import { encodeContent } from "../content.js";
import { logEntry } from "../log.js";
import { openManifest } from "../manifest.js";
import { AnswerFault, checkReceipt } from "../receipt_check.js";
import { checkCode, codeNames, formatReceiptFile, parseReceiptCode, parseReceiptFile, receiptCode, verifyReceiptFile } from "../receipt.js";
import { BadPassSigned, formatBackup, makeRequest, NoRequestHere, openBackup, OtherPoll, parseHandover, readPass, takePass } from "../voter.js";
import { makePoll, makeSigner, noteOf, statement } from "./fixtures.js";

const poll = await makePoll();
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const other = await makePoll();
const request = await makeRequest(manifest);
const issued = await poll.issue(parseBase64url(request.request));
const pass = { pass: base64url(issued.response), note: base64url(utf8(issued.note)) };
const token = await takePass(manifest, request, pass.pass);
const content = encodeContent(manifest, new Map(manifest.questions.map(({ id }) => [id, "abstain"])));
const ballot = await sealBallot(parseBase64url(request.seed), token, content);
const hash = hex(await sha256(ballot));

test("the ballot is laid out as the protocol says and verifies", async () => {
  assert.equal(ballot.length, 1 + 354 + 2 + 256 + 64);
  assert.deepEqual(parseBallot(ballot, 256).token, token);
  await verifyBallot(manifest, ballot);
});

test("every flipped byte of a ballot is refused", async () => {
  for (let i = 0; i < ballot.length; i++) {
    const flipped = ballot.slice();
    flipped[i] = /** @type {number} */ (flipped[i]) ^ 1;
    await assert.rejects(verifyBallot(manifest, flipped), Malformed, `byte ${i}`);
  }
  for (const bytes of [ballot.slice(1), concat(ballot, new Uint8Array(1)), new Uint8Array(0)]) {
    await assert.rejects(verifyBallot(manifest, bytes), Malformed);
  }
});

test("no ballot is sealed with another voter's pass", async () => {
  await assert.rejects(sealBallot(randomBytes(32), token, content), Malformed);
});

test("a pass is taken only if it is one", async () => {
  assert.deepEqual(await readPass(manifest, { request }, pass), { response: pass.pass, note: issued.note });
  assert.deepEqual(await readPass(manifest, { request }, { ...pass, note: "junk" }), { response: pass.pass, note: "" });
  const foreignNote = base64url(utf8((await other.issue(parseBase64url(request.request))).note));
  assert.equal((await readPass(manifest, { request }, { ...pass, note: foreignNote })).note, "");
  await assert.rejects(readPass(manifest, {}, pass), NoRequestHere);
  const another = await makeRequest(manifest);
  for (const bad of ["", "AAAA", pass.pass.slice(1), `${pass.pass}AA`, base64url(new Uint8Array(256)), "!"]) {
    await assert.rejects(readPass(manifest, { request }, { ...pass, pass: bad }), Malformed, bad);
  }
  await assert.rejects(readPass(manifest, { request: another }, pass), Malformed);
});

test("a registrar that signs rubbish has given evidence", async () => {
  const response = issued.response.slice();
  response[9] = /** @type {number} */ (response[9]) ^ 1;
  const [requestHash, responseHash] = await Promise.all([sha256(parseBase64url(request.request)), sha256(response)]);
  const note = noteOf(statement("psephos-pass/v1", { poll: poll.id, request: hex(requestHash), response: hex(responseHash) }), poll.registrar);
  await assert.rejects(readPass(manifest, { request }, { pass: base64url(response), note: base64url(utf8(note)) }), BadPassSigned);
});

test("fragments", () => {
  assert.deepEqual(parseHandover("#pass=ab&note=cd"), { pass: "ab", note: "cd" });
  assert.deepEqual(parseHandover("#refused=not-eligible"), { refused: "not-eligible" });
  assert.deepEqual(parseHandover("#refused=<img>"), { refused: "unknown" });
  for (const nothing of ["", "#", "#booth", "#note=x"]) assert.equal(parseHandover(nothing), undefined);
});

/** @param {() => Promise<string>} answer */
const send = (answer) => sendBallot(manifest, { cast: answer }, ballot);

/** @param {number} status @param {{ [field: string]: unknown }} document */
const problem = (status, document) => async () => {
  throw new Problem(status, document);
};

test("only a promise of this ballot by this ballot box is a promise", async () => {
  const promise = await poll.promise(ballot);
  assert.deepEqual(await send(async () => promise), { kind: "promised", promise });
  const impostor = await makeSigner(poll.box.name);
  const body = (/** @type {any} */ changes) => statement("psephos-promise/v1", { poll: poll.id, ballot: hash, ...changes });
  const wrong = [
    "",
    "ok",
    promise.slice(0, -1),
    promise.replace(hash, "0".repeat(64)),
    await poll.promise(ballot.slice(1)),
    await other.promise(ballot),
    noteOf(body({}), poll.registrar),
    noteOf(body({}), impostor),
    noteOf(body({ poll: other.id }), poll.box),
    noteOf(body({ extra: 1 }), poll.box),
    noteOf(body({ ballot: hash.toUpperCase() }), poll.box),
    await poll.refusal(ballot, "token-spent"),
  ];
  for (const text of wrong) assert.equal((await send(async () => text)).kind, "wrong", text);
});

test("only a signed refusal is a refusal", async () => {
  const refusal = await poll.refusal(ballot, "voting-closed");
  const document = { type: "urn:psephos:error:voting-closed", refusal };
  assert.deepEqual(await send(problem(403, document)), { kind: "refused", reason: "voting-closed", refusal });
  assert.equal((await send(problem(403, { ...document, refusal: undefined }))).kind, "wrong");
  assert.equal((await send(problem(403, { ...document, refusal: await poll.refusal(token, "voting-closed") }))).kind, "wrong");
  assert.equal((await send(problem(403, { ...document, refusal: await other.refusal(ballot, "voting-closed") }))).kind, "wrong");
  assert.equal((await send(problem(403, { ...document, refusal: await poll.promise(ballot) }))).kind, "wrong");
});

test("a spent pass names the ballot that counts", async () => {
  const rival = ballot.slice();
  rival[400] = 1;
  const document = {
    type: "urn:psephos:error:token-spent",
    refusal: await poll.refusal(ballot, "token-spent"),
    promise: await poll.promise(rival),
  };
  const outcome = await send(problem(409, document));
  assert.ok(outcome.kind === "refused" && outcome.other?.ballot === hex(await sha256(rival)));
  assert.equal((await send(problem(409, { ...document, promise: await other.promise(rival) }))).kind, "wrong");
  assert.equal((await send(problem(409, { ...document, promise: undefined }))).kind, "wrong", "spent on nothing that is shown");
  const own = await poll.promise(ballot);
  assert.deepEqual(await send(problem(409, { ...document, promise: own })), { kind: "promised", promise: own });
});

test("silence is silence", async () => {
  const fails = (/** @type {Error} */ error) => async () => {
    throw error;
  };
  assert.deepEqual(await send(fails(new Unreachable("x", 7))), { kind: "unanswered", retryAfter: 7 });
  assert.deepEqual(await send(fails(new TypeError("body broke off"))), { kind: "unanswered", retryAfter: undefined });
});

test("receipt codes and check codes", async () => {
  const code = receiptCode(parseHex("00443214c74254b635cf".padEnd(64, "0")));
  assert.equal(code, "0123-4567-89AB-CDEF");
  assert.equal(parseReceiptCode("  o1234567-89abcdef".replace("o1", "oI")), code);
  assert.equal(parseReceiptCode(hash.toUpperCase()), hash);
  for (const bad of ["", "0123-4567-89AB", "U123-4567-89AB-CDEF"]) assert.throws(() => parseReceiptCode(bad), Malformed);
  assert.ok(codeNames(receiptCode(parseHex(hash)), hash) && codeNames(hash, hash) && !codeNames(code, hash));
  assert.equal(checkCode(parseHex("004432ff")), "0123");
});

const entries = [logEntry(1, parseHex(poll.id)), logEntry(5, randomBytes(32)), ...[1, 2, 3, 4].map(() => logEntry(2, randomBytes(32)))];
entries[3] = logEntry(2, parseHex(hash));

test("receipt files: with and without proof, and nothing else", async () => {
  const promise = await poll.promise(ballot);
  const proof = await poll.tlogProof(entries, 3);
  assert.deepEqual(await verifyReceiptFile(manifest, parseReceiptFile(promise)), { ballot: hash });
  const file = formatReceiptFile({ promise, proof });
  const { proved } = await verifyReceiptFile(manifest, parseReceiptFile(file));
  assert.deepEqual([proved?.index, proved?.size], [3, 6]);
  const bytes = utf8(file);
  for (let i = 0; i < bytes.length; i++) {
    const flipped = bytes.slice();
    flipped[i] = /** @type {number} */ (flipped[i]) ^ 1;
    await assert.rejects(async () => verifyReceiptFile(manifest, parseReceiptFile(new TextDecoder().decode(flipped))), Malformed, `byte ${i}`);
    if (i !== utf8(promise).length) {
      const cut = new TextDecoder().decode(bytes.subarray(0, i));
      await assert.rejects(async () => verifyReceiptFile(manifest, parseReceiptFile(cut)), Malformed, `cut at ${i}`);
    }
  }
});

test("a check on the list believes proofs and not words", async () => {
  const answer = { ballot: hash, state: "logged", index: 3, number: 2 };
  const proof = await poll.tlogProof(entries, 3);
  /** @type {string | undefined} */ let result;
  const check = (/** @type {any} */ changes = {}, proofText = proof, ballots = 4, later = {}) => {
    let asked = 0;
    const box = {
      receipt: async () => ("none" in changes ? undefined : { ...answer, ...changes, ...(asked++ > 0 && later) }),
      proof: async () => proofText,
      summary: async () => ({ ballots }),
      result: async () => result,
    };
    return checkReceipt(manifest, /** @type {any} */ (box), hash);
  };
  const found = await check();
  assert.ok(found.state === "listed" && found.number === 2 && found.of === 4 && !found.counted);
  await assert.rejects(check({ state: "counted" }), AnswerFault, "counted, and no result to be seen");
  result = await poll.result(entries);
  assert.ok(await check({ state: "counted" }).then((one) => one.state === "listed" && one.counted));
  assert.equal((await check({ state: "promised" })).state, "left-out");
  // The close came between two questions, and the issuance statement after the result: no fault of the ballot box.
  assert.ok(await check({ state: "promised" }, proof, 4, { state: "counted" }).then((one) => one.state === "listed" && one.counted));
  const grown = await poll.tlogProof([...entries, logEntry(4, randomBytes(32))], 3);
  const late = await check({ state: "counted" }, grown);
  assert.ok(late.state === "listed" && late.grown && !late.counted);
  await assert.rejects(check({ state: "counted" }, await poll.tlogProof(entries.slice(0, 5), 3)), AnswerFault, "a shorter list than the result's");
  result = await poll.result(entries.slice(0, 3));
  await assert.rejects(check({ state: "counted" }), AnswerFault, "counted, and added after the result");
  await assert.rejects(check({ state: "promised" }, proof, 4, { state: "logged" }), AnswerFault, "promised, and added after the result");
  for (const lie of [await poll.result([...entries].reverse()), await poll.result([...entries, ...entries]), await other.result(entries), "rubbish"]) {
    result = lie;
    await assert.rejects(check({ state: "counted" }), AnswerFault, "counted in another list");
  }
  result = undefined;
  assert.equal((await check({ none: true })).state, "unknown");
  assert.equal((await check({ state: "promised" })).state, "waiting");
  await assert.rejects(check({ ballot: "0".repeat(64) }), AnswerFault, "another ballot");
  await assert.rejects(check({ index: 4 }), AnswerFault, "another place");
  await assert.rejects(check({ number: 9 }), AnswerFault, "a number beyond its place");
  await assert.rejects(check({}, await poll.tlogProof(entries, 4)), AnswerFault, "proof of another entry");
  await assert.rejects(check({}, await other.tlogProof(entries, 3)), AnswerFault, "another poll's list");
  await assert.rejects(check({}, proof.replace("\n6\n", "\n7\n")), AnswerFault, "altered checkpoint");
  await assert.rejects(check({}, proof.replace("index 3", "index 03")), AnswerFault, "padded index");
  await assert.rejects(check({}, "rubbish"), ({ said }) => said[0][1] === JSON.stringify(answer) && said[1][1] === "rubbish");
});

test("backup files: every stage comes back, and nothing altered does", async () => {
  const stages = { request, pass: { response: pass.pass, note: issued.note }, ballot: { ballot: base64url(ballot) }, promise: { promise: await poll.promise(ballot) } };
  assert.deepEqual(await openBackup(manifest, formatBackup(manifest, stages)), stages);
  assert.deepEqual(await openBackup(manifest, formatBackup(manifest, { request })), { request });
  const file = JSON.parse(formatBackup(manifest, stages));
  const another = await makeRequest(manifest);
  const bad = [
    "", "[]", "null", "{}",
    JSON.stringify({ ...file, format: "other" }),
    JSON.stringify({ ...file, request: undefined }),
    JSON.stringify({ ...file, request: { ...request, seed: another.seed } }),
    JSON.stringify({ ...file, request: { ...request, salt: another.salt } }),
    JSON.stringify({ ...file, request: { ...request, inverse: another.inverse } }),
    JSON.stringify({ ...file, request: { ...request, request: another.request } }),
    JSON.stringify({ ...file, request: another }),
    JSON.stringify({ ...file, pass: { response: pass.pass } }),
    JSON.stringify({ ...file, ballot: { ballot: base64url(ballot.slice(0, -1)) } }),
    JSON.stringify({ ...file, promise: { promise: await poll.promise(token) } }),
  ];
  for (const text of bad) await assert.rejects(openBackup(manifest, text), Malformed, text.slice(0, 80));
  await assert.rejects(openBackup(manifest, formatBackup(await openManifest(other.note, other.id, "127.0.0.1:8002"), { request })), OtherPoll);
});
