/** The whole vote without a mouse, and as a screen reader tells it. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { STORY } from "./until.js";
import { t } from "./words.js";
import { Keyboard, ScreenReader } from "./keyboard.js";
import { EVERY_KIND, ONE, RANKING, SCORE, SEVERAL } from "./questions.js";
import { Stage } from "./scene.js";

const STEPS = ["collect", "mark", "review", "cast", "keep"];

/** @typedef {import("./scene.js").Scene} Scene */

describe("a voter without a mouse", () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  it("votes on every kind of question, by keyboard alone", { timeout: STORY }, () =>
    stage.play("keyboard", async (scene) => {
      const { page } = scene;
      const keys = new Keyboard(page);
      await keys.collect(scene);
      await scene.heading(ONE.title);
      await keys.press("button", t("next"));
      assert.equal(await page.evaluate(() => document.activeElement?.id), "error-summary", "the summary of what is missing has the focus");
      await scene.look("keyboard-error");
      await keys.press("link", t("mark-error-none-abstain"));
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      assert.ok(await page.getByRole("radio", { name: "Ben" }).isChecked(), "arrows move among radios");
      await keys.press("button", t("next"));

      await scene.heading(SEVERAL.title);
      for (const name of ["Cleo", "Emil"]) {
        await keys.reach(page.getByRole("checkbox", { name }));
        await page.keyboard.press("Space");
      }
      await keys.press("button", t("next"));

      await scene.heading(RANKING.title);
      await keys.press("button", t("next"));
      await page.getByText(t("mark-error-rank-abstain", { min: RANKING.min })).first().waitFor();
      await keys.press("button", "Rank as 1: The garden");
      await keys.press("button", "Rank as 2: The lake");
      await keys.press("button", "Up: The lake");
      assert.match(await keys.where(), /Down: The lake/, "the focus stays with what moved");
      await scene.look("keyboard-ranking");
      await keys.press("button", t("next"));

      await scene.heading(SCORE.title);
      await keys.press("button", t("mark-review"));
      await page.getByText(t("mark-error-scores-abstain")).first().waitFor();
      for (const [name, downs] of /** @type {[string, number][]} */ ([["New boats", 2], ["The library", 5]])) {
        await keys.reach(page.getByRole("group", { name }).getByRole("radio").first());
        await page.keyboard.press("Space");
        for (let i = 0; i < downs; i++) await page.keyboard.press("ArrowRight");
      }
      await scene.look("keyboard-scores");
      await keys.press("button", t("mark-review"));

      await scene.heading(t("review-title"));
      await page.reload();
      await scene.heading(t("review-title"));
      await page.locator("body").press("Tab");
      await keys.press("link", "Skip to the ballot");
      await scene.heading(t("review-title"));
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", "the skip link leads to the heading");
      await keys.press("button", `${t("review-change")}: ${ONE.title}`);
      await keys.reach(page.getByRole("radio", { name: "Ben" }));
      await page.keyboard.press("ArrowUp");
      await keys.press("button", t("mark-back-to-review"));
      await scene.heading(t("review-title"));
      for (const said of ["Ada", "Cleo", "Emil", "The lake", "New boats: 2", "The library: 5"]) await scene.says(said);
      await keys.press("button", t("review-cast"));
      await scene.recorded();
      await keys.press("button", t("receipt-check"));
      await scene.says(t("check-listed", { n: "1", of: "1" }));
    }, { draft: { questions: EVERY_KIND } }));

  it("hears where they are, what is asked, what is marked and what happens", { timeout: STORY }, () =>
    stage.play("screen-reader", async (scene) => {
      const { page } = scene;
      const reader = new ScreenReader(scene.visitor);
      const keys = new Keyboard(page);
      const steps = async (/** @type {number} */ present) => {
        const done = (await reader.all()).filter(({ role, name }) => role === "StaticText" && name.endsWith(`(${t("step-done")})`));
        assert.equal(done.length, present, `${present} steps are said to be done`);
        assert.equal(await page.locator(".steps [aria-current=step]").innerText(), t(`step-${STEPS[present]}`));
      };
      await scene.open();
      await reader.arrivesAt("Board of the rowing club");
      await keys.press("button", t("start-action"));
      await reader.arrivesAt(t("request-title"));
      await steps(0);
      await scene.fetchPass();

      await reader.arrivesAt(ONE.title);
      await steps(1);
      await reader.only("group", ONE.title);
      assert.equal((await reader.only("radio", "Ada I would do it gladly.")).checked, "false");
      await keys.reach(page.getByRole("radio", { name: /^Ada/ }));
      await page.keyboard.press("Space");
      assert.equal((await reader.only("radio", "Ada I would do it gladly.")).checked, "true");
      await keys.press("button", t("next"));

      await reader.arrivesAt(SEVERAL.title);
      assert.match(String((await reader.only("group", SEVERAL.title)).description), /Choose up to 2/);
      await keys.press("button", t("next"));
      const summary = (await reader.all()).find(({ focused, role }) => focused && role !== "RootWebArea");
      assert.equal(summary?.role, "alert", "what is missing is spoken");
      for (const name of ["Cleo", "Dora"]) {
        await keys.reach(page.getByRole("checkbox", { name }));
        await page.keyboard.press("Space");
      }
      await reader.announces(t("mark-chosen", { n: 2 }));
      await keys.press("button", t("next"));

      await reader.arrivesAt(RANKING.title);
      await keys.press("button", "Rank as 1: The lake");
      await reader.announces(t("mark-now-at", { title: "The lake", n: 1 }));
      await reader.only("button", "Remove: The lake");
      await keys.press("button", t("next"));

      await reader.arrivesAt(SCORE.title);
      for (const { title } of SCORE.options) {
        await reader.only("group", title);
        await keys.reach(page.getByRole("group", { name: title }).getByRole("radio").first());
        await page.keyboard.press("Space");
      }
      await keys.press("button", t("mark-review"));

      await reader.arrivesAt(t("review-title"));
      await steps(2);
      for (const { title } of EVERY_KIND) await reader.only("button", `${t("review-change")}: ${title}`);
      await keys.press("button", t("review-cast"));
      await reader.arrivesAt(t("receipt-title"));
      await steps(4);
      await keys.press("button", t("receipt-check"));
      await reader.announces(t("check-listed", { n: "1", of: "1" }));
      await scene.recorded();
    }, { draft: { questions: EVERY_KIND } }));
});
