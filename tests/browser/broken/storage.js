/** A browser that cannot keep what it is given. */

import assert from "node:assert/strict";

import { t } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

/** What is not stored is not sent. @param {Story} story */
export function storage(story) {
  story("a browser that stores nothing", async (scene) => {
    await scene.page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("no", "SecurityError");
      };
    });
    await scene.open();
    await scene.heading(t("trouble-storage-title"));
    await scene.look("storage-forbidden");
    await scene.nothingCast();
    // What the page advises: another browser.
    const other = await scene.another("browser");
    await scene.press(t("start-action"), other.page);
    await scene.heading(t("request-title"), other.page);
    await scene.fetchPass(other.page);
    await scene.finish(other.page);
    await other.leave();
  });

  story("a browser that forbids the tab's memory", async (scene) => {
    await scene.page.addInitScript(() => {
      Object.defineProperty(window, "sessionStorage", {
        get() {
          throw new DOMException("no", "SecurityError");
        },
      });
    });
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(t("ask-pass-title"));
    await scene.press(t("ask-go-on"));
    await scene.page.getByLabel("Ada", { exact: true }).check();
    assert.equal(await scene.page.locator(".kept").innerText(), "", "what is not kept is not said to be");
    await scene.finish();
  });

  story("storage is full when the request is made", async (scene) => {
    await scene.open();
    await fillStorage(scene.page);
    await scene.press(t("start-action"));
    await scene.heading(t("trouble-full-title"));
    await scene.look("storage-full");
    await emptyStorage(scene.page);
    await scene.press(t("try-again"));
    await scene.press(t("start-action"));
    await scene.fetchPass();
    await scene.finish();
  });

  story("storage is full when the pass comes", async (scene) => {
    await scene.begin();
    await scene.page.addInitScript(() => {
      if (!sessionStorage.getItem("full")) return;
      IDBObjectStore.prototype.add = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await scene.page.evaluate(() => sessionStorage.setItem("full", "yes"));
    await scene.fetchPass();
    await scene.heading(t("trouble-full-title"));
    assert.match(scene.page.url(), /#pass=/, "the pass stays in the address, so that nothing is lost");
    await scene.page.evaluate(() => sessionStorage.removeItem("full"));
    await scene.press(t("try-again"));
    await scene.mark();
    assert.doesNotMatch(scene.page.url(), /#pass=/);
    await scene.cast();
    await scene.recorded();
  });

  story("storage is full when the ballot is finished", async (scene) => {
    await scene.collect();
    await scene.mark();
    await fillStorage(scene.page);
    await scene.cast();
    await scene.heading(t("trouble-full-title"));
    await scene.nothingCast();
    assert.equal(scene.sent, 0, "what is not stored is not sent");
    await emptyStorage(scene.page);
    await scene.press(t("try-again"));
    await scene.cast();
    await scene.recorded();
  });

  story("storage is full when the promise comes", async (scene) => {
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", async (exchange) => {
      await fillStorage(scene.page);
      exchange.reply(await exchange.forward());
    });
    await scene.cast();
    await scene.heading(t("trouble-full-title"));
    recovers();
    await emptyStorage(scene.page);
    await scene.press(t("try-again"));
    await scene.recorded();
  });
}

/** @param {import("playwright-core").Page} page */
export const fillStorage = (page) =>
  page.evaluate(() => {
    Object.assign(window, { add: IDBObjectStore.prototype.add });
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });

/** @param {import("playwright-core").Page} page */
export const emptyStorage = (page) => page.evaluate(() => void (IDBObjectStore.prototype.add = Reflect.get(window, "add")));
