/** Where a poll stands: an end that nobody has signed is doubted. */
import assert from "node:assert/strict";
import test from "node:test";

import { Unreachable } from "../api.js";
import { openManifest } from "../manifest.js";
import { situationOf } from "../situation.js";
import { signedEnd, standingOf } from "../standing.js";
import { makePoll } from "./fixtures.js";

const closes = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, "");
const poll = await makePoll({ changes: { voting_closes: closes } });
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const cancel = { kind: "cancel", voting_closes: null };

const now = new Date();
/** @param {string} phase @param {string[]} notices */
const standing = (phase, notices = []) =>
  standingOf(manifest, /** @type {any} */ ({ notices: async () => notices }), /** @type {any} */ ({ phase, now }));
/** An end that is doubted, and when voting closes instead. @param {string} phase */
const doubted = (phase, votingCloses = manifest.votingCloses) => ({ phase: "voting", now, doubted: phase, votingCloses });

test("what is open needs no proof", async () => {
  assert.deepEqual(await standing("voting"), { phase: "voting", now });
});

/** @param {number} hours from now */
const time = (hours) => new Date(Math.floor(Date.now() / 1000 + hours * 3600) * 1000);
/** @param {Date} date */
const written = (date) => date.toISOString().replace(".000Z", "Z");

/**
 * What is believed of a poll whose windows are told in hours from now.
 * @param {{ issuance: [number, number], voting: [number, number] }} windows @param {object} said
 */
async function believed({ issuance, voting }, said) {
  const changes = {
    issuance_opens: written(time(issuance[0])), issuance_closes: written(time(issuance[1])),
    voting_opens: written(time(voting[0])), voting_closes: written(time(voting[1])),
  };
  const { note, id } = await makePoll({ changes });
  const opened = await openManifest(note, id, "127.0.0.1:8002");
  const { clocks: _, ...found } = await standingOf(opened, /** @type {any} */ ({ notices: async () => [] }), /** @type {any} */ (said));
  return { opened, found };
}

test("clocks that differ are told, whatever is believed", async () => {
  const clocksOf = async (/** @type {string} */ phase, /** @type {number} */ hours) =>
    (await standingOf(manifest, /** @type {any} */ ({ notices: async () => [] }), /** @type {any} */ ({ phase, now: time(hours) }))).clocks;
  for (const phase of ["voting", "before", "counted"]) {
    for (const hours of [-1, 1, 0.17, -0.17]) {
      const clocks = await clocksOf(phase, hours);
      assert.equal(Math.round((Number(clocks?.box) - Number(clocks?.device)) / 36_000), Math.round(hours * 100));
    }
    for (const hours of [0, 0.15, -0.15]) assert.equal(await clocksOf(phase, hours), undefined);
  }
});

test("that voting has not opened is believed until the device's clock says otherwise", async () => {
  const said = { phase: "before", now: time(-1) };
  const soon = await believed({ issuance: [-2, 3], voting: [0.1, 4] }, said);
  assert.deepEqual(soon.found, said);
  // Ten minutes' difference between the clocks is allowed.
  assert.deepEqual((await believed({ issuance: [-2, 3], voting: [-0.1, 4] }, said)).found, said);
  assert.deepEqual((await believed({ issuance: [-2, 3], voting: [-0.5, 4] }, said)).found, { ...said, phase: "voting", doubted: "before" });
});

test("that no passes are given out is believed until the device's clock says otherwise", async () => {
  const windows = /** @type {const} */ ({ issuance: [-1, 2], voting: [1, 4] });
  for (const hours of [-3, 3]) {
    const said = { phase: "voting", now: time(hours) };
    const { found, opened } = await believed({ issuance: [...windows.issuance], voting: [...windows.voting] }, said);
    assert.deepEqual(found, { phase: "voting", now: opened.issuanceOpens, doubted: "no-passes" });
    assert.equal(situationOf({}, opened, found), "start");
  }
  const early = { phase: "before", now: time(-1) };
  assert.deepEqual((await believed({ issuance: [0.1, 2], voting: [1, 4] }, early)).found, early);
  const late = { phase: "voting", now: time(1) };
  assert.deepEqual((await believed({ issuance: [-3, 0.1], voting: [-2, 4] }, late)).found, late);
  // Also where an end is claimed besides: nobody is sent away by two lies either.
  const both = await believed({ issuance: [-1, 2], voting: [-1, 4] }, { phase: "counted", now: time(9) });
  assert.equal(both.found.doubted, "counted");
  assert.equal(situationOf({}, both.opened, both.found), "start");
});

test("a notice that cannot be read proves nothing, and an answer that does not come is not one", async () => {
  const forged = (await makePoll()).notice({});
  for (const notices of [["rubbish"], [forged], [poll.notice({}, 2)], [poll.notice({ voting_closes: "soon" })]]) {
    for (const phase of ["closed", "counted", "cancelled"]) assert.deepEqual(await standing(phase, notices), doubted(phase));
  }
  const away = { notices: async () => Promise.reject(new Unreachable("away")) };
  await assert.rejects(standingOf(manifest, /** @type {any} */ (away), /** @type {any} */ ({ phase: "closed", now })), Unreachable);
});

test("an end before its time takes the registrar's signature", async () => {
  for (const phase of ["closed", "counted", "cancelled"]) assert.deepEqual(await standing(phase), doubted(phase));
  const early = poll.notice({});
  for (const phase of ["closed", "counted"]) assert.deepEqual(await standing(phase, [early]), { phase, now });
  assert.deepEqual(await standing("cancelled", [early]), doubted("cancelled", new Date("2026-11-20T09:00:00Z")));
  assert.deepEqual(await standing("cancelled", [poll.notice(cancel)]), { phase: "cancelled", now });
});

test("the last notice counts, and none may be missing", async () => {
  const later = poll.notice({ kind: "extend", voting_closes: "2999-01-01T00:00:00Z" }, 2);
  assert.deepEqual(await standing("closed", [poll.notice({}), later]), doubted("closed", new Date("2999-01-01T00:00:00Z")));
  await assert.rejects(signedEnd(manifest, [later]), /does not belong/);
  const other = await makePoll();
  await assert.rejects(signedEnd(manifest, [other.notice({})]));
  await assert.rejects(signedEnd(manifest, ["rubbish"]));
});

test("an end whose time has come is believed", async () => {
  const past = await makePoll({ changes: { voting_closes: "2026-11-20T10:00:00Z", issuance_closes: "2026-11-20T09:00:00Z" } });
  const known = await openManifest(past.note, past.id, "127.0.0.1:8002");
  const box = /** @type {any} */ ({ notices: async () => [] });
  assert.deepEqual(await standingOf(known, box, /** @type {any} */ ({ phase: "counted", now })), { phase: "counted", now });
});
