/** Lies about the ballot that was cast. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { makeSigner, noteOf, statement } from "../../../booth/test/fixtures.js";
import { t } from "../words.js";
import { answer, flood, trickle } from "../proxy.js";
import { HTML, digest, promise } from "./common.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

/** Nothing but a good promise, or a refusal that proves what it says, is taken for an answer. @param {Story} story */
export function aboutTheBallot(story) {
  /** What the ballot box says although it took the ballot. @type {{ [lie: string]: (scene: Scene, hash: string) => string | Promise<string> }} */
  const promises = {
    "a promise for another ballot": (scene) => promise(scene, "0".repeat(64)),
    "a promise for another poll": (scene, hash) => promise(scene, hash, "0".repeat(64)),
    "a promise signed by another key": async (scene, hash) =>
      noteOf(statement("psephos-promise/v1", { poll: scene.poll, ballot: hash }), await makeSigner(scene.signers.ballotBox.name)),
    "a promise with a letter changed": (scene, hash) => promise(scene, hash).replace(/(.{8})\n$/, (end) => (end[0] === "A" ? "B" : "A") + end.slice(1)),
    "the registrar's signature under the promise": (scene, hash) =>
      noteOf(statement("psephos-promise/v1", { poll: scene.poll, ballot: hash }), scene.signers.registrar),
    "a checkpoint for a promise": (scene) => noteOf(`${scene.signers.ballotBox.name}/polls/${scene.poll}/log\n3\n${"A".repeat(43)}=\n`, scene.signers.ballotBox),
    "a good promise with a bad signature beside it": (scene, hash) => {
      const good = promise(scene, hash);
      return good + promise(scene, "0".repeat(64)).split("\n").at(-2) + "\n";
    },
    "nothing for a promise": () => "",
    "markup for a promise": () => HTML,
  };
  for (const [lie, note] of Object.entries(promises)) {
    story(lie, async (scene) => {
      await scene.collect();
      await scene.mark();
      const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
        const real = await exchange.forward();
        exchange.reply({ ...real, body: Buffer.from(await note(scene, await digest(exchange.body))) });
      });
      await scene.cast();
      await scene.heading(t("cast-wrong-title"));
      if (lie === "markup for a promise") await scene.look("wrong-answer");
      assert.match(await readFile(await scene.save(t("evidence-save")), "utf8"), /^psephos-evidence\/v1\npoll: [0-9a-f]{64}\n/);
      honest();
      await scene.press(t("cast-again"));
      await scene.recorded();
    });
  }

  story("an answer to the ballot that never ends", async (scene) => {
    await scene.collect();
    await scene.mark();
    const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
      await exchange.forward();
      await flood(exchange);
    });
    await scene.cast();
    await scene.heading(t("cast-wrong-title"));
    honest();
    await scene.press(t("cast-again"));
    await scene.recorded();
  });

  story("an answer to the ballot that trickles for ever", async (scene) => {
    await scene.collect();
    await scene.mark();
    // The booth loses its patience with the first answer sixty times sooner, and waits for the others as ever.
    await scene.page.evaluate(() => {
      const real = AbortSignal.timeout.bind(AbortSignal);
      let haste = 60;
      AbortSignal.timeout = (milliseconds) => {
        const patience = milliseconds / haste;
        haste = 1;
        return real(patience);
      };
    });
    scene.atBallotBox("POST", "/ballots", async (exchange) => {
      await exchange.forward();
      await trickle(exchange);
    }, 1);
    await scene.cast();
    await scene.recorded();
    assert.ok(scene.sent > 1, "it was sent again");
  });

  /** @param {Scene} scene @param {string} hash @param {string} reason */
  const refusal = (scene, hash, reason) => noteOf(statement("psephos-refusal/v1", { poll: scene.poll, ballot: hash, reason }), scene.signers.ballotBox);
  /** @type {{ [lie: string]: (scene: Scene, hash: string) => object }} */
  const unproved = {
    "a refusal without a signature": () => ({ detail: HTML }),
    "a signed refusal of another ballot": (scene) => ({ refusal: refusal(scene, "0".repeat(64), "token-spent") }),
    "a refusal that is markup": () => ({ title: HTML, refusal: HTML }),
  };
  for (const [lie, document] of Object.entries(unproved)) {
    story(lie, async (scene) => {
      scene.visitor.expected(409);
      await scene.collect();
      await scene.mark();
      const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
        await exchange.forward();
        const problem = { type: "urn:psephos:error:token-spent", ...document(scene, await digest(exchange.body)) };
        await answer(409, JSON.stringify(problem), { "content-type": "application/problem+json" })(exchange);
      });
      await scene.cast();
      await scene.heading(t("cast-wrong-title"));
      honest();
      await scene.press(t("cast-again"));
      await scene.recorded();
    });
  }

  story("signed refusals of a ballot that is in order", async (scene) => {
    scene.visitor.expected(403);
    await scene.collect();
    await scene.mark();
    const reasons = { "token-invalid": "token-invalid", "signature-invalid": "signature-invalid", "content-invalid": "content-invalid", "never-heard-of": "unknown" };
    for (const [reason, words] of Object.entries(reasons)) {
      scene.atBallotBox("POST", "/ballots", async (exchange) => {
        const problem = { type: `urn:psephos:error:${reason}`, refusal: refusal(scene, await digest(exchange.body), reason) };
        await answer(403, JSON.stringify(problem), { "content-type": "application/problem+json" })(exchange);
      }, 1);
      await scene.press(scene.sent === 0 ? t("review-cast") : t("cast-again"));
      await scene.says(t(`cast-refused-${words}`));
      const evidence = await readFile(await scene.save(t("evidence-save")), "utf8");
      assert.ok(evidence.includes(`failed: the ballot was refused: ${reason}\n`));
      assert.match(evidence, /=== refusal ===\npsephos-refusal\/v1\n/);
    }
    await scene.look("refused");
    await scene.nothingCast();
    await scene.press(t("cast-again"));
    await scene.recorded();
  });

  story("a signed refusal that gives another ballot as the one that counts", async (scene) => {
    scene.visitor.expected(409);
    await scene.collect();
    await scene.mark();
    scene.atBallotBox("POST", "/ballots", async (exchange) => {
      const problem = {
        type: "urn:psephos:error:token-spent",
        refusal: refusal(scene, await digest(exchange.body), "token-spent"),
        promise: promise(scene, "0".repeat(64)),
      };
      await answer(409, JSON.stringify(problem), { "content-type": "application/problem+json" })(exchange);
    });
    await scene.cast();
    await scene.heading(t("cast-spent-title"));
    await scene.says("0000");
    await scene.look("spent");
    await scene.page.getByText(t("receipt-wrong-title"), { exact: true }).click();
    assert.match(await readFile(await scene.save(t("evidence-save")), "utf8"), /=== refusal ===\n[^]*=== promise of the other ballot ===\npsephos-promise\/v1\n/);
    await scene.nothingCast();
  });
}
