import assert from "node:assert/strict";
import { test } from "node:test";

import { restSeconds, spreadSeconds, within } from "../pace.js";

test("after failures a page rests longer, and as long as it is told to", () => {
  assert.deepEqual([0, 1, 2, 6, 7, 2000].map((failures) => restSeconds(failures, null)), [4, 8, 16, 256, 300, 300]);
  for (const nonsense of ["", "soon", "-5", "NaN", "Wed, 21 Oct 2026 07:28:00 GMT"]) assert.equal(restSeconds(1, nonsense), 8);
  assert.equal(restSeconds(1, "5"), 8);
  assert.equal(restSeconds(1, "60"), 60);
  assert.equal(restSeconds(0, "900"), 900);
});

test("the more have voted, the more may be looking", () => {
  assert.deepEqual([0, 10, 280, 1_000_000].map(spreadSeconds), [2, 3, 30, 30]);
});

test("not all ask at one moment", () => {
  const moments = new Set(Array.from({ length: 100 }, () => within(30)));
  assert.ok(moments.size > 90);
  assert.ok([...moments].every((moment) => moment >= 0 && moment < 30));
});
