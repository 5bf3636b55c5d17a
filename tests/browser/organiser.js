/** One organiser at the registrar's pages, with scripts switched off, and the voters of the poll in the booth. */

import assert from "node:assert/strict";

import { t } from "./words.js";
import { SIZES, Visitor, launch } from "./chromium.js";
import { mailedLink, startDemo } from "./demo.js";

const PHONE = { width: 390, height: 844 };

export class Organiser {
  static async arrive() {
    const [browser, demo] = await Promise.all([launch(), startDemo()]);
    const hosts = [demo.registrar, demo.ballot_box];
    const visitor = await Visitor.arrive(browser, "organiser", { hosts, viewport: SIZES[0].viewport, scripts: false });
    return new Organiser(browser, demo, visitor);
  }

  /** @param {import("playwright-core").Browser} browser @param {any} demo @param {Visitor} visitor */
  constructor(browser, demo, visitor) {
    this.browser = browser;
    this.demo = demo;
    this.visitor = visitor;
    this.page = visitor.page;
    /** The published poll's id, once there is one. */
    this.poll = "";
  }

  // --- at the pages ---

  /** @param {string} path at the registrar */
  async go(path) {
    await this.page.goto(this.demo.registrar + path);
  }

  /** @param {string | RegExp} name */
  async press(name, within = this.page.locator("main")) {
    await within.getByRole("button", { name, exact: true }).click();
  }

  /** @param {string | RegExp} name */
  async follow(name) {
    await this.page.getByRole("link", { name, exact: true }).first().click();
  }

  /** @param {string | RegExp} name */
  async heading(name) {
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** @param {string | RegExp} text */
  async says(text) {
    await this.page.getByText(text).first().waitFor();
  }

  /** Loads the page again until this is there. @param {import("playwright-core").Locator} sought */
  async comesTo(sought) {
    for (let tries = 0; tries < 240; tries++) {
      if ((await sought.count()) > 0) return;
      await this.page.waitForTimeout(500);
      await this.page.reload();
    }
    assert.fail(`${this.page.url()} never shows ${sought}`);
  }

  /** @param {string | RegExp} text */
  comesToSay(text) {
    return this.comesTo(this.page.getByText(text));
  }

  /** @param {string} what */
  look(what) {
    return this.visitor.lookAtBoth(what);
  }

  // --- what is done more than once ---

  /** With password and the code that the demo's own page shows. */
  async signIn() {
    await this.go("/sign-in");
    await this.page.getByLabel("E-mail address").fill(this.demo.admin.email);
    await this.page.getByLabel("Password").fill(this.demo.admin.password);
    await this.press("Sign in");
    await this.heading("Your code");
    const codes = await (await fetch(`${this.demo.registrar}/demo/codes`)).text();
    await this.page.getByLabel("Code of your authenticator app").fill(/<p class="code">(\d{6})/.exec(codes)?.[1] ?? "");
    await this.press("Sign in");
  }

  /**
   * The last question's fields.
   * @param {{ title: string, kind: RegExp, options: string[], atMost?: number, seats?: number, method?: string }} question
   */
  async fillLastQuestion({ title, kind, options, atMost, seats, method }) {
    const card = this.page.locator("fieldset.card").last();
    await card.getByLabel("Question", { exact: true }).fill(title);
    await card.getByLabel(kind).check();
    if (method !== undefined) await card.getByLabel("How are rankings counted?").selectOption({ label: method });
    if (atMost !== undefined) await card.getByLabel("At most").fill(String(atMost));
    if (seats !== undefined) await card.getByLabel("How many win").fill(String(seats));
    await card.getByLabel("Options, one a line").fill(options.join("\n"));
  }

  /** Uploads a list of voters as far as its preview. @param {string} csv */
  async upload(csv) {
    await this.page.getByLabel("CSV file").setInputFiles({ name: "members.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await this.press("Upload and look");
    await this.heading("Check before you import");
  }

  /**
   * A voter follows the link of a mail into the booth, marks every question, casts and has the receipt.
   * @param {string} email
   * @param {string} subject how the mail's begins
   */
  async voterVotes(email, subject) {
    const hosts = [this.demo.registrar, this.demo.ballot_box];
    const voter = await Visitor.arrive(this.browser, `organiser-voter-${email.split("@")[0]}`, { hosts, viewport: PHONE });
    const { page } = voter;
    const press = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true }).click();
    await page.goto(await mailedLink(this.demo.outbox, email, { path: "/sign-in/link", subject }));
    await voter.look("invited");
    await press(`Sign in as ${email}`);
    await voter.look("poll");
    await page.getByRole("link", { name: "Go to the voting booth" }).click();
    await press(t("start-action"));
    await press(/^Continue to/);
    await press("Collect my voting pass");
    await page.getByRole("radio", { name: "Ben" }).check();
    await press(t("next"));
    await page.getByRole("checkbox", { name: "Emil" }).check();
    await press(t("next"));
    await press("Rank as 1: The lake");
    await press("Rank as 2: The garden");
    await press(t("next"));
    for (const name of ["The roof", "The library"]) await page.getByRole("group", { name }).getByRole("radio", { name: "4", exact: true }).check();
    await press(t("mark-review"));
    await press(t("review-cast"));
    await page.getByRole("heading", { level: 1, name: t("receipt-title") }).waitFor();
    await voter.leave();
  }

  async leave() {
    await this.browser.close();
    await this.demo.stop();
  }
}
