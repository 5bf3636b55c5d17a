/** The device's clock is wrong. */

import assert from "node:assert/strict";

import { time } from "../demo.js";
import { OwnElection } from "../election.js";
import { ONE_QUESTION, Scene } from "../scene.js";
import { t } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

/** The ballot box's clock counts, and a page that goes by another one shows both. @param {Story} story */
export function clock(story) {
  for (const [name, date] of Object.entries({ "years behind": "2011-01-01", "years ahead": "2041-01-01" })) {
    story(`the device's clock is ${name}`, async (scene) => {
      await scene.page.clock.setFixedTime(new Date(date));
      await scene.collect();
      await scene.finish();
    });
  }

  story("the device's clock is ahead: by it voting is over, or open, and has not opened yet", async ({ stage, visitor }) => {
    visitor.expected(403);
    const began = Date.now();
    const scene = await tooEarly(stage, visitor, 60).catch((/** @type {unknown} */ error) => {
      // A machine that does much else may take longer to come as far: then once more, with more time.
      if (Date.now() < began + 60_000) throw error;
      return tooEarly(stage, visitor, 400);
    });
    await scene.look("too-early");
    await scene.reaches("voting");
    await scene.press(t("cast-again"));
    await scene.recorded();
  });

  story("the device's clock is behind: by it voting is open, and the ballot is counted", async (scene) => {
    await scene.vote();
    await scene.stage.admin.close(scene.poll);
    await clockIs(scene, -24);
    await scene.page.reload();
    await scene.recorded();
    assert.equal(await scene.page.getByText(t("start-doubted-title")).count(), 0, "a receipt is not told to go on");
    await scene.press(t("receipt-check"));
    await scene.says(t("check-counted"));
  });

  story("the device's clock is behind: by it voting is open, and closed before the ballot was cast", async (scene) => {
    scene.visitor.expected(403);
    await scene.collect();
    await scene.mark();
    await scene.stage.admin.close(scene.poll);
    await clockIs(scene, -24);
    await scene.page.reload();
    await scene.says(t("start-doubted-title"));
    await scene.says(CLOCKS);
    await scene.look("doubted-at-the-review");
    await scene.cast();
    await scene.says(t("cast-said-closed"));
    await scene.says(CLOCKS);
    await scene.look("too-late");
    await scene.page.getByRole("button", { name: t("cast-again") }).waitFor();
    // By the right clock there is nothing left to try, and the refusal is kept in reach.
    await clockIs(scene, 0);
    await scene.page.reload();
    await scene.says(t("cast-refused-voting-closed"));
    assert.equal(await scene.page.getByRole("button", { name: t("cast-again") }).count(), 0);
    await scene.nothingCast();
  });
}

/**
 * A ballot that is refused, for it comes before voting opens, and once more; the device's clock is ahead.
 * @param {import("../scene.js").Stage} stage @param {import("../chromium.js").Visitor} visitor @param {number} seconds until it opens
 */
async function tooEarly(stage, visitor, seconds) {
  const election = await OwnElection.open(stage.services, 10, { slug: `opens-in-${seconds}`, questions: ONE_QUESTION, voting_opens: time(seconds) });
  const scene = new Scene(stage, visitor, election.id);
  await clockIs(scene, 48);
  await scene.open();
  await scene.says(t("start-doubted-before-title"));
  await scene.says(CLOCKS);
  await clockIs(scene, 1);
  await scene.begin();
  await scene.page.goto(scene.booth + (await election.handover(scene.page)));
  await scene.says(t("start-doubted-before-title"));
  await scene.mark();
  await scene.cast();
  for (const isReloaded of [false, true]) {
    if (isReloaded) await scene.page.reload();
    await scene.says(t("cast-refused-voting-not-open"));
    await scene.says(CLOCKS);
  }
  await scene.nothingCast();
  return scene;
}

/** @param {Scene} scene @param {number} hours ahead */
const clockIs = (scene, hours) => scene.page.clock.setFixedTime(new Date(Date.now() + hours * 3_600_000));

/** How the words about two clocks begin. */
const CLOCKS = String(t("start-clocks", { box: "|", device: "|" }).split("|")[0]);
