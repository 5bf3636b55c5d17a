/** Several tabs, and a voter who goes back and forth. */

import assert from "node:assert/strict";

import { t } from "../words.js";
import { hold } from "../proxy.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

/** Nothing is cast twice, and nothing of one voter lands with another. @param {Story} story */
export function severalTabs(story) {
  story("two tabs cast different marks at once", async (scene) => {
    await scene.collect();
    const other = await scene.newTab();
    await scene.press(t("ask-go-on"), other);
    await Promise.all([scene.mark("Ada"), scene.mark("Ben", other)]);
    await atOnce([scene.page, other], t("review-cast"));
    const [one, two] = [await scene.recorded(), await scene.recorded(other)];
    assert.equal(one, two, "both show the receipt of the one ballot");
    const told = await Promise.all([scene.page, other].map((tab) => tab.getByText(t("cast-other-tab")).count()));
    assert.equal(told[0] + told[1], 1, "the tab that came second says that its marks are not used");
  });

  story("two tabs begin at once, and both collect the pass", async (scene) => {
    await scene.open();
    const other = await scene.newTab();
    const tabs = [scene.page, other];
    for (const tab of tabs) await tab.getByRole("button", { name: t("start-action") }).waitFor();
    await atOnce(tabs, t("start-action"));
    const asks = (/** @type {import("playwright-core").Page} */ tab) => tab.getByRole("button", { name: t("ask-go-on") });
    for (const tab of tabs) await tab.locator("h1", { hasText: t("request-title") }).or(asks(tab)).waitFor();
    const second = await Promise.all(tabs.map((tab) => asks(tab).count()));
    assert.deepEqual([...second].sort(), [0, 1], "there is one request, and the tab that came second asks whose it is");
    await asks(second[0] ? scene.page : other).click();
    const codes = await Promise.all(tabs.map((tab) => scene.checkCode(tab)));
    assert.equal(codes[0], codes[1]);
    for (const tab of tabs) await scene.goForPass(tab);
    for (const tab of tabs) {
      await scene.press("Collect my voting pass", tab);
      await scene.says(t("mark-got-pass"), tab);
    }
    await scene.finish(other);
    await scene.page.reload();
    assert.equal(await scene.recorded(), await other.locator("#receipt-code").innerText());
  });

  story("one tab starts over while another is about to cast", async (scene) => {
    await scene.collect();
    await scene.mark();
    const other = await scene.newTab();
    await scene.press(t("ask-start-over"), other);
    await scene.look("forget", other);
    const file = await scene.save(t("backup-save"), other);
    await scene.press(t("ask-remove"), other);
    await other.getByRole("button", { name: t("start-action") }).waitFor();
    await scene.cast();
    await scene.says(t("wait-changed"));
    await scene.nothingCast();
    assert.equal(scene.sent, 0, "nothing was sent");
    // There is no second pass: the backup file, which was offered before anything was removed, leads on.
    await other.getByText(t("backup-have")).click();
    await other.getByLabel(t("backup-choose")).setInputFiles(file);
    await scene.heading("Who shall take the chair?", other);
    await scene.finish(other);
  });

  story("one tab starts over while the ballot of another is on its way", async (scene) => {
    const { answer, other } = await startOverMeanwhile(scene);
    await other.getByRole("button", { name: t("start-action") }).waitFor();
    answer.release();
    await scene.says(t("receipt-unkept"));
    await scene.recorded();
    await scene.look("receipt-not-kept");
    assert.equal(await scene.stored(), "[[],[],[],[]]");
  });

  story("the answer to a ballot comes after another voter has begun on the device", async (scene) => {
    const { answer, other } = await startOverMeanwhile(scene);
    await scene.press(t("start-action"), other);
    await scene.heading(t("request-title"), other);
    const before = await scene.stored(other);
    await scene.page.bringToFront();
    await scene.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await scene.heading(t("ask-request-title"));
    const drawn = await scene.page.locator("h1").elementHandle();
    answer.release();
    // What came of the answer is drawn. Chromium's word on the request is no sign: it calls some that were read to the end aborted.
    await scene.page.waitForFunction((heading) => !heading?.isConnected, drawn);
    assert.equal(await scene.stored(other), before, "the other voter's request is as it was");
    assert.equal((await scene.truth()).ballots, 1);
  });

  story("Back, forward and reload after casting", async (scene) => {
    await scene.vote();
    await scene.page.goBack();
    await scene.recorded();
    await scene.page.goForward();
    await scene.page.reload();
    await scene.recorded();
    assert.equal(scene.sent, 1);
  });

  story("Back and reload while marking", async (scene) => {
    await scene.collect();
    await scene.page.getByLabel("Ben").check();
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    await scene.page.reload();
    await scene.heading(t("review-title"));
    await scene.page.goBack();
    await scene.heading("Who shall take the chair?");
    assert.ok(await scene.page.getByLabel("Ben").isChecked());
    await scene.page.reload();
    await scene.heading("Who shall take the chair?");
    assert.ok(await scene.page.getByLabel("Ben").isChecked());
    await scene.press(t("mark-review"));
    await scene.cast();
    await scene.recorded();
  });
}

/** Presses a button in each tab, within the browser and at one time: a press from outside brings its tab to the front. @param {import("playwright-core").Page[]} tabs @param {string} button */
const atOnce = (tabs, button) =>
  Promise.all(
    tabs.map((tab) =>
      tab.evaluate((name) => {
        for (const one of document.querySelectorAll("button")) if (one.textContent === name) one.click();
      }, button),
    ),
  );

/** A ballot has arrived and its answer waits, while another tab starts over: the answer and that tab. @param {Scene} scene */
async function startOverMeanwhile(scene) {
  await scene.collect();
  await scene.mark();
  const answer = hold();
  scene.atBallotBox("POST", "/ballots", answer.deed);
  await scene.cast();
  await answer.arrived;
  const other = await scene.newTab();
  await scene.press(t("ask-start-over"), other);
  await scene.press(t("ask-remove"), other);
  return { answer, other };
}
