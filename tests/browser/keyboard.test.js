/** The whole vote without a mouse, and as a screen reader tells it. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { words } from "../../booth/words.js";
import { Keyboard, ScreenReader } from "./keyboard.js";
import { EVERY_KIND, ONE, RANKING, SCORE, SEVERAL } from "./questions.js";
import { Stage } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

describe("a voter without a mouse", () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  it("votes on every kind of question, by keyboard alone", { timeout: 120_000 }, () =>
    stage.play("keyboard", async (scene) => {
      const { page } = scene;
      const keys = new Keyboard(page);
      await scene.open();
      await keys.press("button", words.start.action);
      await scene.heading(words.request.title);
      await keys.press("button", /^Continue to/);
      await scene.heading("Collect your voting pass");
      await keys.press("button", "Collect my voting pass");

      await scene.heading(ONE.title);
      await keys.press("button", words.next);
      assert.equal(await page.evaluate(() => document.activeElement?.id), "error-summary", "the summary of what is missing has the focus");
      await scene.look("keyboard-error");
      await keys.press("link", words.mark.error.noneAbstain);
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      assert.ok(await page.getByRole("radio", { name: "Ben" }).isChecked(), "arrows move among radios");
      await keys.press("button", words.next);

      await scene.heading(SEVERAL.title);
      for (const name of ["Cleo", "Emil"]) {
        await keys.reach(page.getByRole("checkbox", { name }));
        await page.keyboard.press("Space");
      }
      await keys.press("button", words.next);

      await scene.heading(RANKING.title);
      await keys.press("button", "Rank as 1: The garden");
      await keys.press("button", "Rank as 2: The lake");
      await keys.press("button", "Up: The lake");
      assert.match(await keys.where(), /Down: The lake/, "the focus stays with what moved");
      await scene.look("keyboard-ranking");
      await keys.press("button", words.next);

      await scene.heading(SCORE.title);
      for (const [name, downs] of /** @type {[string, number][]} */ ([["New boats", 2], ["The library", 5]])) {
        await keys.reach(page.getByRole("group", { name }).getByRole("radio").first());
        await page.keyboard.press("Space");
        for (let i = 0; i < downs; i++) await page.keyboard.press("ArrowRight");
      }
      await scene.look("keyboard-scores");
      await keys.press("button", words.mark.review);

      await scene.heading(words.review.title);
      await page.reload();
      await scene.heading(words.review.title);
      await page.locator("body").press("Tab");
      await keys.press("link", "Skip to the ballot");
      await scene.heading(words.review.title);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", "the skip link leads to the heading");
      await keys.press("button", `${words.review.change}: ${ONE.title}`);
      await keys.reach(page.getByRole("radio", { name: "Ben" }));
      await page.keyboard.press("ArrowUp");
      await keys.press("button", words.mark.backToReview);
      await scene.heading(words.review.title);
      for (const said of ["Ada", "Cleo", "Emil", "The lake", "New boats: 2", "The library: 5"]) await scene.says(said);
      await keys.press("button", words.review.cast);
      await scene.recorded();
      await keys.press("button", words.receipt.check);
      await scene.says(words.check.listed("1", "1"));
    }, { draft: { questions: EVERY_KIND } }));

  it("hears where they are, what is asked, what is marked and what happens", { timeout: 120_000 }, () =>
    stage.play("screen-reader", async (scene) => {
      const { page } = scene;
      const reader = new ScreenReader(scene.visitor);
      const keys = new Keyboard(page);
      const steps = async (/** @type {number} */ present) => {
        const { length } = (await reader.all()).filter(({ name }) => name.endsWith(words.stepDone.trim()));
        assert.equal(length >= present, true, `${present} steps are said to be done`);
        assert.equal(await page.locator(".steps [aria-current=step]").innerText(), words.steps[present]);
      };
      await scene.open();
      await reader.arrivesAt("Board of the rowing club");
      await keys.press("button", words.start.action);
      await reader.arrivesAt(words.request.title);
      await steps(0);
      await scene.fetchPass();

      await reader.arrivesAt(ONE.title);
      await steps(1);
      await reader.only("group", ONE.title);
      assert.equal((await reader.only("radio", "Ada I would do it gladly.")).checked, "false");
      await keys.reach(page.getByRole("radio", { name: /^Ada/ }));
      await page.keyboard.press("Space");
      assert.equal((await reader.only("radio", "Ada I would do it gladly.")).checked, "true");
      await keys.press("button", words.next);

      await reader.arrivesAt(SEVERAL.title);
      assert.match(String((await reader.only("group", SEVERAL.title)).description), /Choose up to 2/);
      await keys.press("button", words.next);
      const summary = (await reader.all()).find(({ focused, role }) => focused && role !== "RootWebArea");
      assert.equal(summary?.role, "alert", "what is missing is spoken");
      for (const name of ["Cleo", "Dora"]) {
        await keys.reach(page.getByRole("checkbox", { name }));
        await page.keyboard.press("Space");
      }
      await reader.announces(words.mark.chosen(2));
      await keys.press("button", words.next);

      await reader.arrivesAt(RANKING.title);
      await keys.press("button", "Rank as 1: The lake");
      await reader.announces(words.mark.nowAt("The lake", 1));
      await reader.only("button", "Remove: The lake");
      await keys.press("button", words.next);

      await reader.arrivesAt(SCORE.title);
      for (const { title } of SCORE.options) {
        await reader.only("group", title);
        await keys.reach(page.getByRole("group", { name: title }).getByRole("radio").first());
        await page.keyboard.press("Space");
      }
      await keys.press("button", words.mark.review);

      await reader.arrivesAt(words.review.title);
      await steps(2);
      for (const { title } of EVERY_KIND) await reader.only("button", `${words.review.change}: ${title}`);
      await keys.press("button", words.review.cast);
      await reader.arrivesAt(words.receipt.title);
      await steps(4);
      await keys.press("button", words.receipt.check);
      await reader.announces(words.check.listed("1", "1"));
      await scene.recorded();
    }, { draft: { questions: EVERY_KIND } }));
});
