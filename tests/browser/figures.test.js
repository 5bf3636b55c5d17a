/**
 * Figures of the booth: what it loads and what a vote costs a voter are asserted as they are; times are reported only, for no busy
 * machine may fail the run. docs/booth.md tells them all.
 */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { STORY } from "./until.js";
import { t } from "./words.js";
import { Keyboard } from "./keyboard.js";
import { Stage } from "./scene.js";

/** As Chromium's developer tools throttle "Slow 4G": 562.5 ms of latency, 1.6 Mbit/s down and 750 kbit/s up, both at nine tenths. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8 };
/** Operators of the Keystroke-Level Model, in seconds (Card, Moran, Newell 1980): a mental preparation, pointing, a press by an average typist and by one to whom keys are new. */
const [PREPARE, POINT, PRESS, SLOW_PRESS] = [1.35, 1.1, 0.28, 1.2];
/** Acts that a voter decides on: start, continue, collect, mark, review, cast. */
const ACTS = 6;
/** Of these most are Tab, from each page's heading on, and from the top of the registrar's. */
const KEYS = 20;
/** Words a minute, an assumption: adults below 60 read 238 in silence on average, most of them 175 to 300; 183 aloud (Brysbaert 2019). */
const READ = 180;
/** In seconds: from the first page until the vote is cast. */
const WANTED = 120;

describe("figures of the booth", () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  it("what the first page loads, and when it is there on slow 4G", { timeout: STORY }, (context) =>
    stage.play("figures-paint", async (scene) => {
      const { devtools } = scene.visitor;
      await devtools.send("Network.enable");
      await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
      await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
      await scene.open();
      await scene.page.getByRole("button", { name: t("start-action") }).waitFor();
      const ready = await scene.page.evaluate(() => performance.now());
      await scene.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      const { paint, loaded } = await scene.page.evaluate(() => ({
        paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
        loaded: performance.getEntries().flatMap((entry) =>
          entry instanceof PerformanceResourceTiming ? [{ path: new URL(entry.name).pathname, bytes: entry.encodedBodySize, plain: entry.decodedBodySize }] : [],
        ),
      }));
      const api = `/api/v1/polls/${scene.poll}`;
      const page = `/polls/${scene.poll}/booth`;
      // Without a cache Chromium fetches the mark once for the page and once for the tab.
      const files = [...new Map(loaded.map((file) => [file.path, file])).values()];
      assert.deepEqual(files.map(({ path }) => path).sort(), [page, api, `${api}/manifest`, "/booth/main.js", "/booth/words_en.json", "/mark.svg", "/style.css"].sort(), "nothing more");
      for (const { path, bytes, plain } of files) if (!path.startsWith("/api/")) assert.ok(bytes < plain, `${path} is compressed`);
      const sum = (/** @type {typeof files} */ some) => some.reduce((total, entry) => total + entry.bytes, 0);
      const bytes = sum(files);
      context.diagnostic(`${bytes} bytes, ${sum(files.filter(({ path }) => path.startsWith("/api/")))} of them about the poll; first contentful paint ${Math.round(paint)} ms, ready to begin within ${Math.round(ready)} ms`);
      assert.ok(bytes < 60_000, `${bytes} bytes`);
    }));

  it("blinding and casting on a CPU slowed four times", { timeout: STORY }, (context) =>
    stage.play("figures-cpu", async (scene) => {
      const { page, visitor: { devtools } } = scene;
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await scene.open();
      const blinding = await timed(page, t("start-action"), t("request-title"));
      await scene.fetchPass();
      await scene.mark();
      const casting = await timed(page, t("review-cast"), t("receipt-title"));
      context.diagnostic(`blinding and storing ${blinding} ms, finishing, storing, sending and checking the promise ${casting} ms`);
    }));

  it("the shortest vote by mouse", { timeout: STORY }, (context) =>
    stage.play("figures-mouse", async (scene) => {
      const { page } = scene;
      let clicks = 0;
      /** @type {number[]} */
      const words = [];
      const read = async () => void words.push(await wordsOn(page));
      const click = async (/** @type {import("playwright-core").Locator} */ target) => {
        clicks++;
        await target.click();
      };
      const button = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true });
      await scene.open();
      const ways = [button(t("start-action")), button(/^Continue to/), button("Collect my voting pass"), page.getByLabel("Ada", { exact: true }), button(t("mark-review")), button(t("review-cast"))];
      const began = Date.now();
      for (const way of ways) {
        await way.waitFor();
        // The mark is made on the page that leads to the review.
        if (way !== ways[4]) await read();
        await click(way);
      }
      await scene.recorded();
      const machine = (Date.now() - began) / 1000;
      await read();
      assert.equal(clicks, ACTS);
      const estimate = clicks * (PREPARE + POINT + PRESS);
      const [receipt = 0, ...before] = words.map((n) => (n / READ) * 60).reverse();
      const reading = before.reduce((sum, seconds) => sum + seconds, 0);
      context.diagnostic(`${clicks} clicks; by the model ${estimate.toFixed(1)} s, beside which the machines took ${machine.toFixed(1)} s`);
      context.diagnostic(`${words.join(" + ")} words: ${reading.toFixed(0)} s to read until the vote is cast, ${receipt.toFixed(0)} s for the receipt`);
      assert.ok(estimate + reading < WANTED, `${reading} s of reading`);
    }));

  it("the shortest vote by keyboard", { timeout: STORY }, (context) =>
    stage.play("figures-keyboard", async (scene) => {
      const { page } = scene;
      const keys = new Keyboard(page);
      await keys.collect(scene);
      await scene.heading("Who shall take the chair?");
      await keys.reach(page.getByLabel("Ada", { exact: true }));
      await keys.tap("Space");
      await keys.press("button", t("mark-review"));
      await scene.heading(t("review-title"));
      await keys.press("button", t("review-cast"));
      await scene.recorded();
      assert.equal(keys.presses, KEYS);
      const estimate = (/** @type {number} */ press) => (ACTS * PREPARE + KEYS * press).toFixed(1);
      context.diagnostic(`${KEYS} keys; by the model ${estimate(PRESS)} s, and ${estimate(SLOW_PRESS)} s where keys are new`);
    }));
});

/** How many words are drawn on the page but for its frame: nothing that is folded, and no step but the present one on a phone. @param {import("playwright-core").Page} page */
function wordsOn(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    const drawn = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (holder?.checkVisibility() && holder.getBoundingClientRect().width > 1) drawn.push(node.textContent ?? "");
    }
    return drawn.join(" ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  });
}

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
