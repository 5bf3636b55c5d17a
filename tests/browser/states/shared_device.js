/** Somebody comes to a device on which somebody else has begun, or voted. */

import assert from "node:assert/strict";

import { t } from "../words.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

/** Nothing of the first is shown or used without asking, and nothing of it is lost without warning. @param {Story} story */
export function sharedDevice(story) {
  story("a second person at the device, at each step of the first", async (scene) => {
    await scene.begin();
    const atRequest = await asks(scene, t("ask-request-title"), t("ask-request"));
    assert.equal(await atRequest.locator("#check-code").count(), 0);
    await scene.look("request", atRequest);
    await atRequest.route(/\/api\/v1\/polls$/, (route) => route.fulfill({ json: { polls: [] } }));
    await atRequest.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-request"), atRequest);
    await scene.says(t("mine-unknown-poll"), atRequest);
    await atRequest.getByRole("link", { name: t("mine-go-on") }).click();
    await scene.heading(t("ask-request-title"), atRequest);
    await scene.press(t("ask-go-on"), atRequest);
    await scene.heading(t("request-title"), atRequest);
    await atRequest.close();

    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");
    const atPass = await asks(scene, t("ask-pass-title"), t("ask-pass"));
    await scene.look("pass", atPass);
    await scene.press(t("ask-start-over"), atPass);
    await scene.heading(t("ask-loss-title"), atPass);
    await scene.says(t("ask-loss"), atPass);
    assert.equal(await atPass.getByText(t("ask-loss-request")).count(), 0);
    await scene.press(t("ask-keep"), atPass);
    await scene.heading(t("ask-pass-title"), atPass);
    await atPass.close();

    await scene.finish();
    const receipt = await scene.page.locator("#receipt-code").innerText();
    const atReceipt = await asks(scene, t("ask-recorded-title"), t("ask-recorded"));
    assert.ok(!(await atReceipt.locator("body").innerText()).includes(receipt));
    await scene.look("receipt", atReceipt);
    await scene.press(t("ask-start-over"), atReceipt);
    await scene.heading(t("ask-loss-receipt-title"), atReceipt);
    await scene.says(t("ask-loss-receipt"), atReceipt);
    await scene.look("receipt-given-up", atReceipt);
    await scene.save(t("ask-save-receipt"), atReceipt);
    await scene.press(t("ask-keep"), atReceipt);
    await scene.press(t("ask-receipt"), atReceipt);
    assert.equal(await scene.recorded(atReceipt), receipt);
    await scene.unfold(atReceipt);
    await scene.press(t("request-start-over"), atReceipt);
    await scene.press(t("ask-remove"), atReceipt);
    await atReceipt.getByRole("button", { name: t("start-action") }).waitFor();
    assert.equal(await scene.stored(atReceipt), "[[],[],[],[]]");
    assert.equal((await scene.truth()).ballots, 1, "the vote stays counted");
  });
}

/** A tab that knows nothing of who began, as it asks. @param {Scene} scene @param {string} title @param {string} text */
async function asks(scene, title, text) {
  const tab = await scene.newTab();
  await scene.heading(title, tab);
  await scene.says(text, tab);
  return tab;
}
