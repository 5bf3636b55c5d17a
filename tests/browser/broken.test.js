/** Nobody is hostile here; things break. Every story ends with one countable ballot, or none, and a page that says which. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { words } from "../../booth/words.js";
import { busy, hold, loseReply, swallow } from "./proxy.js";
import { Stage } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

describe("things break", { concurrency: 3 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  /** @param {string} name @param {(scene: Scene) => Promise<void>} story @param {Parameters<Stage["play"]>[2]} [options] */
  const story = (name, story, options) =>
    it(name, { timeout: 120_000 }, () => stage.play(name.replaceAll(/[^a-z]+/g, "-").slice(0, 50), story, options));

  story("the answer to a ballot is lost", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", loseReply);
    await scene.cast();
    await scene.triesAgain();
    assert.equal((await scene.truth()).ballots, 1, "it has arrived");
    recovers();
    await scene.recorded();
  });

  story("the ballot never arrives, until it does", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    scene.atBallotBox("POST", "/ballots", swallow);
    await scene.cast();
    await scene.triesAgain();
    // What is sent from now on arrives, and its answer waits, so that there is time to look.
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.look("trying-again");
    answer.release();
    await scene.recorded();
  });

  story("the ballot box is too busy to take the ballot, for long", async (scene) => {
    scene.visitor.expected(503);
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", busy);
    await scene.cast();
    await scene.heading(words.cast.unansweredTitle);
    await scene.look("unanswered");
    await scene.nothingCast();
    recovers();
    await scene.press(words.cast.again);
    await scene.recorded();
  });

  story("a reload while the ballot is on its way", async (scene) => {
    scene.visitor.expected(503);
    await scene.collect();
    await scene.mark();
    scene.atBallotBox("POST", "/ballots", busy);
    await scene.cast();
    await scene.heading(words.cast.sendingTitle);
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.page.reload();
    await scene.heading(words.cast.sendingTitle);
    answer.release();
    await scene.recorded();
  });

  story("the tab is closed while the ballot is on its way", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", swallow);
    const tab = await scene.newTab();
    await scene.heading(words.ask.passTitle, tab);
    await scene.cast();
    await scene.heading(words.cast.sendingTitle);
    await scene.page.close();
    recovers();
    await tab.reload();
    await scene.heading(words.ask.ballotTitle, tab);
    await scene.look("ballot-found", tab);
    await scene.press(words.ask.send, tab);
    await scene.recorded(tab);
  });

  story("two tabs cast different marks at once", async (scene) => {
    await scene.collect();
    const other = await scene.newTab();
    await scene.press(words.ask.goOn, other);
    await Promise.all([scene.mark("Ada"), scene.mark("Ben", other)]);
    // Both within the browser, at one time: pressing one would bring its tab to the front.
    const cast = (/** @type {string} */ name) => {
      for (const one of document.querySelectorAll("button")) if (one.textContent === name) one.click();
    };
    await Promise.all([scene.page.evaluate(cast, words.review.cast), other.evaluate(cast, words.review.cast)]);
    const [one, two] = [await scene.recorded(), await scene.recorded(other)];
    assert.equal(one, two, "both show the receipt of the one ballot");
  });

  story("one tab starts over while another is about to cast", async (scene) => {
    await scene.collect();
    await scene.mark();
    const other = await scene.newTab();
    await scene.press(words.ask.startOver, other);
    await scene.look("forget", other);
    await scene.press(words.ask.remove, other);
    await other.getByRole("button", { name: words.start.action }).waitFor();
    await scene.cast();
    await scene.says(words.wait.changed);
    await scene.nothingCast();
    assert.equal(scene.sent, 0, "nothing was sent");
  });

  story("one tab starts over while the ballot of another is on its way", async (scene) => {
    await scene.collect();
    await scene.mark();
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.cast();
    await answer.arrived;
    const other = await scene.newTab();
    await scene.press(words.ask.startOver, other);
    await scene.press(words.ask.remove, other);
    await other.getByRole("button", { name: words.start.action }).waitFor();
    answer.release();
    await scene.says(words.receipt.unkept);
    await scene.recorded();
    await scene.look("receipt-not-kept");
    assert.equal(await scene.stored(), "[[],[],[],[]]");
  });

  story("the answer to a ballot comes after another voter has begun on the device", async (scene) => {
    await scene.collect();
    await scene.mark();
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.cast();
    await answer.arrived;
    const other = await scene.newTab();
    await scene.press(words.ask.startOver, other);
    await scene.press(words.ask.remove, other);
    await scene.press(words.start.action, other);
    await scene.heading(words.request.title, other);
    const before = await scene.stored(other);
    await scene.page.bringToFront();
    await scene.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await scene.heading(words.ask.requestTitle);
    const drawn = await scene.page.locator("h1").elementHandle();
    answer.release();
    // What came of the answer is drawn. Chromium's word on the request is no sign: it calls some that were read to the end aborted.
    await scene.page.waitForFunction((heading) => !heading?.isConnected, drawn);
    assert.equal(await scene.stored(other), before, "the other voter's request is as it was");
    assert.equal((await scene.truth()).ballots, 1);
  });

  story("Back, forward and reload after casting", async (scene) => {
    await scene.collect();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
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
    await scene.press(words.mark.review);
    await scene.heading(words.review.title);
    await scene.page.reload();
    await scene.heading(words.review.title);
    await scene.page.goBack();
    await scene.heading("Who shall take the chair?");
    assert.ok(await scene.page.getByLabel("Ben").isChecked());
    await scene.page.reload();
    await scene.heading("Who shall take the chair?");
    assert.ok(await scene.page.getByLabel("Ben").isChecked());
    await scene.press(words.mark.review);
    await scene.cast();
    await scene.recorded();
  });

  story("a browser that stores nothing", async (scene) => {
    await scene.page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("no", "SecurityError");
      };
    });
    await scene.open();
    await scene.heading(words.trouble.storageTitle);
    await scene.look("storage-forbidden");
    await scene.nothingCast();
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
    await scene.heading(words.ask.passTitle);
    await scene.press(words.ask.goOn);
    await scene.mark();
    await scene.cast();
    await scene.recorded();
  });

  story("storage is full when the request is made", async (scene) => {
    await scene.open();
    await fillStorage(scene.page);
    await scene.press(words.start.action);
    await scene.heading(words.trouble.fullTitle);
    await scene.look("storage-full");
    await emptyStorage(scene.page);
    await scene.press(words.tryAgain);
    await scene.press(words.start.action);
    await scene.fetchPass();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
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
    await scene.heading(words.trouble.fullTitle);
    assert.match(scene.page.url(), /#pass=/, "the pass stays in the address, so that nothing is lost");
    await scene.page.evaluate(() => sessionStorage.removeItem("full"));
    await scene.press(words.tryAgain);
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
    await scene.heading(words.trouble.fullTitle);
    await scene.nothingCast();
    assert.equal(scene.sent, 0, "what is not stored is not sent");
    await emptyStorage(scene.page);
    await scene.press(words.tryAgain);
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
    await scene.heading(words.trouble.fullTitle);
    recovers();
    await emptyStorage(scene.page);
    await scene.press(words.tryAgain);
    await scene.recorded();
  });

  story("offline while casting", async (scene) => {
    scene.visitor.expected("net::ERR_INTERNET_DISCONNECTED");
    await scene.collect();
    await scene.mark();
    await scene.visitor.context.setOffline(true);
    await scene.cast();
    await scene.triesAgain();
    await scene.visitor.context.setOffline(false);
    await scene.recorded();
  });

  story("offline when the voter looks whether anything has changed, and when the receipt is checked", async (scene) => {
    scene.visitor.expected("net::ERR_INTERNET_DISCONNECTED");
    await scene.collect();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
    await scene.visitor.context.setOffline(true);
    await scene.press(words.receipt.check);
    await scene.says(words.check.unreachable);
    await scene.look("check-offline");
    await scene.visitor.context.setOffline(false);
    await scene.press(words.receipt.check);
    await scene.says(words.check.listed("1", "1"));
  });

  story("the ballot box is away when the booth is opened", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    const recovers = scene.atBallotBox("GET", "(/manifest)?", (exchange) =>
      exchange.request.url?.startsWith("/api/") ? exchange.drop() : void exchange.forward().then((real) => exchange.reply(real)),
    );
    await scene.open();
    await scene.heading(words.trouble.unreachableTitle);
    await scene.look("unreachable");
    recovers();
    await scene.press(words.tryAgain);
    await scene.press(words.start.action);
    await scene.fetchPass();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
  });

  story("the registrar's answer with the pass is lost", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.begin();
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.heading("Collect your voting pass");
    const recovers = scene.atRegistrar("POST", "/pass/confirm", loseReply);
    await scene.press("Collect my voting pass");
    await scene.page.waitForURL(/^chrome-error:/);
    recovers();
    await scene.open();
    await scene.heading(words.request.title);
    await scene.fetchPass();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
  });

  story("the voter leaves before collecting the pass, and comes back", async (scene) => {
    await scene.begin();
    const code = await scene.page.locator("#check-code").innerText();
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.heading("Collect your voting pass");
    await scene.page.goBack();
    await scene.heading(words.request.title);
    await scene.says(code);
    await scene.page.reload();
    await scene.says(code);
    await scene.fetchPass();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
  });

  for (const [name, time] of Object.entries({ "years behind": "2011-01-01", "years ahead": "2041-01-01" })) {
    story(`the device's clock is ${name}`, async (scene) => {
      await scene.page.clock.setFixedTime(new Date(time));
      await scene.collect();
      await scene.mark();
      await scene.cast();
      await scene.recorded();
    });
  }

  story("the address that brought the pass is opened again, before and after casting, and by somebody else", async (scene) => {
    let brought = "";
    scene.page.on("framenavigated", (frame) => {
      if (frame.url().includes("#pass=")) brought = frame.url();
    });
    await scene.collect();
    assert.notEqual(brought, "");
    const revisit = async (page = scene.page) => {
      await page.goto("about:blank");
      await page.goto(brought);
    };
    await revisit();
    await scene.heading("Who shall take the chair?");
    await scene.mark();
    await scene.cast();
    await scene.recorded();
    await revisit();
    await scene.recorded();
    const other = await scene.visitor.context.newPage();
    await revisit(other);
    await scene.heading(words.ask.recordedTitle, other);
  });

  story("a second device without the backup file", async (scene) => {
    await scene.collect();
    const other = await stage.arrive("second-device", { width: 390, height: 844 });
    await scene.open(other.page);
    await scene.press(words.start.action, other.page);
    other.expected(409);
    await other.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.heading("You have collected your voting pass before", other.page);
    await other.leave();
    await scene.mark();
    await scene.cast();
    await scene.recorded();
  });

  story("the browser is lost before the pass is collected, and the backup file goes on elsewhere", async (scene) => {
    await scene.begin();
    const file = await scene.save(words.backup.save);
    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");
    const other = await stage.arrive("restored", { width: 390, height: 844 });
    const { page } = other;
    await scene.open(page);
    await page.getByText(words.backup.have).click();
    await page.getByLabel(words.backup.choose).setInputFiles({ name: "x", mimeType: "text/plain", buffer: Buffer.from("{}") });
    await scene.says(words.backup.bad, page);
    await scene.look("backup-damaged", page);
    await page.getByLabel(words.backup.choose).setInputFiles(file);
    await scene.heading(words.request.title, page);
    await scene.fetchPass(page);
    await scene.mark("Ada", page);
    await scene.cast(page);
    await scene.recorded(page);
    await other.leave();
  });

  story("an insecure address", async (scene) => {
    const { port } = new URL(scene.booth);
    const address = `http://box.test:${port}/polls/${scene.poll}/booth`;
    scene.visitor.expected("Cross-Origin-Opener-Policy header has been ignored");
    scene.visitor.hosts.push(`http://box.test:${port}`);
    await scene.page.goto(address);
    await scene.heading(words.trouble.insecureTitle);
    await scene.look("insecure");
    await scene.nothingCast();
  });
});

/** @param {import("playwright-core").Page} page */
const fillStorage = (page) =>
  page.evaluate(() => {
    Object.assign(window, { add: IDBObjectStore.prototype.add });
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });

/** @param {import("playwright-core").Page} page */
const emptyStorage = (page) => page.evaluate(() => void (IDBObjectStore.prototype.add = Reflect.get(window, "add")));
