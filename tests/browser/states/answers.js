/** Answers that lack something. */

import assert from "node:assert/strict";

import { t } from "../words.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

const options = ["Ada", "Ben", "Cleo", "Dora"].map((title) => ({ id: title.toLowerCase(), title }));
const QUESTIONS = [
  { id: "board", title: "Who shall join the board?", kind: "choice", min: 2, max: 3, seats: 2, options },
  { id: "row", title: "Who shall row first?", kind: "ranking", method: "irv", min: 2, max: 3, abstain: false, options },
  { id: "food", title: "Who cooks best?", kind: "score", low: 0, high: 2, abstain: false, options },
];

/** No page is left with too little or too much, and it says what. @param {Story} story */
export function answers(story) {
  story("answers with too little and with too much", async (scene) => {
    const { page } = scene;
    await scene.begin();
    await scene.fetchPass();
    await scene.heading("Who shall join the board?");
    await scene.says(t("mark-choose-between", { min: 2, max: 3 }));
    await isKept(scene, t("next"), t("mark-error-few-abstain", { min: 2 }));
    await page.getByLabel("Ada", { exact: true }).check();
    await isKept(scene, t("next"), t("mark-error-few", { min: 2 }));
    for (const { title } of options) await page.getByLabel(title, { exact: true }).check();
    await scene.says(t("mark-too-many", { n: 4 }));
    await isKept(scene, t("next"), t("mark-error-many", { max: 3 }));
    await scene.look("too-many");
    await page.getByLabel("Dora", { exact: true }).uncheck();
    await scene.press(t("next"));
    await scene.heading("Who shall row first?");
    await scene.says(t("mark-rank-between", { min: 2, max: 3 }));
    await scene.says(t("mark-ranked-none"));
    await scene.press(t("mark-rank-as", { n: 1 }) + ": Ben");
    await scene.press(`${t("mark-remove")}: Ben`);
    assert.equal(await page.locator("#live").innerText(), t("mark-now-unranked", { title: "Ben" }));
    await scene.press(t("mark-rank-as", { n: 1 }) + ": Ada");
    await isKept(scene, t("next"), t("mark-error-rank", { min: 2 }));
    await scene.look("too-few-ranked");
    await scene.press(t("mark-rank-as", { n: 2 }) + ": Ben");
    await scene.press(t("next"));
    await scene.heading("Who cooks best?");
    await isKept(scene, t("mark-review"), t("mark-error-scores"));
    await scene.look("unscored");
    for (const { title } of options) await page.getByRole("group", { name: title }).getByRole("radio", { name: "1", exact: true }).check();
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: QUESTIONS } });
}

/** @param {Scene} scene @param {string} button @param {string} error */
async function isKept({ page }, button, error) {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.locator("#error-summary a", { hasText: error }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "error-summary");
}
