/** Pages that few people ever see, each looked at in both sizes: lost passwords and telephones, links and passes that do not work. */

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";

import { STORY } from "./until.js";
import { t } from "./words.js";
import { SIZES, Visitor, launch } from "./chromium.js";
import { lock } from "./database.js";
import { code, mailedLink, startDemo } from "./demo.js";

const NEW_PASSWORD = "nine pebbles in an urn";

describe("pages that few people see", () => {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {Awaited<ReturnType<typeof startDemo>>} */ let demo;

  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo()]);
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** @param {string} name @param {(rare: Rare) => Promise<void>} story */
  const story = (name, story) =>
    it(name, { timeout: STORY }, async () => {
      const visitor = await arrive(`rare-${name.replaceAll(/[^a-z0-9]+/g, "-")}`);
      await story(new Rare(demo, visitor));
      await visitor.leave();
    });

  /** @param {string} name @param {Awaited<ReturnType<import("playwright-core").BrowserContext["storageState"]>>} [session] */
  const arrive = (name, session) =>
    Visitor.arrive(browser, name, { hosts: [demo.registrar, demo.ballot_box], viewport: SIZES[0].viewport, session });

  story("a pass that is not given out", async (rare) => {
    const { page, visitor } = rare;
    for (const status of [403, 404]) visitor.expected(status);
    await rare.signIn();
    await rare.go(`/polls/${demo.poll}/pass/confirm`);
    await rare.heading("No request for a voting pass is waiting");
    await visitor.lookAtBoth("pass-nothing");
    await rare.askForPass();
    const other = await visitor.context.newPage();
    await new Rare(demo, visitor, other).signInAnew();
    await other.close();
    await rare.press("Collect my voting pass");
    await rare.heading("This page was out of date");
    await visitor.lookAtBoth("pass-stale");
    await page.getByRole("link", { name: "Go to the voting booth" }).click();
    await page.getByRole("button", { name: /^Continue to/ }).click();
    await rare.press("Collect my voting pass");
    await page.waitForURL((url) => url.origin === demo.ballot_box);

    const elsewhere = await arrive("rare-second-device", await visitor.context.storageState());
    elsewhere.expected(409);
    const second = new Rare(demo, elsewhere);
    await second.askForPass();
    await second.heading("You have collected your voting pass before");
    await elsewhere.lookAtBoth("pass-refused");
    await elsewhere.leave();
  });

  story("a password that was forgotten", async (rare) => {
    const { page, visitor } = rare;
    visitor.expected(422);
    await rare.go("/sign-in/link/new");
    await visitor.lookAtBoth("sign-in-link-new");
    await rare.go("/password-reset");
    await visitor.lookAtBoth("password-reset");
    await page.getByLabel("E-mail address").fill(demo.voter.email);
    await rare.press("Send me the link");
    await rare.heading("Look into your mail");
    const link = await mailedLink(demo.outbox, demo.voter.email, { path: "/password-reset/confirm" });
    await rare.go("/demo/outbox");
    await page.getByRole("main").getByRole("link").first().click();
    await page.getByRole("link", { name: "All demo mails" }).waitFor();
    await visitor.lookAtBoth("demo-mail");
    await page.goto(link);
    await visitor.lookAtBoth("password-reset-confirm");
    await page.getByLabel("New password").fill("passwordpassword");
    await rare.press("Set the new password");
    await page.getByRole("alert").waitFor();
    await visitor.lookAtBoth("password-refused");
    await page.getByLabel("New password").fill(NEW_PASSWORD);
    await rare.press("Set the new password");
    await rare.heading("Your password is changed");
    await visitor.lookAtBoth("password-changed");
    await page.goto(link);
    await rare.heading("This link does not work");
    await visitor.lookAtBoth("link-invalid");
  });

  story("a service that is busy, and what was written meanwhile", async (rare) => {
    const { page, visitor } = rare;
    visitor.expected(503);
    const email = "patient@example.org";
    await rare.go("/sign-in/link/new");
    await page.getByLabel("E-mail address").fill(email);
    const release = await lock(join(dirname(demo.outbox), "registrar.sqlite"));
    await rare.press("Send me the link");
    await rare.heading("The service is busy; try again shortly");
    await visitor.lookAtBoth("busy");
    await release();
    await page.goBack();
    assert.equal(await page.getByLabel("E-mail address").inputValue(), email);
    await rare.press("Send me the link");
    await rare.heading("Look into your mail");
  });

  story("an account that gets codes, and is deleted", async (rare) => {
    const { page, visitor } = rare;
    visitor.expected(422);
    const email = "short-lived@example.org";
    await rare.go("/sign-in/link/new");
    await page.getByLabel("E-mail address").fill(email);
    await rare.press("Send me the link");
    await rare.heading("Look into your mail");
    await page.goto(await mailedLink(demo.outbox, email, { path: "/sign-in/link" }));
    await visitor.lookAtBoth("sign-in-link");
    await rare.press(`Sign in as ${email}`);
    await rare.heading("My polls");
    await rare.go("/me/security/totp");
    await visitor.lookAtBoth("totp");
    await rare.press("Begin");
    await rare.heading("Scan this with your app");
    await visitor.lookAtBoth("totp-scan");
    const secret = (await page.locator(".code").innerText()).replaceAll(/\s/g, "");
    await page.getByLabel("The code that the app shows now").fill("12345");
    await rare.press("Switch codes on");
    await rare.heading("Give the code of your app");
    await visitor.lookAtBoth("totp-refused");
    await page.getByLabel("The code that the app shows now").fill(code(secret, Date.now() / 1000));
    await rare.press("Switch codes on");
    await rare.heading("Keep these recovery codes");
    await visitor.lookAtBoth("recovery-codes");
    await rare.go("/me/security");
    await visitor.lookAtBoth("security");
    await rare.press("Delete my account");
    await page.getByRole("alert").getByText("Tick that the account is to be deleted for good.").waitFor();
    await visitor.lookAtBoth("account-not-deleted");
    await page.getByLabel("Delete it for good").check();
    await rare.press("Delete my account");
    await rare.heading("Your account is deleted");
    await visitor.lookAtBoth("account-deleted");
  });
});

/** One of those few, at a page. */
class Rare {
  /** @param {any} demo @param {Visitor} visitor @param {import("playwright-core").Page} page */
  constructor(demo, visitor, page = visitor.page) {
    this.demo = demo;
    this.visitor = visitor;
    this.page = page;
  }

  /** @param {string} path at the registrar */
  go(path) {
    return this.page.goto(this.demo.registrar + path);
  }

  /** @param {string} name */
  press(name) {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  /** @param {string | RegExp} name */
  heading(name) {
    return this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  async signIn() {
    await this.go("/sign-in");
    await this.page.getByLabel("E-mail address").fill(this.demo.voter.email);
    await this.page.getByLabel("Password").fill(this.demo.voter.password);
    await this.press("Sign in");
    await this.heading("My polls");
  }

  async signInAnew() {
    await this.go("/me");
    await this.press("Sign out");
    await this.page.getByRole("link", { name: "Sign in" }).first().waitFor();
    await this.signIn();
  }

  /** From the booth to the registrar. */
  async askForPass() {
    await this.page.goto(`${this.demo.ballot_box}/polls/${this.demo.poll}/booth`);
    await this.press(t("start-action"));
    await this.page.getByRole("button", { name: /^Continue to/ }).click();
    await this.page.waitForURL(/\/pass\/confirm$/);
  }
}
