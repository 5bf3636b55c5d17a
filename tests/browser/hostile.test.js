/** A ballot box or a registrar that lies: each lie is refused in words, nothing is lost, and the honest answer still counts. */

import assert from "node:assert/strict";
import { describe } from "node:test";

import { t } from "./words.js";
import { aboutTheBallot } from "./hostile/ballot.js";
import { HTML } from "./hostile/common.js";
import { aboutThePass } from "./hostile/pass.js";
import { aboutThePoll } from "./hostile/poll.js";
import { aboutTheReceipt } from "./hostile/receipt.js";
import { aboutScripts } from "./hostile/scripts.js";
import { stories } from "./scene.js";

const OPTIONS = [{ id: "a", title: HTML, description: HTML }, { id: "b", title: "b", description: HTML.repeat(3) }];
/** @param {object} kind */
const question = (kind) => ({ title: HTML, description: HTML, options: OPTIONS, ...kind });

stories("a service lies", { concurrency: 2 }, (story) => {
  describe("about the poll", { concurrency: 2 }, () => aboutThePoll(story));
  describe("about the pass", { concurrency: 2 }, () => aboutThePass(story));
  describe("about the ballot", { concurrency: 2 }, () => aboutTheBallot(story));
  describe("about the receipt", { concurrency: 2 }, () => aboutTheReceipt(story));

  describe("and slips in a script", { concurrency: 2 }, () => aboutScripts(story));

  story("markup in every field of a poll", async (scene) => {
    const { page } = scene;
    const isText = async (/** @type {string} */ what) => {
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      await scene.look(`markup-${what}`);
      assert.equal(await page.locator("main img, main script").count(), 0, what);
      assert.equal(await page.evaluate(() => "hacked" in window), false, what);
    };
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(HTML);
    await isText("choice");
    await page.getByRole("radio").first().check();
    await scene.press(t("next"));
    await page.getByRole("button", { name: /^Rank as 1: b$/ }).click();
    await scene.press(`${t("mark-rank-as", { n: 2 })}: ${HTML}`);
    await scene.press(`${t("mark-up")}: ${HTML}`);
    assert.equal(await page.locator("#live").innerText(), t("mark-now-at", { title: HTML, n: 1 }), "what is spoken is text too");
    await isText("ranking");
    await scene.press(t("next"));
    for (const group of await page.locator("fieldset.score").all()) await group.getByRole("radio").last().check();
    await isText("scores");
    await scene.press(t("next"));
    await page.getByRole("textbox", { name: HTML }).fill(HTML);
    await scene.press(t("mark-review"));
    await page.locator("#error-summary").waitFor();
    for (const field of await page.getByRole("textbox").all()) await field.fill("50");
    await isText("numbers");
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    await isText("review");
    await scene.cast();
    await scene.recorded();
    await isText("receipt");
  }, {
    draft: {
      title: HTML,
      description: HTML,
      content_size: 512,
      questions: [
        question({ id: "choice", kind: "choice", min: 1, max: 1 }),
        question({ id: "ranking", kind: "ranking", method: "irv", min: 1, max: 2 }),
        question({ id: "scores", kind: "score", low: 0, high: 5 }),
        question({ id: "numbers", kind: "score", low: 0, high: 100 }),
      ],
    },
  });
});
