/** Where a poll stands: an end that nobody has signed is doubted. */
import assert from "node:assert/strict";
import test from "node:test";

import { openManifest } from "../manifest.js";
import { signedEnd, standingOf } from "../standing.js";
import { makePoll } from "./fixtures.js";

const closes = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, "");
const poll = await makePoll({ changes: { voting_closes: closes } });
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const cancel = { kind: "cancel", voting_closes: null };

/** @param {string} phase @param {string[]} notices */
const standing = (phase, notices = []) =>
  standingOf(manifest, /** @type {any} */ ({ notices: async () => notices }), /** @type {any} */ ({ phase }));

test("what is open needs no proof", async () => {
  for (const phase of ["before", "voting"]) assert.deepEqual(await standing(phase), { phase });
});

test("an end before its time takes the registrar's signature", async () => {
  for (const phase of ["closed", "counted", "cancelled"]) assert.deepEqual(await standing(phase), { phase: "voting", doubted: phase });
  const early = poll.notice({});
  for (const phase of ["closed", "counted"]) assert.deepEqual(await standing(phase, [early]), { phase });
  assert.deepEqual(await standing("cancelled", [early]), { phase: "voting", doubted: "cancelled" });
  assert.deepEqual(await standing("cancelled", [poll.notice(cancel)]), { phase: "cancelled" });
});

test("the last notice counts, and none may be missing", async () => {
  const later = poll.notice({ kind: "extend", voting_closes: "2999-01-01T00:00:00Z" }, 2);
  assert.deepEqual(await standing("closed", [poll.notice({}), later]), { phase: "voting", doubted: "closed" });
  await assert.rejects(signedEnd(manifest, [later]), /does not belong/);
  const other = await makePoll();
  await assert.rejects(signedEnd(manifest, [other.notice({})]));
  await assert.rejects(signedEnd(manifest, ["rubbish"]));
});

test("an end whose time has come is believed", async () => {
  const past = await makePoll({ changes: { voting_closes: "2026-11-20T10:00:00Z", issuance_closes: "2026-11-20T09:00:00Z" } });
  const known = await openManifest(past.note, past.id, "127.0.0.1:8002");
  const box = /** @type {any} */ ({ notices: async () => [] });
  assert.deepEqual(await standingOf(known, box, /** @type {any} */ ({ phase: "counted" })), { phase: "counted" });
});
