/** The ballot box takes no ballot, and signs why; it is right in all of these. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { t } from "../words.js";
import { time } from "../demo.js";
import { alterJson } from "../proxy.js";

/** @typedef {import("../scene.js").Story} Story */

/** The reason is told, and what there still is to do. @param {Story} story */
export function refusals(story) {
  story("a ballot that comes before voting opens", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(403);
    scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "voting" })));
    await scene.collect();
    await scene.mark();
    for (const act of [t("review-cast"), t("cast-again")]) {
      await scene.press(act);
      await scene.heading(t("cast-refused-title"));
      await scene.says(t("cast-refused-voting-not-open"));
      await scene.says(/^Voting opens on /);
    }
    assert.equal(scene.sent, 2);
    await scene.look("refused");
    await scene.nothingCast();

    const tab = await scene.newTab();
    await scene.heading(t("ask-ballot-title"), tab);
    await scene.says(t("ask-ballot"), tab);
    await scene.press(t("ask-start-over"), tab);
    await scene.heading(t("ask-loss-ballot-title"), tab);
    await scene.says(t("ask-loss-ballot"), tab);
    await scene.says(t("backup-ballot-secret"), tab);
    await scene.look("give-up", tab);
    await scene.press(t("ask-keep"), tab);
    await scene.press(t("ask-send"), tab);
    await scene.says(t("cast-refused-voting-not-open"), tab);
    await page.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-unconfirmed"));
  }, { draft: { voting_opens: time(3600) } });

  story("a ballot by a pass that was used on another device", async (scene) => {
    scene.visitor.expected(409);
    await scene.begin();
    const file = await scene.save(t("backup-save"));
    await scene.fetchPass();
    await scene.mark("Ada");
    const other = await scene.another("other");
    const { page } = other;
    await page.getByText(t("backup-have")).click();
    await page.getByLabel(t("backup-choose")).setInputFiles(file);
    await scene.fetchPass(page);
    await scene.mark("Ben", page);
    await scene.cast(page);
    const code = await scene.recorded(page);
    await other.leave();
    await scene.cast();
    await scene.heading(t("cast-spent-title"));
    await scene.says(t("cast-other-code"));
    assert.equal(await scene.page.locator(".code").innerText(), code);
    await scene.page.getByText(t("receipt-wrong-title"), { exact: true }).click();
    const evidence = await readFile(await scene.save(t("evidence-save")), "utf8");
    assert.match(evidence, /=== refusal ===\npsephos-refusal\/v1\n.*"reason":"token-spent"[^]*=== promise of the other ballot ===\npsephos-promise\/v1\n/);
    assert.equal((await scene.truth()).ballots, 1, "one of the two counts");
  });
}
