/** Every page of the registrar works with scripts switched off, and every page of both services stands up to axe: on a desktop in light colours, on a phone in dark ones. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { SIZES, Visitor, launch } from "./chromium.js";
import { mailedLink, startDemo } from "./demo.js";
import { STORY } from "./until.js";

describe("pages without scripts", () => {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {Awaited<ReturnType<typeof startDemo>>} */ let demo;

  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo()]);
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const { name, viewport } of SIZES) {
    const arrive = () =>
      Visitor.arrive(browser, `plain-${name}`, { hosts: [demo.registrar, demo.ballot_box], viewport, scripts: false, dark: name === "phone" });

    it(`the registrar's, for a voter (${name})`, { timeout: STORY }, async () => {
      const visitor = await arrive();
      const { page } = visitor;
      for (const path of ["/", "/register", "/sign-in", `/polls/${demo.poll}`, "/demo/outbox"]) {
        await page.goto(demo.registrar + path);
        const scripts = await page.locator("script").evaluateAll((found) => found.map((one) => one.getAttribute("src")));
        assert.deepEqual(scripts, path === "/sign-in" ? ["/passkeys.js"] : [], `${path} has no script but the one of passkeys`);
        await visitor.look(`registrar${path.replaceAll("/", "-").slice(0, 20)}`);
      }
      visitor.expected(401);
      await signIn(page, demo, demo.voter, "wrong password");
      await page.getByRole("alert").waitFor();
      await visitor.look("sign-in-refused");
      await signIn(page, demo, demo.voter, demo.voter.password);
      await page.goto(`${demo.registrar}/me`);
      await page.getByRole("heading", { level: 1, name: "My polls" }).waitFor();
      await visitor.look("me");
      await page.goto(`${demo.registrar}/me/profile`);
      await page.getByLabel("Time zone").selectOption("Asia/Kathmandu");
      await page.getByRole("button", { name: "Save my profile" }).click();
      await page.getByRole("heading", { name: "Your profile is saved" }).waitFor();
      await visitor.look("profile");
      await page.goto(`${demo.registrar}/me`);
      await page.getByText("Times are shown in the time zone Asia/Kathmandu").waitFor();
      await page.goto(`${demo.registrar}/me/address`);
      await page.getByLabel("New e-mail address").fill(`${name}@example.net`);
      await page.getByLabel("Present password").fill(demo.voter.password);
      await page.getByRole("button", { name: "Send a link to the new address" }).click();
      await page.getByRole("heading", { name: `Look into the mail of ${name}@example.net` }).waitFor();
      await visitor.look("address");
      await page.goto(await mailedLink(demo.outbox, `${name}@example.net`, { path: "/me/address/confirm" }));
      await page.getByRole("button", { name: "Change my address" }).waitFor();
      await visitor.look("address-confirm");
      await page.getByRole("button", { name: "Sign out" }).click();
      await visitor.look("signed-out");
      await visitor.leave();
    });

    it(`the registrar's, for an organiser (${name})`, { timeout: STORY }, async () => {
      const visitor = await arrive();
      const { page } = visitor;
      await signIn(page, demo, demo.admin, demo.admin.password);
      await visitor.look("sign-in-code");
      await page.getByLabel("Code of your authenticator app").fill(await shownCode(demo));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.goto(`${demo.registrar}/demo/codes`);
      await visitor.look("demo-codes");
      await page.goto(`${demo.registrar}/me/security`);
      await visitor.look("security");
      await page.goto(`${demo.registrar}/admin/polls`);
      await visitor.look("admin-polls");
      await page.getByRole("link", { name: "New poll" }).click();
      await visitor.look("admin-new");
      visitor.expected(422);
      await draft(visitor, name);
      await page.getByRole("link", { name: "Check and publish" }).first().click();
      await visitor.look("admin-check");
      await page.getByRole("button", { name: "Publish the poll" }).click();
      await page.getByRole("alert").waitFor();
      await page.getByLabel("I have checked it all").check();
      await page.getByRole("button", { name: "Publish the poll" }).click();
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
      await visitor.look("admin-published");
      await page.goto(`${demo.registrar}/admin/polls/${demo.poll}/notices`);
      await visitor.look("admin-notices");
      await visitor.leave();
    });

    it(`the ballot box's (${name})`, { timeout: STORY }, async () => {
      const visitor = await arrive();
      const { page } = visitor;
      const poll = `/polls/${demo.poll}`;
      for (const path of ["/", poll, `${poll}/receipt`, `${poll}/receipt?code=7Q2M-K0XA-93TC-VW4E`]) {
        await page.goto(demo.ballot_box + path);
        await visitor.look(`ballot-box${path.replaceAll(demo.poll, "poll").replaceAll(/[^a-z]+/g, "-")}`);
      }
      await page.goto(`${demo.ballot_box}${poll}/booth`);
      await page.getByRole("heading", { level: 1, name: "Voting needs JavaScript" }).waitFor();
      visitor.expected(404);
      for (const url of [`${demo.ballot_box}/polls/${"0".repeat(64)}`, `${demo.ballot_box}/nothing`, `${demo.registrar}/nothing`]) {
        const answer = await page.goto(url);
        assert.equal(answer?.status(), 404, url);
        await visitor.look("not-found");
      }
      await visitor.leave();
    });
  }
});

/** @param {import("playwright-core").Page} page @param {{ registrar: string }} demo @param {{ email: string }} person @param {string} password */
async function signIn(page, demo, { email }, password) {
  await page.goto(`${demo.registrar}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The code that the demo's own page shows. */
async function shownCode(/** @type {{ registrar: string }} */ demo) {
  const page = await (await fetch(`${demo.registrar}/demo/codes`)).text();
  return /<p class="code">(\d{6})/.exec(page)?.[1] ?? "";
}

/** @param {Visitor} visitor @param {string} name */
async function draft(visitor, name) {
  const { page } = visitor;
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.locator(".error-summary").waitFor();
  await visitor.look("admin-refused");
  const at = (/** @type {number} */ hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  await page.getByLabel("Title").fill(`A poll made on a ${name}`);
  await page.getByLabel("Voting passes from").fill(at(1));
  await page.getByLabel("Voting passes until").fill(at(20));
  await page.getByLabel("Voting from").fill(at(2));
  await page.getByLabel("Voting until").fill(at(24));
  await page.getByLabel("Anyone with a confirmed address").check();
  await page.getByLabel("Question", { exact: true }).first().fill("Which colour?");
  await page.getByLabel("Options, one a line").first().fill("Red\nGreen\nBlue");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByRole("link", { name: "Check and publish" }).first().waitFor();
  await visitor.look("admin-saved");
}
