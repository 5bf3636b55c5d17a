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
    for (const place of ["#error-summary a", "#error"]) assert.equal(await page.locator(place).innerText(), t("mark-error-few", { min: 2 }), "it says what is lacking now");
    await isKept(scene, t("next"), t("mark-error-few", { min: 2 }));
    await page.evaluate(() => {
      const said = /** @type {any} */ (window).said = /** @type {unknown[]} */ ([]);
      new MutationObserver((changes) => said.push(...changes)).observe(/** @type {Node} */ (document.querySelector(".kept")), { childList: true, characterData: true, subtree: true });
    });
    for (const { title } of options) await page.getByLabel(title, { exact: true }).check();
    await scene.says(t("mark-too-many", { n: 4 }));
    await scene.says(t("mark-kept"));
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).said.length), 0, "what is kept is told once, not at each mark");
    await isKept(scene, t("next"), t("mark-error-many", { max: 3 }));
    await scene.look("too-many");
    await page.getByLabel("Cleo", { exact: true }).uncheck();
    await isMended(scene);
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
    await isMended(scene);
    await scene.press(t("next"));
    await scene.heading("Who cooks best?");
    await isKept(scene, t("mark-review"), t("mark-error-scores"));
    await scene.look("unscored");
    for (const { title } of options) await page.getByRole("group", { name: title }).getByRole("radio", { name: "1", exact: true }).check();
    await isMended(scene);
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: QUESTIONS } });
}

/** What was said of an answer does not outlast it. @param {Scene} scene */
async function isMended({ page }) {
  await page.locator("#error-summary").waitFor({ state: "detached" });
  assert.equal(await page.locator("#error, .field-error").count(), 0);
  assert.doesNotMatch(await page.title(), new RegExp(`^${t("title-of-error", { page: "" })}`));
}

/** @param {Scene} scene @param {string} button @param {string} error */
async function isKept({ page }, button, error) {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.locator("#error-summary a", { hasText: error }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "error-summary");
}
