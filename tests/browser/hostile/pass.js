/** Lies of the registrar about the voting pass. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { base64url, utf8 } from "../../../booth/bytes.js";
import { noteOf, statement } from "../../../booth/test/fixtures.js";
import { t } from "../words.js";
import { OwnElection } from "../election.js";
import { alter } from "../proxy.js";
import { HTML, digest } from "./common.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */
/** @typedef {import("../proxy.js").Deed} Deed */

/** What was altered can be collected again; nothing that is stored changes. @param {Story} story */
export function aboutThePass(story) {
  story("a pass that was altered", async (scene) => {
    await scene.begin();
    const honest = scene.atRegistrar("POST", "/pass/confirm", alterHandover((fields) => fields.set("pass", base64url(new Uint8Array(256).fill(7)))));
    await scene.fetchPass();
    await scene.says(t("request-bad-title"));
    await scene.look("pass-altered");
    honest();
    await scene.fetchPass();
    await scene.finish();
  });

  story("rubbish for a pass, with a signed note", async (scene) => {
    await scene.begin();
    const honest = scene.atRegistrar("POST", "/pass/confirm", (exchange) => handOver(scene, exchange, () => new Uint8Array(256).fill(7)));
    await scene.fetchPass();
    await scene.says(t("request-signed-title"));
    await scene.look("pass-rubbish-signed");
    const evidence = await readFile(await scene.save(t("evidence-save")), "utf8");
    assert.match(evidence, /=== note of the pass ===\npsephos-pass\/v1\n/);
    honest();
    await scene.fetchPass();
    await scene.finish();
  });

  for (const signed of [false, true]) {
    story(`a pass signed by another poll's key, ${signed ? "with a signed note" : "with the note of the true one"}`, async (scene) => {
      const other = await OwnElection.open(scene.stage.services, 20, { slug: `other-key-${signed}` });
      await scene.begin();
      const honest = scene.atRegistrar("POST", "/pass/confirm", (exchange) =>
        handOver(scene, exchange, (request) => other.poll.tokenKey.blindSign(request.subarray(3)), signed),
      );
      await scene.fetchPass();
      await scene.says(signed ? t("request-signed-title") : t("request-bad-title"));
      if (signed) {
        const evidence = await readFile(await scene.save(t("evidence-save")), "utf8");
        assert.match(evidence, /failed: the registrar has signed an answer that is no voting pass\n[^]*=== note of the pass ===\npsephos-pass\/v1\n/);
      }
      assert.match(await scene.stored(), /^\[\[\{[^]*\}\],\[\],\[\],\[\]\]$/, "the request is kept, and no pass");
      honest();
      await scene.fetchPass();
      await scene.finish();
    });
  }

  story("a refusal that is markup", async (scene) => {
    await scene.begin();
    const honest = scene.atRegistrar("POST", "/pass/confirm", alterHandover((fields) => {
      fields.delete("pass");
      fields.set("refused", HTML);
    }));
    await scene.fetchPass();
    await scene.says(/gave no reason/);
    honest();
    await scene.fetchPass();
    await scene.finish();
  });

  story("junk in the address, in an open tab and in a new one", async (scene) => {
    await scene.collect();
    const before = await scene.stored();
    await scene.page.evaluate(() => void (location.hash = "#pass=BBBB&note="));
    await scene.says(t("request-bad-title"));
    for (const junk of ["#pass=AAAA&note=x", `#pass=${"A".repeat(342)}`, "#refused=not-eligible", "#refused=%3Cimg%20src=x%3E", "#pass=&note=", "#x"]) {
      await scene.page.goto("about:blank");
      await scene.page.goto(scene.booth + junk);
      await scene.heading("Who shall take the chair?");
      assert.equal(await scene.stored(), before, junk);
    }
    await scene.finish();
  });
}

/**
 * Hands over something else for a pass.
 * @param {Scene} scene @param {import("../proxy.js").Exchange} exchange
 * @param {(request: Uint8Array) => Uint8Array} answer to the request
 * @param {boolean} [signed] whether the registrar signs a note about it
 */
async function handOver(scene, exchange, answer, signed = true) {
  const request = Buffer.from(new URLSearchParams(exchange.body.toString()).get("request") ?? "", "base64url");
  const pass = Uint8Array.from(answer(request));
  const body = { poll: scene.poll, request: await digest(request), response: await digest(pass) };
  const note = noteOf(statement("psephos-pass/v1", body), scene.signers.registrar);
  await alterHandover((fields) => {
    fields.set("pass", base64url(pass));
    if (signed) fields.set("note", base64url(utf8(note)));
  })(exchange);
}

/**
 * Alters what the registrar hands over in the fragment of the address.
 * @param {(fields: URLSearchParams) => void} change
 * @returns {Deed}
 */
const alterHandover = (change) =>
  alter((body, headers) => {
    const [page, fragment] = String(headers["location"]).split("#");
    const fields = new URLSearchParams(fragment);
    change(fields);
    headers["location"] = `${page}#${fields}`;
    return body;
  });
