/** The device is another one: with a backup file, or without. */

import assert from "node:assert/strict";

import { ONE_QUESTION } from "../scene.js";
import { t } from "../words.js";
import { emptyStorage, fillStorage } from "./storage.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

/** However many devices go on, there is one pass and one ballot. @param {Story} story */
export function otherDevices(story) {
  story("a second device without the backup file", async (scene) => {
    await scene.collect();
    const other = await scene.another("second-device");
    await scene.press(t("start-action"), other.page);
    other.expected(409);
    await scene.goForPass(other.page);
    await scene.heading("You have collected your voting pass before", other.page);
    await other.leave();
    await scene.finish();
  });

  story("the browser is lost before the pass is collected, and the backup file goes on elsewhere", async (scene) => {
    await scene.begin();
    const file = await scene.save(t("backup-save"));
    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");
    const other = await restored(scene, "restored", { name: "x", mimeType: "text/plain", buffer: Buffer.from("{}") });
    const { page } = other;
    await scene.says(t("backup-bad"), page);
    await scene.look("backup-damaged", page);
    await fillStorage(page);
    await page.getByLabel(t("backup-choose")).setInputFiles(file);
    await page.locator("#restore-error", { hasText: t("trouble-full") }).waitFor();
    assert.ok((await page.title()).startsWith("Error: "), "the window tells it too");
    assert.equal(await scene.stored(page), "[[],[],[],[]]");
    await emptyStorage(page);
    await page.getByLabel(t("backup-choose")).setInputFiles(file);
    await scene.heading(t("request-title"), page);
    assert.ok((await page.title()).startsWith(t("request-title")));
    await scene.fetchPass(page);
    await scene.finish(page);
    await other.leave();
  });

  story("two devices go on from one backup of a pass, and all three cast", async (scene) => {
    await scene.collect();
    const dealt = await orderOn(scene.page);
    const asking = await scene.newTab();
    await scene.press(t("ask-start-over"), asking);
    const file = await scene.save(t("backup-save"), asking);
    await scene.press(t("ask-keep"), asking);
    await scene.heading(t("ask-pass-title"), asking);

    const first = await restored(scene, "first-of-two", file);
    await scene.heading("Who shall take the chair?", first.page);
    const second = await restored(scene, "second-of-two", file);
    await scene.heading("Who shall take the chair?", second.page);
    for (const { page } of [first, second]) assert.deepEqual(await orderOn(page), dealt, "in this voter's order");
    await scene.mark("Ada", first.page);
    await scene.cast(first.page);
    const code = await scene.recorded(first.page);

    second.expected(409);
    await scene.mark("Ben", second.page);
    await scene.cast(second.page);
    const refused = async () => {
      await scene.heading(t("cast-spent-title"), second.page);
      await scene.says(t("cast-refused-token-spent"), second.page);
      await scene.says(t("cast-spent-todo"), second.page);
      assert.equal(await second.page.getByRole("button", { name: t("cast-again") }).count(), 0, "sending it again would change nothing");
      assert.equal(await second.page.locator(".code").innerText(), code, "the code of the ballot that counts");
    };
    await refused();
    await second.lookAtBoth("another-ballot-counts");
    await second.page.reload();
    await refused();
    await second.page.getByRole("main").getByRole("link", { name: t("start-receipt-link") }).click();
    await second.page.getByLabel("Receipt code").fill(code);
    await scene.press("Check", second.page);
    await scene.says(t("check-listed", { n: "1", of: "1" }), second.page);

    // The same marks make the same ballot.
    await scene.finish();
    assert.equal(await scene.recorded(), code);
    for (const device of [first, second]) await device.leave();
  }, { draft: { questions: SHUFFLED } });

  story("a finished ballot that could not be sent goes on elsewhere, and here", async (scene) => {
    scene.visitor.expected(503);
    await scene.collect();
    await scene.mark();
    const recovers = await scene.castInVain();
    const file = await scene.save(t("backup-save"));
    recovers();
    const other = await restored(scene, "ballot-restored", file);
    const code = await scene.recorded(other.page);
    await scene.press(t("cast-again"));
    assert.equal(await scene.recorded(), code);
    await other.leave();
  });
}

/** By chance two of its orders are one once in 3,628,800. */
const SHUFFLED = ONE_QUESTION.map((question) => ({
  ...question,
  order: "shuffled",
  options: ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gil", "Hana", "Ivo", "Jan"].map((title) => ({ id: title.toLowerCase(), title })),
}));

/** The titles of the options, as they stand on the page. @param {import("playwright-core").Page} page */
const orderOn = (page) => page.locator(".choices .choice:not(.choice-apart) [dir]").allInnerTexts();

/** Another device, on which the backup file was opened. @param {Scene} scene @param {string} name @param {Parameters<import("playwright-core").Locator["setInputFiles"]>[0]} file */
async function restored(scene, name, file) {
  const device = await scene.another(name);
  await device.page.getByText(t("backup-have")).click();
  await device.page.getByLabel(t("backup-choose")).setInputFiles(file);
  return device;
}
