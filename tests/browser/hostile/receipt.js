/** Lies to a voter who comes back with a receipt. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { parseHex, sha256 } from "../../../booth/bytes.js";
import { BALLOT_ENTRY, logEntry } from "../../../booth/log.js";
import { makeSigner, noteOf, statement } from "../../../booth/test/fixtures.js";
import { t } from "../words.js";
import { until } from "../until.js";
import { alter, alterJson, answer } from "../proxy.js";
import { HTML } from "./common.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */
/** @typedef {import("../proxy.js").Deed} Deed */

/** What does not hold is told with evidence; the honest answer after it is good. @param {Story} story */
export function aboutTheReceipt(story) {
  /** @type {{ [lie: string]: { path: string, deed: (scene: Scene) => Deed, said?: string } }} */
  const lies = {
    "the promised ballot is denied": { path: "/receipts/[0-9a-f]{64}", deed: () => answer(404, '{"type":"urn:psephos:error:not-found"}', { "content-type": "application/problem+json" }), said: t("check-unknown-promised") },
    "a receipt of another ballot": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, ballot: "0".repeat(64) })) },
    "another place on the list": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, index: 1 })) },
    "a number that cannot be": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, number: 700 })) },
    "a state that is markup": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, state: HTML })) },
    "a proof with a letter changed": { path: "/receipts/[0-9a-f]{64}/proof", deed: () => alter((proof) => proof.replace(/\n([A-Za-z0-9+/]{42})/, (_, hash) => `\n${hash[0] === "A" ? "B" : "A"}${hash.slice(1)}`)) },
    "a checkpoint of another size": { path: "/receipts/[0-9a-f]{64}/proof", deed: () => alter((proof) => proof.replace(/log\n\d+\n/, "log\n9\n")) },
    "a checkpoint signed by another key": {
      path: "/receipts/[0-9a-f]{64}/proof",
      deed: (scene) => async (exchange) => {
        const real = await exchange.forward();
        const [head, text] = real.body.toString().split("\n\n");
        const forged = noteOf(`${text}\n`, await makeSigner(scene.signers.ballotBox.name));
        exchange.reply({ ...real, body: Buffer.from(`${head}\n\n${forged}`) });
      },
    },
    "another poll's checkpoint": {
      path: "/receipts/[0-9a-f]{64}/proof",
      deed: (scene) => async (exchange) => {
        const real = await exchange.forward();
        const [head, text = ""] = real.body.toString().split("\n\n");
        const other = noteOf(`${text.replace(scene.poll, "0".repeat(64))}\n`, scene.signers.ballotBox);
        exchange.reply({ ...real, body: Buffer.from(`${head}\n\n${other}`) });
      },
    },
    "a page for a proof": { path: "/receipts/[0-9a-f]{64}/proof", deed: () => answer(200, HTML) },
  };
  story("a ballot that was lost is shown again with its promise", async (scene) => {
    scene.visitor.expected(404);
    await scene.vote();
    const denied = answer(404, '{"type":"urn:psephos:error:not-found"}', { "content-type": "application/problem+json" });
    const honest = scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", denied);
    await scene.press(t("receipt-check"));
    await scene.says(t("check-lost"));
    await scene.look("lost");
    honest();
    /** @type {string[]} */
    const shown = [];
    scene.atBallotBox("POST", "/ballots", async (exchange) => {
      shown.push(Buffer.from(String(exchange.request.headers["psephos-note"]), "base64url").toString());
      exchange.reply(await exchange.forward());
    });
    await scene.press(t("check-present"));
    await scene.says(t("check-presented"));
    await scene.says(/^Your ballot is on the public list/);
    assert.equal(shown.length, 1);
    assert.match(String(shown[0]), /^psephos-promise\/v1\n/);
    await scene.recorded();
  });

  story("a ballot that is refused although its promise is shown", async (scene) => {
    scene.visitor.expected(404);
    scene.visitor.expected(403);
    await scene.vote();
    scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", answer(404, '{"type":"urn:psephos:error:not-found"}', { "content-type": "application/problem+json" }));
    scene.atBallotBox("POST", "/ballots", answer(403, '{"type":"urn:psephos:error:voting-closed"}', { "content-type": "application/problem+json" }));
    await scene.press(t("receipt-check"));
    await scene.press(t("check-present"));
    await scene.says(t("check-not-taken"));
    const evidence = await readFile(await scene.save(t("evidence-save")), "utf8");
    assert.match(evidence, /=== promise ===\npsephos-promise\/v1\n/);
  });

  story("a ballot that is said to be counted, and no result to show", async (scene) => {
    scene.visitor.expected(404);
    await scene.vote();
    const honest = scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", alterJson((state) => ({ ...state, state: "counted" })));
    await scene.press(t("receipt-check"));
    await scene.says(t("check-fault"));
    honest();
  });

  story("a result of another list", async (scene) => {
    await scene.vote();
    const root = Buffer.alloc(32, 7).toString("base64");
    const result = noteOf(
      statement("psephos-result/v1", { poll: scene.poll, ballots: 1, issued: 1, tree_size: 3, root, tally: {} }),
      scene.signers.ballotBox,
    );
    scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", alterJson((state) => ({ ...state, state: "counted" })));
    scene.atBallotBox("GET", "/result", answer(200, result, { "content-type": "text/plain" }));
    await scene.press(t("receipt-check"));
    await scene.says(t("check-fault"));
    const evidence = await readFile(await scene.save(t("evidence-save"), scene.page), "utf8");
    assert.match(evidence, /=== result ===\npsephos-result\/v1\n/);
  });

  story("a result without a ballot that was accepted", async (scene) => {
    await scene.vote();
    const result = noteOf(
      statement("psephos-result/v1", { poll: scene.poll, ballots: 0, issued: 1, tree_size: 2, root: Buffer.alloc(32, 7).toString("base64"), tally: {} }),
      scene.signers.ballotBox,
    );
    scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", alterJson(({ ballot }) => ({ ballot, state: "promised" })));
    scene.atBallotBox("GET", "/result", answer(200, result, { "content-type": "text/plain" }));
    await scene.press(t("receipt-check"));
    await scene.says(t("check-left-out"));
    await scene.look("left-out");
  });

  story("two lists of one length", async (scene) => {
    await scene.vote();
    // A busy service may be too late with the proof, and then the file goes without.
    const file = await until("the receipt has its proof", async () => {
      const saved = await scene.save(t("receipt-save"));
      return (await readFile(saved, "utf8")).includes("c2sp.org/tlog-proof@v1") && saved;
    });
    const honest = scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}/proof", async (exchange) => {
      const real = await exchange.forward();
      exchange.reply({ ...real, body: Buffer.from(await fork(scene, real.body.toString(), (await scene.truth("/receipts/" + exchange.request.url?.split("/").at(-2))).ballot)) });
    });
    await scene.page.goto(scene.booth.replace("/booth", "/receipt"));
    await scene.page.getByLabel(/receipt file/).setInputFiles(file);
    await scene.says(t("check-fork"));
    await scene.look("fork");
    const evidence = await readFile(await scene.save(t("evidence-save")), "utf8");
    assert.match(evidence, /=== earlier proof ===\nc2sp.org\/tlog-proof@v1\n[^]*=== proof ===\nc2sp.org\/tlog-proof@v1\n/);
    honest();
    await scene.page.reload();
    await scene.page.getByLabel(/receipt file/).setInputFiles(file);
    await scene.says(t("check-proved"));
  });

  for (const [lie, { path, deed, said = t("check-fault") }] of Object.entries(lies)) {
    story(lie, async (scene) => {
      scene.visitor.expected(404);
      await scene.vote();
      const honest = scene.atBallotBox("GET", path, deed(scene));
      await scene.press(t("receipt-check"));
      await scene.says(said);
      await scene.heading(t("receipt-fault-title"));
      assert.equal(await scene.page.getByText(t("receipt-lead")).count(), 0, "the verdict from before does not stand above the fault");
      if (lie === "the promised ballot is denied" || lie === "a page for a proof") await scene.look("something-is-wrong");
      await scene.says(t("evidence-whom", { registrar: scene.signers.registrar.name }));
      const answers = scene.page.locator(".notice-bad");
      const download = scene.page.waitForEvent("download");
      await answers.getByRole("button", { name: t("evidence-save") }).click();
      const evidence = await readFile(await (await download).path(), "utf8");
      assert.match(evidence, /^failed: .+$/m);
      assert.match(evidence, /=== promise ===\npsephos-promise\/v1\n/);
      if (path.endsWith("/proof")) assert.match(evidence, /=== answer about the receipt ===\n.+\n[^]*=== proof ===\n.+\n/);
      honest();
      await scene.press(t("receipt-check-again"));
      await scene.says(t("check-listed", { n: "1", of: "1" }));
      await scene.heading(t("receipt-title"));
      await scene.says(t("receipt-lead"));
    });
  }
}

/**
 * A proof that the ballot is on another list of the same length, signed by the ballot box.
 * @param {Scene} scene @param {string} proof a real one @param {string} ballot hash
 */
async function fork(scene, proof, ballot) {
  const [head = "", text = ""] = proof.split("\n\n");
  const [version, index, ...path] = head.split("\n");
  const nodes = path.map((_, i) => new Uint8Array(32).fill(i + 1));
  // Of three entries the ballot is the last: its one neighbour is the tree of the two before it.
  const root = await sha256(Uint8Array.of(1), nodes[0] ?? new Uint8Array(), await sha256(Uint8Array.of(0), logEntry(BALLOT_ENTRY, parseHex(ballot, 32))));
  const [origin, size] = text.split("\n");
  const checkpoint = noteOf(`${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`, scene.signers.ballotBox);
  return `${[version, index, ...nodes.map((node) => Buffer.from(node).toString("base64"))].join("\n")}\n\n${checkpoint}`;
}
