/** The device loses its connection, at any moment. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { t } from "../words.js";
import { busy, hold, swallow } from "../proxy.js";
import { until } from "../until.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

/** It goes on where it was, by itself where a page of ours is still there. @param {Story} story */
export function offline(story) {
  story("offline when the booth is opened; while its scripts come, its words, the poll", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(DISCONNECTED);
    await scene.visitor.context.setOffline(true);
    await assert.rejects(scene.open(), new RegExp(DISCONNECTED));
    // Chromium's own page would load the booth again by itself.
    await page.waitForURL(/^chrome-error:/);
    await page.goto("about:blank");
    await scene.visitor.context.setOffline(false);

    const scripts = await cutOff(scene, "/style.css", "/booth/main.js");
    await scene.open();
    await page.locator(".opening-late text", { hasText: "load this page again" }).waitFor();
    await scripts.comeBack();

    const words = await cutOff(scene, "/booth/words_en.json");
    await scene.open();
    await page.locator(".appears-late p").first().waitFor();
    await scene.look("without-words");
    await words.comeBack();
    await page.getByRole("button", { name: t("start-action") }).waitFor();

    const poll = await cutOff(scene, `/api/v1/polls/${scene.poll}/manifest`);
    await page.reload();
    await scene.heading(t("trouble-unreachable-title"));
    await poll.comeBack();
    // Nobody presses anything.
    await page.getByRole("button", { name: t("start-action") }).waitFor();
    await scene.vote();
  });

  story("offline on the way to the registrar, and the registrar is away", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(DISCONNECTED);
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.begin();
    await scene.visitor.context.setOffline(true);
    // The page asks the ballot box whether it is really so.
    const isSo = page.waitForEvent("requestfailed");
    await scene.goForPass();
    await isSo;
    await scene.says(t("request-offline"));
    await scene.look("request-offline");
    await scene.visitor.context.setOffline(false);

    const recovers = scene.atRegistrar("POST", "/pass", swallow);
    await scene.goForPass();
    await page.waitForURL(/^chrome-error:/);
    recovers();
    await page.goBack();
    await scene.heading(t("request-title"));
    await scene.fetchPass();
    await scene.finish();
  });

  story("offline when the voter comes back with the pass", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(DISCONNECTED);
    await scene.begin();
    const recovers = scene.atBallotBox("GET", "/booth", swallow);
    await scene.fetchPass();
    await page.waitForURL(/^chrome-error:/);
    const poll = await cutOff(scene, `/api/v1/polls/${scene.poll}/manifest`);
    recovers();
    // With the pass behind it.
    await reloaded(page);
    await scene.heading(t("trouble-unreachable-title"));
    assert.match(page.url(), /#pass=/, "the pass stays in the address, so that nothing is lost");
    assert.deepEqual(JSON.parse(String(await scene.stored()))[1], []);
    await poll.comeBack();
    await scene.says(t("mark-got-pass"));
    assert.doesNotMatch(page.url(), /#pass=/);
    await scene.finish();
  });

  story("offline while marking, and at the review", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(DISCONNECTED);
    await scene.collect();
    await scene.visitor.context.setOffline(true);
    await scene.mark("Ben");
    await assert.rejects(page.reload(), new RegExp(DISCONNECTED));
    await scene.visitor.context.setOffline(false);
    await reloaded(page);
    await scene.heading("Who shall take the chair?");
    assert.ok(await page.getByLabel("Ben").isChecked());
    await scene.press(t("mark-review"));
    await scene.cast();
    await scene.recorded();
  });

  story("offline while casting", async (scene) => {
    scene.visitor.expected(DISCONNECTED);
    await scene.collect();
    await scene.mark();
    await scene.visitor.context.setOffline(true);
    await scene.cast();
    await scene.triesAgain();
    await scene.says(t("cast-offline"));
    // At once: after half a minute the page gives up.
    await scene.visitor.context.setOffline(false);
    await scene.recorded();
  });

  story("offline while casting, for so long that the page gives up", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(DISCONNECTED);
    await page.clock.install();
    await scene.collect();
    await scene.mark();
    await scene.visitor.context.setOffline(true);
    await scene.cast();
    const hasGivenUp = page.getByRole("heading", { level: 1, name: t("cast-unanswered-title") });
    await until("the page gives up", async () => (await hasGivenUp.isVisible()) || void (await page.clock.fastForward("00:15")));
    await scene.nothingCast();
    await scene.visitor.context.setOffline(false);
    // Nobody presses anything.
    await scene.recorded();
  });

  story("connected again just when the page gives up", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(503);
    await page.clock.install();
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", busy);
    // What the page asks before it says that it has given up.
    const lastQuestion = hold();
    scene.atBallotBox("GET", "", lastQuestion.deed, 1);
    let isAsked = false;
    void lastQuestion.arrived.then(() => (isAsked = true));
    await scene.cast();
    await until("the page gives up", async () => isAsked || void (await page.clock.fastForward("00:15")));
    recovers();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    lastQuestion.release();
    // Nobody presses anything.
    await scene.recorded();
  });

  story("offline when the receipt is checked", async (scene) => {
    scene.visitor.expected(DISCONNECTED);
    await scene.vote();
    await scene.visitor.context.setOffline(true);
    await scene.press(t("receipt-check"));
    await scene.says(t("check-unreachable"));
    await scene.look("check-offline");
    assert.match(await readFile(await scene.save(t("receipt-save")), "utf8"), /^psephos-promise\/v1\n/, "the promise can be saved all the same");
    await scene.visitor.context.setOffline(false);
    await scene.heading(t("receipt-title"));
    await scene.press(t("receipt-check-again"));
    await scene.says(t("check-listed", { n: "1", of: "1" }));
  });
}

/** Chromium's own page about a lost connection loads the address again: by itself, or because somebody asks for it. @param {import("playwright-core").Page} page */
const reloaded = (page) => page.reload().catch(() => undefined);

/**
 * The connection is cut whenever one of these is asked for, until it comes back.
 * @param {Scene} scene @param {...string} paths
 */
async function cutOff({ page, visitor: { context } }, ...paths) {
  const isOne = (/** @type {URL} */ { pathname }) => paths.includes(pathname);
  await page.route(isOne, (route) => route.abort("internetdisconnected"));
  return {
    async comeBack() {
      await page.unroute(isOne);
      await context.setOffline(true);
      await context.setOffline(false);
    },
  };
}

const DISCONNECTED = "net::ERR_INTERNET_DISCONNECTED";
