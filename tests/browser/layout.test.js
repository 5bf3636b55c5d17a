/** The whole vote in narrow windows, large letters, and the colours and motion that people ask of their systems. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { STORY } from "./until.js";
import { t } from "./words.js";
import { EVERY_KIND, ONE, RANKING, SCORE, SEVERAL } from "./questions.js";
import { ZOOMED } from "./chromium.js";
import { Stage } from "./scene.js";
import { fits, isLargeEnough } from "./targets.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {(what: string) => Promise<void>} Look */

const NARROW = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 900 };

describe("the booth as people see it", { concurrency: 2 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  /** @param {string} name @param {(scene: Scene) => Promise<void>} story @param {{ width: number, height: number }} [viewport] */
  const story = (name, story, viewport = NARROW) =>
    it(name, { timeout: STORY }, () => stage.play(name.replaceAll(/[^a-z0-9]+/g, "-"), story, { draft: { questions: EVERY_KIND }, viewport }));

  story("the whole vote fits 320 pixels, and fingers", async (scene) => {
    await voteThrough(scene, async (what) => {
      await fits(scene.page, what);
      await scene.visitor.look(`narrow-${what}`);
      await isLargeEnough(scene.page, `${what} at 320 pixels`);
      await scene.page.setViewportSize(DESKTOP);
      await isLargeEnough(scene.page, `${what} on a desktop`);
      await scene.page.setViewportSize(NARROW);
    });
  });

  story("the whole vote fits 400 per cent", async (scene) => {
    const { devtools } = scene.visitor;
    await devtools.send("Emulation.setDeviceMetricsOverride", { ...ZOOMED, deviceScaleFactor: 4, mobile: false });
    await voteThrough(scene, async (what) => {
      await fits(scene.page, what);
      // Nothing that stays on the screen covers what is read.
      const fixed = await scene.page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position)).length);
      assert.equal(fixed, 0, `${what}: nothing is fixed`);
    });
  }, ZOOMED);

  story("nothing moves where less motion is wanted", async (scene) => {
    await scene.page.emulateMedia({ reducedMotion: "reduce" });
    await voteThrough(scene, async (what) => {
      const moving = await scene.page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((one) => {
          const { transitionDuration, animationDuration } = getComputedStyle(one);
          return `${transitionDuration}, ${animationDuration}`.split(", ").some((time) => parseFloat(time) > 0);
        }).map((one) => one.outerHTML.slice(0, 80)),
      );
      assert.deepEqual(moving, [], what);
    });
  });

  story("dark colours have contrast too", async (scene) => {
    await scene.page.emulateMedia({ colorScheme: "dark" });
    await voteThrough(scene, async (what) => {
      const [paper = 255, ink = 0] = await scene.page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color].map((text) => Number(/\d+/.exec(text)?.[0]));
      });
      assert.ok(paper < 60 && ink > 200, `${what}: light letters on dark`);
      await scene.visitor.look(`dark-${what}`);
    });
  });

  story("forced colours keep every frame and every mark", async (scene) => {
    await scene.page.emulateMedia({ forcedColors: "active" });
    await voteThrough(scene, async (what) => {
      const bare = await scene.page.evaluate(() =>
        [...document.querySelectorAll(".button, .button-secondary, .button-danger, .choice, .notice, .code")]
          .filter((one) => one.checkVisibility() && getComputedStyle(one).borderTopStyle === "none")
          .map((one) => one.outerHTML.slice(0, 80)),
      );
      assert.deepEqual(bare, [], `${what}: what is told by a background alone is gone`);
      await scene.visitor.look(`forced-${what}`);
    });
  });
});

/**
 * Marks one question of every kind and casts, with a look at each page.
 * @param {Scene} scene @param {Look} look
 */
async function voteThrough(scene, look) {
  const { page } = scene;
  await scene.open();
  await page.getByRole("button", { name: t("start-action") }).waitFor();
  await look("start");
  await scene.press(t("start-action"));
  await scene.heading(t("request-title"));
  await look("request");
  await scene.fetchPass();
  await scene.heading(ONE.title);
  await scene.press(t("next"));
  await look("missing");
  await page.getByRole("radio", { name: /^Ada/ }).check();
  await look("one");
  await scene.press(t("next"));
  await scene.heading(SEVERAL.title);
  await page.getByRole("checkbox", { name: "Cleo" }).check();
  await look("several");
  await scene.press(t("next"));
  await scene.heading(RANKING.title);
  for (const name of [/^Rank as 1: The roof/, /^Rank as 2: The lake/]) await page.getByRole("button", { name }).click();
  await look("ranking");
  await scene.press(t("next"));
  await scene.heading(SCORE.title);
  for (const { title } of SCORE.options) await page.getByRole("group", { name: title }).getByRole("radio", { name: "3", exact: true }).check();
  await look("scores");
  await scene.press(t("mark-review"));
  await scene.heading(t("review-title"));
  await look("review");
  await scene.cast();
  await scene.recorded();
  await look("receipt");
}
