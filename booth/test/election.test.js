/**
 * The project's own vectors, written by the Rust crate: one small election from fixed keys. Every byte that the booth
 * would make or read must be the same.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as blindRsa from "../blind_rsa.js";
import { ballotHash, parseBallot, sealBallot, verifyBallot } from "../ballot.js";
import { hex, Malformed, parseHex, sha256, utf8 } from "../bytes.js";
import { leafHash, logOrigin, openCheckpoint, parseTlogProof, readCheckpoint, verifyTlogProof } from "../log.js";
import { openManifest } from "../manifest.js";
import { checkCode, formatReceiptFile, parseReceiptFile, receiptCode, verifyReceiptFile } from "../receipt.js";
import { checkPassNote, checkPromise } from "../statements.js";
import { finalizeToken, tokenChallenge, tokenInput, tokenRequest, verifyToken } from "../token.js";

const election = JSON.parse(readFileSync(new URL("../../tests/vectors/election.json", import.meta.url), "utf8"));
const manifest = await openManifest(election.manifest_note, election.poll, "ballots.example.net");

test("the manifest gives the same challenge and key", async () => {
  const challenge = tokenChallenge("registrar.example.org", parseHex(election.poll), "ballots.example.net");
  assert.equal(hex(challenge), election.challenge);
  assert.equal(hex(manifest.challengeDigest), election.challenge_digest);
  assert.equal(hex(await sha256(challenge)), election.challenge_digest);
  assert.equal(hex(manifest.tokenKey.spki), election.token_key);
  assert.equal(hex(manifest.tokenKey.id), election.token_key_id);
});

for (const [place, voter] of election.voters.entries()) {
  const secrets = election.inputs.voters[place];

  test(`voter ${place + 1}: request, pass and ballot are the same bytes`, async () => {
    const input = tokenInput(parseHex(voter.nonce), manifest.challengeDigest, manifest.tokenKey.id);
    assert.equal(hex(input), voter.token_input);

    const [salt, r] = [parseHex(secrets.salt), blindRsa.toInteger(parseHex(secrets.r))];
    const { blindedMessage, blinding } = await blindRsa.blindWith(manifest.tokenKey.rsa, input, salt, r);
    const request = tokenRequest(manifest.tokenKey, blindedMessage);
    assert.equal(hex(request), voter.request);
    assert.equal(checkCode(await sha256(request)), voter.check_code);

    const response = parseHex(voter.response);
    const token = await finalizeToken(manifest.tokenKey, input, response, blinding);
    assert.equal(hex(token), voter.token);
    assert.equal(await verifyToken(manifest.tokenKey, manifest.challengeDigest, token), true);
    await checkPassNote(manifest, voter.pass_note, request, response);
    await assert.rejects(checkPassNote(manifest, voter.pass_note, response, request));

    const ballot = await sealBallot(parseHex(secrets.ballot_key), token, utf8(voter.content));
    assert.equal(hex(ballot), voter.ballot);
    assert.equal(hex(await ballotHash(ballot)), voter.ballot_hash);
    assert.equal(receiptCode(parseHex(voter.ballot_hash)), voter.receipt_code);
    await checkPromise(manifest, voter.promise, ballot);
  });

  test(`voter ${place + 1}: no flipped byte of the ballot verifies`, async () => {
    const ballot = parseHex(voter.ballot);
    await verifyBallot(manifest, ballot);
    for (let at = 0; at < ballot.length; at += 1) {
      const spoiled = ballot.slice();
      spoiled[at] = /** @type {number} */ (spoiled[at]) ^ 1;
      await assert.rejects(verifyBallot(manifest, spoiled), `byte ${at}`);
    }
    assert.throws(() => parseBallot(ballot.subarray(1), manifest.contentSize));
  });
}

test("checkpoint, proofs and receipt file verify", async () => {
  const origin = logOrigin("ballots.example.net", election.poll);
  const checkpoint = await openCheckpoint(election.checkpoint, origin, manifest.ballotBox.key);
  assert.equal(checkpoint.size, election.entries.length);
  for (const [index, entry] of election.entries.entries()) {
    const proof = parseTlogProof(election.proofs[index]);
    assert.equal(proof.index, index);
    await verifyTlogProof(proof, parseHex(entry), origin, manifest.ballotBox.key);
    const other = parseHex(election.entries[(index + 1) % election.entries.length]);
    assert.notEqual(hex(await leafHash(other)), hex(await leafHash(parseHex(entry))));
    await assert.rejects(verifyTlogProof(proof, other, origin, manifest.ballotBox.key));
  }

  const receipt = parseReceiptFile(election.receipt_file);
  assert.equal(formatReceiptFile(receipt), election.receipt_file);
  const { ballot, proved } = await verifyReceiptFile(manifest, receipt);
  assert.equal(proved?.index, 2);
  assert.ok(election.voters.some((/** @type {any} */ voter) => voter.ballot_hash === ballot));
});

test("a checkpoint may have further lines, but none that would begin a part of an evidence file", () => {
  const text = `origin\n5\n${"A".repeat(43)}=\n`;
  assert.equal(readCheckpoint(`${text}further\n=== no part\n`.replace("=== ", "==="), "origin").size, 5);
  for (const line of ["=== promise ===", "=== "]) assert.throws(() => readCheckpoint(`${text}${line}\n`, "origin"), Malformed);
});

test("another ballot box, another poll or a changed manifest is refused", async () => {
  await assert.rejects(openManifest(election.manifest_note, election.poll, "ballots.example.org"));
  await assert.rejects(openManifest(election.manifest_note, election.poll.replace(/^./, (/** @type {string} */ c) => (c === "0" ? "1" : "0")), "ballots.example.net"));
  await assert.rejects(openManifest(election.manifest_note.replace("Ada", "Eve"), election.poll, "ballots.example.net"));
});
