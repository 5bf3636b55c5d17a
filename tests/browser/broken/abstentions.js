/** A voter abstains, after having thought of something else. */

import assert from "node:assert/strict";

import { EVERY_KIND, RANKING, SCORE, SEVERAL } from "../questions.js";
import { t, wordsOf } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

/** What was marked before stays on the device; the ballot says that the voter abstains, and so it is counted. @param {Story} story */
export function abstentions(story) {
  story("an abstention on every kind of question is cast and counted as one", async (scene) => {
    const { page } = scene;
    const abstain = page.getByLabel(t("mark-abstain"));
    await scene.collect();
    await page.getByLabel("Ada", { exact: false }).check();
    await abstain.check();
    await scene.press(t("next"));
    await scene.heading(SEVERAL.title);
    await page.getByLabel("Cleo").check();
    await abstain.check();
    assert.equal(await page.getByLabel("Cleo").isVisible(), false, "there is nothing to mark for who abstains");
    await scene.press(t("next"));
    await scene.heading(RANKING.title);
    await scene.press(t("next"));
    await page.locator("#error-summary").getByText(t("mark-error-rank-abstain", { min: 1 })).waitFor();
    await scene.press(/: The lake$/);
    await abstain.check();
    await scene.press(t("next"));
    await scene.heading(SCORE.title);
    await page.getByRole("group", { name: "New boats" }).getByRole("radio", { name: "5", exact: true }).check();
    await abstain.check();
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    const abstained = page.getByText(t("review-abstained"), { exact: true });
    assert.equal(await abstained.count(), EVERY_KIND.length);
    await page.reload();
    await abstained.first().waitFor();
    assert.equal(await abstained.count(), EVERY_KIND.length);
    await scene.look("review");
    await scene.cast();
    await scene.recorded();

    await scene.stage.admin.close(scene.poll);
    await scene.press(t("receipt-check"));
    await scene.says(t("check-counted"));
    const { direct, ballot_box } = scene.stage.services;
    const published = async (/** @type {string} */ path) => (await fetch(`${direct}/api/v1/polls/${scene.poll}/${path}`)).text();
    const answers = Object.fromEntries(EVERY_KIND.map(({ id }) => [id, "abstain"]));
    const ballots = (await published("ballots.ndjson")).trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(ballots.map((ballot) => ballot.answers), [answers]);
    const { tally } = JSON.parse((await published("result")).split("\n")[1] ?? "");
    for (const { id } of EVERY_KIND) assert.equal(tally[id].abstain, 1, id);
    await page.goto(`${ballot_box}/polls/${scene.poll}/result`);
    const box = wordsOf("en", "ballot-box");
    await scene.heading(box("crumb-result"));
    assert.equal(await page.getByText(box("counts-nobody")).count(), EVERY_KIND.length);
    assert.equal(await page.getByText(box("outcome-tied"), { exact: true }).count(), 0, "what nobody chose is no tie");
    await scene.look("result");
  }, { draft: { questions: EVERY_KIND } });
}
