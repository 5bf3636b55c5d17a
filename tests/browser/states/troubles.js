/** What keeps a voter from going on at all. */

import assert from "node:assert/strict";

import { t } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

/** It is told plainly, nothing is sent, and what can be tried again is. @param {Story} story */
export function troubles(story) {
  story("a browser that cannot sign", async (scene) => {
    await scene.page.addInitScript(() => {
      Object.defineProperty(SubtleCrypto.prototype, "generateKey", { value: () => Promise.reject(new DOMException("unknown", "NotSupportedError")) });
    });
    await scene.open();
    await scene.heading(t("trouble-old-title"));
    await scene.says(t("trouble-old"));
    assert.equal(await scene.page.getByRole("button").count(), 0, "no way to vote here");
    await scene.look("too-old");
    await scene.nothingCast();
  });

  story("a poll that the ballot box does not know", async (scene) => {
    scene.visitor.expected(404);
    scene.atBallotBox("GET", "/manifest", async (exchange) => {
      exchange.reply(await exchange.forward(exchange.request.url?.replace(scene.poll, "0".repeat(64))));
    });
    await scene.open();
    await scene.heading(t("trouble-unknown-title"));
    await scene.says(t("trouble-unknown"));
    assert.equal(await scene.page.getByRole("button").count(), 0, "no way to vote here");
    await scene.look("unknown");
    await scene.nothingCast();
  });

  story("a fault of the page, at its door and at work", async (scene) => {
    const { page } = scene;
    await page.addInitScript(() => {
      const fail = (/** @type {string} */ where) => {
        throw new Error(`a fault of ${where}`);
      };
      if (sessionStorage.getItem("faulty")) IDBDatabase.prototype.transaction = () => fail("the door");
      Object.assign(window, { breakDown: () => (crypto.getRandomValues = () => fail("the work")) });
    });
    await scene.open();
    await page.evaluate(() => sessionStorage.setItem("faulty", "yes"));
    await page.reload();
    await scene.heading(t("trouble-failed-title"));
    await scene.says(t("trouble-failed"));
    await page.getByText(t("technical")).click();
    await scene.says("a fault of the door");
    await scene.look("failed");
    await page.evaluate(() => sessionStorage.removeItem("faulty"));
    await scene.press(t("try-again"));
    await page.getByRole("button", { name: t("start-action") }).waitFor();
    await page.evaluate(() => Reflect.get(window, "breakDown")());
    await scene.press(t("start-action"));
    await scene.heading(t("trouble-failed-title"));
    await page.reload();
    await scene.press(t("start-action"));
    await scene.fetchPass();
    await scene.finish();
  });
}
