/**
 * How fast the booth is on a slow line and a slow device: measured and reported. What is asserted leaves a margin that no
 * busy machine uses up; the figures themselves stand in docs/booth.md.
 */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { t } from "./words.js";
import { Stage } from "./scene.js";

/** As Chromium's developer tools throttle "Slow 4G": 562.5 ms of latency, 1.6 Mbit/s down and 750 kbit/s up, both at nine tenths. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8 };
const MARGIN = 30;

describe("figures of the booth", () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  it("first paint on slow 4G", { timeout: 120_000 }, (context) =>
    stage.play("figures-paint", async (scene) => {
      const { devtools } = scene.visitor;
      await devtools.send("Network.enable");
      await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
      await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
      await scene.open();
      await scene.page.getByRole("button", { name: t("start-action") }).waitFor();
      const { paint, ready, bytes } = await scene.page.evaluate(() => ({
        paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
        ready: performance.now(),
        bytes: performance.getEntries().reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.transferSize : 0), 0),
      }));
      context.diagnostic(`first contentful paint ${Math.round(paint)} ms, ready to begin within ${Math.round(ready)} ms, ${bytes} bytes with headers`);
      assert.ok(paint < 1000 * MARGIN);
    }));

  it("blinding and casting on a CPU slowed four times", { timeout: 120_000 }, (context) =>
    stage.play("figures-cpu", async (scene) => {
      const { page, visitor: { devtools } } = scene;
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await scene.open();
      const blinding = await timed(page, t("start-action"), t("request-title"));
      await scene.fetchPass();
      await scene.mark();
      const casting = await timed(page, t("review-cast"), t("receipt-title"));
      context.diagnostic(`blinding and storing ${blinding} ms, finishing, storing, sending and checking the promise ${casting} ms`);
      assert.ok(blinding + casting < 1000 * MARGIN);
    }));
});

/**
 * From the click on a button to the next page, in milliseconds, measured within the page.
 * @param {import("playwright-core").Page} page @param {string} button @param {string} heading
 */
async function timed(page, button, heading) {
  await page.getByRole("button", { name: button, exact: true }).waitFor();
  return page.evaluate(
    ([button, heading]) =>
      new Promise((resolve) => {
        const began = performance.now();
        const observer = new MutationObserver(() => {
          if (document.querySelector("#booth h1")?.textContent !== heading) return;
          observer.disconnect();
          resolve(Math.round(performance.now() - began));
        });
        observer.observe(document.body, { childList: true, subtree: true });
        for (const one of document.querySelectorAll("button")) if (one.textContent === button) one.click();
      }),
    [button, heading],
  );
}
