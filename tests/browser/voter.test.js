/** A voter's whole way in a real browser: register, mail, pass, ballot, receipt, result; on a desktop and on a phone. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { STORY } from "./until.js";
import { CHECK_CODE, t, wordsOf } from "./words.js";
import { SIZES, Visitor, launch } from "./chromium.js";
import { Admin, mailedLink, startDemo } from "./demo.js";
import { Keyboard } from "./keyboard.js";
import { fits } from "./targets.js";

const voter = wordsOf("en", "voter");
const PASSWORD = "pebbles in an urn";
const TITLE = "Board of the rowing club";

describe("a voter", () => {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {Awaited<ReturnType<typeof startDemo>>} */ let demo;
  /** @type {Admin} */ let admin;

  before(async () => {
    [browser, demo] = await Promise.all([launch({ whole: true }), startDemo()]);
    admin = await Admin.signIn(demo);
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const { name, viewport } of SIZES) {
    it(`goes from the first account to the result (${name})`, { timeout: STORY }, async () => {
      const poll = await admin.publish(`${TITLE} (${name})`);
      const visitor = await Visitor.arrive(browser, `voter-${name}`, { hosts: [demo.registrar, demo.ballot_box], viewport });
      const { page } = visitor;
      const press = (/** @type {string} */ button) => page.getByRole("button", { name: button, exact: true }).click();
      const heading = (/** @type {string | RegExp} */ text) => page.getByRole("heading", { level: 1, name: text }).waitFor();

      await page.goto(`${demo.ballot_box}/polls/${poll}`);
      await heading(/Board of the rowing club/);
      await visitor.look("poll");
      await page.getByRole("link", { name: "Vote", exact: true }).click();
      await heading(/Board of the rowing club/);
      await visitor.look("booth-start");
      await press(t("start-action"));
      await heading(t("request-title"));
      const checkCode = await page.locator(".code", { hasText: CHECK_CODE }).innerText();
      await visitor.look("booth-request");
      await page.getByRole("button", { name: /^Continue to/ }).click();

      await heading("Sign in");
      assert.ok(page.url().startsWith(demo.registrar));
      await visitor.look("sign-in");
      await register(visitor, demo, `${name}@example.org`);

      await heading("Collect your voting pass");
      assert.equal(await page.locator(".code").innerText(), checkCode, "both services show one check code");
      await visitor.look("pass-confirm");
      await press("Collect my voting pass");

      await heading("Who shall take the chair?");
      assert.ok(!page.url().includes("#pass"), "nothing of the pass stays in the address bar");
      await visitor.look("question-1");
      await press(t("next"));
      await page.locator("#error-summary").waitFor();
      await visitor.look("question-1-unanswered");
      await page.getByLabel("Ben", { exact: true }).check();
      await press(t("next"));
      await heading("Who shall join the board?");
      await page.getByLabel("Cleo", { exact: true }).check();
      await page.getByLabel("Emil", { exact: true }).check();
      await visitor.look("question-2");
      await page.reload();
      await heading("Who shall join the board?");
      assert.ok(await page.getByLabel("Emil", { exact: true }).isChecked(), "marks survive a reload");
      await press(t("mark-review"));
      await heading(t("review-title"));
      await visitor.look("review");
      await press(t("review-cast"));

      await heading(t("receipt-title"));
      const code = await page.locator(".code").first().innerText();
      assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      const download = page.waitForEvent("download");
      await press(t("receipt-save"));
      const file = await (await download).path();
      assert.match(await readFile(file, "utf8"), /^psephos-promise\/v1\n/);
      await press(t("receipt-check"));
      await page.getByText(t("check-listed", { n: "1", of: "1" })).waitFor();
      await visitor.look("receipt");

      await openReceipt(visitor, demo, poll, file);
      await lookUp(visitor, demo, poll, code, /on the public list, number 1 of 1/);
      await result(visitor, demo, poll, admin);
      await lookUp(visitor, demo, poll, code, t("check-counted"));
      await visitor.leave();
    });
  }

  it("signs in and collects the pass by keyboard alone, in a window of 320 pixels", { timeout: STORY }, async () => {
    const { registrar, ballot_box } = demo;
    const visitor = await Visitor.arrive(browser, "voter-keyboard", { hosts: [registrar, ballot_box], viewport: { width: 320, height: 640 } });
    visitor.expected(401);
    const { page } = visitor;
    const keys = new Keyboard(page);
    /** @param {string | RegExp} title @param {string} what */
    const arrives = async (title, what) => {
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await fits(page, what);
      await visitor.look(what);
    };
    const signIn = async (/** @type {string} */ password) => {
      await keys.reach(page.getByLabel("E-mail address"));
      await page.keyboard.press("ControlOrMeta+A");
      await keys.type(demo.voter.email);
      await keys.reach(page.getByLabel("Password"));
      await keys.type(password);
      await keys.press("button", "Sign in");
    };
    await page.goto(`${ballot_box}/polls/${demo.poll}/booth`);
    await keys.press("button", t("start-action"));
    await arrives(t("request-title"), "request");
    const checkCode = await page.locator(".code", { hasText: CHECK_CODE }).innerText();
    await keys.press("button", /^Continue to/);
    await arrives("Sign in", "sign-in");
    await signIn("wrong password");
    await page.getByRole("alert").first().waitFor();
    await arrives("Sign in", "sign-in-refused");
    await signIn(demo.voter.password);
    await arrives("Collect your voting pass", "pass-confirm");
    assert.equal(await page.locator(".code").innerText(), checkCode, "the request has waited for the sign-in");
    await keys.press("button", "Collect my voting pass");
    await page.getByText(t("mark-got-pass")).waitFor();
    await fits(page, "question");
    await visitor.leave();
  });
});

/** @param {Visitor} visitor @param {{ outbox: string }} demo @param {string} email */
async function register(visitor, demo, email) {
  const { page } = visitor;
  const look = async (/** @type {string} */ what) => {
    assert.equal(await page.locator(".steps [aria-current=step]").innerText(), voter("steps-collect"), `${what} is a part of the first step`);
    await visitor.look(what);
  };
  await page.getByRole("link", { name: "Register" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Register" }).waitFor();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await look("register");
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByRole("heading", { level: 1, name: "Look into your mail" }).waitFor();
  await look("registered");
  await page.getByRole("link", { name: "Read them here" }).click();
  await page.getByRole("heading", { level: 1, name: "Demo mails" }).waitFor();
  await visitor.look("outbox");
  await page.goto(await mailedLink(demo.outbox, email));
  await page.getByRole("heading", { level: 1, name: "Confirm your address" }).waitFor();
  await look("verify");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.getByRole("heading", { level: 1, name: "Your address is confirmed" }).waitFor();
  await look("verified");
  await page.getByRole("link", { name: "Sign in" }).last().click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/**
 * The receipt page works by typing a code, also for whoever comes back months later.
 * @param {Visitor} visitor @param {{ ballot_box: string }} demo @param {string} poll @param {string} code @param {string | RegExp} expected
 */
async function lookUp(visitor, demo, poll, code, expected) {
  const { page } = visitor;
  await page.goto(`${demo.ballot_box}/polls/${poll}/receipt`);
  await page.getByLabel("Receipt code").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByText(expected).first().waitFor();
  await visitor.look("receipt-lookup");
}

/**
 * The file that was saved is checked on the device.
 * @param {Visitor} visitor @param {{ ballot_box: string }} demo @param {string} poll @param {string} file
 */
async function openReceipt(visitor, demo, poll, file) {
  const { page } = visitor;
  await page.goto(`${demo.ballot_box}/polls/${poll}/receipt`);
  await page.getByLabel(/receipt file/).setInputFiles(file);
  await page.getByText(t("check-file-good")).waitFor();
  await visitor.look("receipt-file");
}

/**
 * No number before the close, the signed result after it.
 * @param {Visitor} visitor @param {{ ballot_box: string }} demo @param {string} poll @param {Admin} admin
 */
async function result(visitor, demo, poll, admin) {
  const { page } = visitor;
  await admin.close(poll);
  await page.goto(`${demo.ballot_box}/polls/${poll}/result`);
  const text = await page.locator("main").innerText();
  for (const said of ["Ben", "Cleo", "Emil"]) assert.ok(text.includes(said), `${said} is not in ${text}`);
  await visitor.look("result");
  await page.getByRole("link", { name: "The certificate of this result, to print" }).click();
  await page.getByRole("heading", { level: 1, name: "Certificate of the result" }).waitFor();
  await visitor.look("certificate");
}
