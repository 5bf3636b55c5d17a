import assert from "node:assert/strict";
import test from "node:test";

import { loadJson, vectorsFolder } from "./load.js";
import { suites } from "./vectors.js";

for (const [name, suite] of Object.entries(suites)) {
  test(name, { skip: vectorsFolder === undefined && "VECTORS MISSING: set PSEPHOS_VECTORS" }, async () => {
    let checks = 0;
    /** @type {string[]} */
    const failed = [];
    await suite(loadJson, (check, ok, detail = "") => {
      checks++;
      if (!ok) failed.push(`${check} ${detail}`);
    });
    assert.deepEqual(failed, []);
    assert.ok(checks >= 5, `only ${checks} checks`);
  });
}
