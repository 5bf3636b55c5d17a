/** Forms that make the registrar write a mail: with scripts the browser computes, without it waits. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { SIZES, Visitor, launch } from "./chromium.js";
import { mailedLink } from "./demo.js";
import { startServices } from "./services.js";
import { STORY } from "./until.js";

const PASSWORD = "seven pebbles in an urn";
const NO_SCRIPT = "Your browser does not run this page's script.";
const COMPUTING = "Your browser computes for a moment";

describe("before a mail is written", () => {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {import("./services.js").Services} */ let services;

  before(async () => {
    [browser, services] = await Promise.all([launch(), startServices()]);
  });

  after(async () => {
    await browser?.close();
    await services?.stop();
  });

  /** @param {string} name @param {boolean} scripts */
  const arrive = (name, scripts) =>
    Visitor.arrive(browser, name, { hosts: [services.registrar], viewport: SIZES[0].viewport, scripts });

  it("the browser computes while the visitor types, and shows it when that takes longer", { timeout: STORY }, async () => {
    const visitor = await arrive("work", true);
    const { page } = visitor;
    await page.addInitScript(holdHashes);
    await page.goto(`${services.registrar}/register`);
    await fill(page, "worker@example.org");
    await visitor.lookAtBoth("form");
    assert.equal(await page.getByText(COMPUTING).isVisible(), false, "nobody is bothered while typing");
    assert.equal(await page.getByText(NO_SCRIPT).count(), 1);
    assert.equal(await page.getByText(NO_SCRIPT).isVisible(), false);
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByText(COMPUTING).waitFor();
    await page.getByRole("progressbar").waitFor();
    await visitor.lookAtBoth("computing");
    await page.evaluate("releaseHashes()");
    await mailSent(page);
    await visitor.lookAtBoth("registered");
    await mailedLink(services.outbox, "worker@example.org");

    await page.getByRole("button", { name: "Send the mail again" }).click();
    await page.getByText(COMPUTING).waitFor();
    await Promise.all([page.waitForEvent("load"), page.evaluate("releaseHashes()")]);
    await mailSent(page);
    for (const path of ["/password-reset", "/sign-in/link/new"]) {
      await page.goto(services.registrar + path);
      await page.getByLabel("E-mail address").fill("worker@example.org");
      await page.evaluate("releaseHashes()");
      await page.getByRole("button", { name: "Send me the link" }).click();
      await mailSent(page);
    }
    await visitor.leave();
  });

  it("what was solved is not sent twice by going back", { timeout: STORY }, async () => {
    const visitor = await arrive("work-back", true);
    const { page } = visitor;
    await page.goto(`${services.registrar}/sign-in/link/new`);
    await page.getByLabel("E-mail address").fill("back@example.org");
    await page.getByRole("button", { name: "Send me the link" }).click();
    await mailSent(page);
    await page.goBack();
    await page.getByLabel("E-mail address").fill("again@example.org");
    await page.getByRole("button", { name: "Send me the link" }).click();
    await mailSent(page);
    await mailedLink(services.outbox, "again@example.org", { path: "/sign-in/link" });
    await visitor.leave();
  });

  it("a browser without scripts waits, and keeps what was typed", { timeout: STORY }, async () => {
    const visitor = await arrive("wait", false);
    const { page } = visitor;
    visitor.expected(422);
    await page.goto(`${services.registrar}/register`);
    await page.getByText(NO_SCRIPT).waitFor();
    await visitor.lookAtBoth("form");
    const mail = page.getByRole("heading", { level: 1, name: "Look into your mail" });
    const tooSoon = page.getByText(/please wait \d+ seconds more/).first();
    // Afresh: to look takes time, and who was slow, as a machine may be that does much else, need not wait.
    let email = "";
    for (let tries = 0; email === "" || !(await tooSoon.isVisible()); tries++) {
      assert.ok(tries < 10, "nobody has to wait");
      email = `patient-${tries}@example.org`;
      await page.goto(`${services.registrar}/register`);
      await fill(page, email);
      await page.getByRole("button", { name: "Register" }).click();
      await tooSoon.or(mail).waitFor();
    }
    assert.equal(await page.getByLabel("E-mail address").inputValue(), email);
    await visitor.lookAtBoth("too-soon");
    for (let tries = 0; tries < 60 && !(await mail.isVisible()); tries++) {
      const left = Number(/wait (\d+) seconds/.exec(await page.locator("main").innerText())?.[1] ?? 0);
      await page.waitForTimeout(1000 * left);
      await page.getByLabel("Password").fill(PASSWORD);
      await page.getByRole("button", { name: "Register" }).click();
      await page.waitForLoadState("load");
    }
    await mailSent(page);
    await mailedLink(services.outbox, email);
    await visitor.leave();
  });
});

/** @param {import("playwright-core").Page} page @param {string} email */
async function fill(page, email) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
}

/** @param {import("playwright-core").Page} page */
async function mailSent(page) {
  await page.getByRole("heading", { level: 1, name: "Look into your mail" }).waitFor();
}

/** Runs in the page before its scripts: hashes wait until `releaseHashes()`, so that no page is quicker than a test. */
function holdHashes() {
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  const released = new Promise((resolve) => Object.assign(globalThis, { releaseHashes: () => resolve(undefined) }));
  crypto.subtle.digest = async (...what) => {
    await released;
    return digest(...what);
  };
}
