import assert from "node:assert/strict";
import test from "node:test";

import { openManifest } from "../manifest.js";
import { isStrangers, situationOf } from "../situation.js";
import { makePoll } from "./fixtures.js";

const poll = await makePoll();
const manifest = await openManifest(poll.note, poll.id, "127.0.0.1:8002");
const request = { seed: "", salt: "", inverse: "", request: "mine" };
const pass = { response: "", note: "" };
const ballot = { ballot: "" };
const promise = { promise: "" };

/** @param {any} stored @param {import("../api.js").Phase} phase @param {string} [now] */
const at = (stored, phase, now = "2026-11-10T00:00:00Z") => situationOf(stored, manifest, { phase, now: new Date(now) });

test("where the voter stands follows from what is stored and where the poll stands", () => {
  assert.equal(at({}, "before", "2026-10-01T00:00:00Z"), "early");
  assert.equal(at({}, "before"), "start");
  assert.equal(at({}, "voting"), "start");
  assert.equal(at({}, "voting", "2026-11-20T09:00:00Z"), "no-passes");
  assert.equal(at({}, "closed"), "over");
  assert.equal(at({ request }, "voting"), "request");
  assert.equal(at({ request }, "voting", "2026-11-20T10:00:00Z"), "request");
  assert.equal(at({ request }, "closed"), "over");
  assert.equal(at({ request, pass }, "before"), "wait");
  assert.equal(at({ request, pass }, "voting"), "mark");
  assert.equal(at({ request, pass }, "counted"), "late");
  for (const phase of /** @type {const} */ (["voting", "closed", "counted"])) {
    assert.equal(at({ request, pass, ballot }, phase), "unconfirmed");
    assert.equal(at({ request, pass, ballot, promise }, phase), "recorded");
  }
  assert.equal(at({ request, pass, ballot }, "cancelled"), "cancelled");
  assert.equal(at({ request, pass, ballot, promise }, "cancelled"), "recorded");
});

test("what this tab did not ask for may be a stranger's", () => {
  assert.ok(!isStrangers({}, null));
  assert.ok(isStrangers({ request }, null));
  assert.ok(isStrangers({ request, pass }, "another"));
  assert.ok(!isStrangers({ request, pass }, "mine"));
});
