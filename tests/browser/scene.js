/** One voter, one poll, and a ballot box that may turn hostile: the steps that the stories of the other files are made of. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { CHECK_CODE, t, wordsOf } from "./words.js";
import { OUTPUT, Visitor, launch } from "./chromium.js";
import { Admin, code } from "./demo.js";
import { Drawn } from "./drawn.js";
import { busy } from "./proxy.js";
import { startServices } from "./services.js";
import { STEP, STORY, until } from "./until.js";

/** Poll questions: one is enough where a story is about something else. */
export const ONE_QUESTION = [
  {
    id: "chair",
    title: "Who shall take the chair?",
    kind: "choice",
    min: 1,
    max: 1,
    options: [
      { id: "ada", title: "Ada" },
      { id: "ben", title: "Ben" },
    ],
  },
];

/** Tells one story, in a poll of its own. @typedef {(name: string, story: (scene: Scene) => Promise<void>, options?: Parameters<Stage["play"]>[2]) => void} Story */

/**
 * Stories that share one stage.
 * @param {string} title @param {{ concurrency: number }} options @param {(story: Story) => void} tell
 */
export function stories(title, options, tell) {
  describe(title, options, () => {
    /** @type {Stage} */ let stage;
    before(async () => void (stage = await Stage.open()));
    after(() => stage?.close());
    tell((name, story, options) => {
      const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, 50);
      it(name, { timeout: STORY }, () => stage.play(file, story, options));
    });
  });
}

/** A browser, the services, and the one person who organises every poll and votes in each of them. */
export class Stage {
  static async open() {
    const [browser, services] = await Promise.all([launch(), startServices()]);
    try {
      return await Stage.signedIn(browser, services);
    } catch (error) {
      // What nobody ends would keep the whole run from ending.
      await Promise.all([browser.close(), services.stop()]);
      throw error;
    }
  }

  /** @param {import("playwright-core").Browser} browser @param {import("./services.js").Services} services */
  static async signedIn(browser, services) {
    const admin = await Admin.signIn(services);
    const context = await browser.newContext();
    context.setDefaultTimeout(STEP);
    const page = await context.newPage();
    await page.goto(`${services.registrar}/sign-in`);
    await page.getByLabel("E-mail address").fill(services.admin.email);
    await page.getByLabel("Password").fill(services.admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Code of your authenticator app").fill(code(services.admin.totp_secret, admin.nextCodeAt));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    const session = await context.storageState();
    await context.close();
    return new Stage(browser, services, admin, session);
  }

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {import("./services.js").Services} services
   * @param {Admin} admin
   * @param {Exclude<import("playwright-core").BrowserContextOptions["storageState"], string | undefined>} session
   */
  constructor(browser, services, admin, session) {
    this.browser = browser;
    this.services = services;
    this.admin = admin;
    this.session = session;
  }

  /**
   * Publishes a poll and plays a story in it.
   * @param {string} name of the screenshots
   * @param {(scene: Scene) => Promise<void>} story
   * @param {{ draft?: object, roll?: string[], viewport?: { width: number, height: number }, locale?: string }} [options]
   */
  async play(name, story, { draft, roll, viewport = { width: 390, height: 844 }, locale } = {}) {
    const poll = await this.admin.publish("Board of the rowing club", { questions: ONE_QUESTION, ...draft }, roll);
    const visitor = await this.arrive(name, viewport, locale);
    const scene = new Scene(this, visitor, poll);
    try {
      await story(scene);
      // Each story has its pictures in the album, and nothing ends on a page that nobody looked at: the tab that it ended in.
      const last = visitor.context.pages().at(-1);
      if (visitor.shots === 0 && last) await visitor.lookAtBoth("end", last);
    } catch (error) {
      await visitor.page.screenshot({ path: `${OUTPUT}FAILED-${name}.png`, fullPage: true }).catch(() => {});
      await visitor.context.close();
      throw error;
    }
    await visitor.leave();
  }

  /** A browser window of its own, signed in at the registrar. @param {string} name @param {{ width: number, height: number }} viewport @param {string} [locale] */
  arrive(name, viewport, locale) {
    const hosts = [this.services.registrar, this.services.ballot_box];
    return Visitor.arrive(this.browser, name, { hosts, viewport, session: this.session, ...(locale && { locale }) });
  }

  async close() {
    await this.browser.close();
    await this.services.stop();
  }
}

export class Scene {
  /** @param {Stage} stage @param {Visitor} visitor @param {string} poll */
  constructor(stage, visitor, poll) {
    this.stage = stage;
    this.visitor = visitor;
    this.poll = poll;
    this.page = visitor.page;
    this.booth = `${stage.services.ballot_box}/polls/${poll}/booth`;
    this.signers = stage.services.signers;
    /** What was on each page before the last press there, as long as nothing was waited for since. @type {WeakMap<import("playwright-core").Page, Drawn>} */
    this.pressed = new WeakMap();
  }

  // --- what the voter does ---

  async open(page = this.page) {
    await page.goto(this.booth);
  }

  /** @param {string | RegExp} name */
  async press(name, page = this.page) {
    const button = page.getByRole("button", { name, exact: true });
    await button.waitFor();
    this.pressed.set(page, await Drawn.on(page));
    await button.click();
  }

  /** Waits for the page with this heading. @param {string | RegExp} name */
  async heading(name, page = this.page) {
    await this.#goneOn(page, name);
    await page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** What was there before a press is no answer to it: then this waits until the page is drawn anew. @param {import("playwright-core").Page} page @param {string | RegExp} awaited */
  async #goneOn(page, awaited) {
    const before = this.pressed.get(page);
    this.pressed.delete(page);
    if (before?.said(awaited)) await before.isGone();
  }

  /** As far as the page that leads to the registrar. */
  async begin() {
    await this.open();
    await this.press(t("start-action"));
    await this.heading(t("request-title"));
  }

  /** The code that the voter compares, which stands on the page a moment after the page itself. @returns {Promise<string>} */
  checkCode(page = this.page) {
    return page.locator("#check-code", { hasText: CHECK_CODE }).innerText();
  }

  /** As far as the first question, with a voting pass. */
  async collect() {
    await this.begin();
    await this.fetchPass();
    await this.heading("Who shall take the chair?");
  }

  /** From the booth to the registrar. */
  async goForPass(page = this.page) {
    await page.getByRole("button", { name: /^Continue to/ }).click();
  }

  /** From the booth to the registrar and back. */
  async fetchPass(page = this.page) {
    await this.goForPass(page);
    await this.press("Collect my voting pass", page);
  }

  /** From the booth to the registrar, which gives no pass and says why, and back. @param {string} reason an error's name */
  async isRefusedPass(reason, page = this.page) {
    await this.goForPass(page);
    await page.getByRole("link", { name: wordsOf("en", "voter")("refused-back") }).click();
    await this.says(t("request-refused-title"), page);
    await this.says(t(`request-refused-${reason}`), page);
  }

  /** As far as the review. @param {string} [choice] */
  async mark(choice = "Ada", page = this.page) {
    await page.getByLabel(choice, { exact: true }).check();
    await this.press(t("mark-review"), page);
    await this.heading(t("review-title"), page);
  }

  /** As far as the sending of the ballot. */
  async cast(page = this.page) {
    await this.press(t("review-cast"), page);
  }

  /** Casts while the ballot box is too busy, until the page gives up for now; what is returned ends that. */
  async castInVain(page = this.page) {
    const recovers = this.atBallotBox("POST", "/ballots", busy);
    await this.cast(page);
    await this.heading(t("cast-unanswered-title"), page);
    return recovers;
  }

  /** From the first question to the receipt. */
  async finish(page = this.page) {
    await this.mark("Ada", page);
    await this.cast(page);
    await this.recorded(page);
  }

  /** From the start to the receipt. */
  async vote() {
    await this.collect();
    await this.finish();
  }

  /** Somebody else, or the same voter in another browser, at the booth's first page. @param {string} who */
  async another(who) {
    const other = await this.stage.arrive(`${this.visitor.name}-${who}`, { width: 390, height: 844 });
    await this.open(other.page);
    // The page has a heading also while it opens.
    await other.page.locator("#booth h1[tabindex]").waitFor();
    return other;
  }

  /** Comes to the booth in a new tab of the same browser. */
  async newTab() {
    const page = await this.visitor.context.newPage();
    await this.open(page);
    return page;
  }

  /** Presses a button, folded away or not, and takes the file that is saved. @param {string} name @returns {Promise<string>} its path */
  async save(name, page = this.page) {
    const button = { name, exact: true };
    await page.getByRole("button", { ...button, includeHidden: true }).first().waitFor({ state: "attached" });
    if (!(await page.getByRole("button", button).count())) await this.unfold(page);
    const download = page.waitForEvent("download");
    await page.getByRole("button", button).click();
    return (await download).path();
  }

  // --- what stands in between ---

  /**
   * The ballot box's door, hostile for this poll alone. `path` is what follows the poll's id, as a regular expression.
   * @param {string} method @param {string} path @param {import("./proxy.js").Deed} deed @param {number} [times]
   */
  atBallotBox(method, path, deed, times) {
    return this.stage.services.proxies.ballotBox.meddle(method, new RegExp(`/polls/${this.poll}${path}$`), deed, times);
  }

  /** The same at the registrar. @param {string} method @param {string} path @param {import("./proxy.js").Deed} deed @param {number} [times] */
  atRegistrar(method, path, deed, times) {
    return this.stage.services.proxies.registrar.meddle(method, new RegExp(`/polls/${this.poll}${path}$`), deed, times);
  }

  /** How often a ballot was sent. */
  get sent() {
    return this.stage.services.proxies.ballotBox.seen.filter((line) => line === `POST /api/v1/polls/${this.poll}/ballots`).length;
  }

  // --- how it ends ---

  /** What the real ballot box says. @param {string} [path] */
  async truth(path = "") {
    return (await fetch(`${this.stage.services.direct}/api/v1/polls/${this.poll}${path}`)).json();
  }

  /** Waits until the poll is there. @param {string} phase */
  async reaches(phase) {
    await until(`the poll's phase is ${phase}`, async () => (await this.truth()).phase === phase);
  }

  /** The end of a good story: one ballot in the box, and the page says so and shows the code of this very ballot. */
  async recorded(page = this.page) {
    await this.heading(t("receipt-title"), page);
    const code = await page.locator("#receipt-code").innerText();
    assert.equal((await this.truth()).ballots, 1, "one ballot is in the box");
    assert.match((await this.truth(`/receipts/${code}`)).state, /^(logged|counted)$/, "the receipt is of this ballot");
    return code;
  }

  /** The end where nothing was cast. */
  async nothingCast() {
    assert.equal((await this.truth()).ballots, 0, "no ballot is in the box");
  }

  /** Waits for these words on the page. @param {string | RegExp} text */
  async says(text, page = this.page) {
    await this.#goneOn(page, text);
    await page.getByText(text).first().waitFor();
  }

  /** Waits until the ballot is sent another time; how often that was before does not matter. */
  async triesAgain(page = this.page) {
    const [beginning] = t("cast-retry", { n: 0 }).split("0");
    await page.locator("#sending-status", { hasText: beginning }).waitFor();
  }

  /** Everything that this browser keeps for polls, as text. */
  stored(page = this.page) {
    return page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open("psephos");
          opening.onsuccess = () => {
            const stages = ["request", "pass", "ballot", "promise"];
            const transaction = opening.result.transaction(stages);
            const found = stages.map((stage) => transaction.objectStore(stage).getAll());
            transaction.oncomplete = () => {
              opening.result.close();
              resolve(JSON.stringify(found.map(({ result }) => result)));
            };
          };
        }),
    );
  }

  /** Unfolds what is folded, so that it is looked at too. */
  unfold(page = this.page) {
    return page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  }

  /** The state as a phone and as a desktop show it. @param {string} what */
  look(what, page = this.page) {
    return this.visitor.lookAtBoth(what, page);
  }
}
