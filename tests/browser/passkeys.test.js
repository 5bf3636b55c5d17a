/** Passkeys, with a virtual device: adding one, signing in with it, naming and removing it, and browsers that know none. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { SIZES, Visitor, launch } from "./chromium.js";
import { startDemo } from "./demo.js";
import { STORY } from "./until.js";

describe("passkeys", () => {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {Awaited<ReturnType<typeof startDemo>>} */ let demo;

  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo()]);
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** @param {string} name @param {boolean} [scripts] */
  const arrive = (name, scripts = true) =>
    Visitor.arrive(browser, name, { hosts: [demo.registrar], viewport: SIZES[0].viewport, scripts });

  it("one is added, signs in, is named, and is removed", { timeout: STORY }, async () => {
    const visitor = await arrive("passkey");
    const { page } = visitor;
    const device = await Device.plugIn(visitor);
    await signInByPassword(page, demo);
    await beginToAdd(page, demo, "My phone");
    await visitor.lookAtBoth("add");
    await page.getByRole("button", { name: "Make the passkey" }).click();
    await page.getByText("Your passkey is added").waitFor();
    await visitor.lookAtBoth("added");
    assert.deepEqual(
      (await device.credentials()).map(({ isResidentCredential, rpId }) => ({ isResidentCredential, rpId })),
      [{ isResidentCredential: true, rpId: "localhost" }],
    );
    await page.getByLabel(/^Passkey 1, added on/).fill("Key ring");
    await page.getByRole("button", { name: "Rename passkey 1" }).click();
    await page.getByText("Your passkey has another name").waitFor();
    assert.equal(await page.getByLabel(/^Passkey 1, added on/).inputValue(), "Key ring");

    await signOut(page);
    await page.goto(`${demo.registrar}/sign-in`);
    await page.getByRole("button", { name: "Use a passkey" }).waitFor();
    await visitor.lookAtBoth("sign-in");
    await signInByPasskey(page);
    await page.getByRole("heading", { level: 1, name: "My polls" }).waitFor();

    await page.goto(`${demo.registrar}/me/security`);
    await page.getByRole("button", { name: "Remove passkey 1" }).click();
    await page.getByText("The passkey is removed").waitFor();
    await visitor.lookAtBoth("removed");
    await signOut(page);
    visitor.expected(422);
    await page.goto(`${demo.registrar}/sign-in`);
    await signInByPasskey(page);
    await page.getByText("belongs to no account here any more").waitFor();
    await visitor.lookAtBoth("unknown");
    await visitor.leave();
  });

  it("a device that cannot tell who uses it neither adds one nor signs in", { timeout: STORY }, async () => {
    const visitor = await arrive("passkey-unverified");
    const { page } = visitor;
    const device = await Device.plugIn(visitor);
    await signInByPassword(page, demo);
    await beginToAdd(page, demo, "My phone");
    await device.knowsItsUser(false);
    await page.getByRole("button", { name: "Make the passkey" }).click();
    await page.getByText("No passkey was made.").waitFor();
    await visitor.lookAtBoth("not-added");
    await device.knowsItsUser(true);
    await page.getByRole("button", { name: "Make the passkey" }).click();
    await page.getByText("Your passkey is added").waitFor();

    await signOut(page);
    await page.goto(`${demo.registrar}/sign-in`);
    await device.knowsItsUser(false);
    await signInByPasskey(page);
    await page.getByText("No passkey was given.").waitFor();
    await visitor.lookAtBoth("not-signed-in");
    await device.knowsItsUser(true);
    await signInByPasskey(page);
    await page.getByRole("heading", { level: 1, name: "My polls" }).waitFor();
    await visitor.leave();
  });

  for (const { name, scripts } of [
    { name: "is too old for them", scripts: true },
    { name: "runs no scripts", scripts: false },
  ]) {
    it(`a browser that ${name} is bothered with none`, { timeout: STORY }, async () => {
      const visitor = await arrive(`passkey-none-${scripts ? "old" : "plain"}`, scripts);
      const { page } = visitor;
      await page.addInitScript("delete globalThis.PublicKeyCredential");
      await page.goto(`${demo.registrar}/sign-in`);
      await page.waitForLoadState("load");
      assert.equal(await page.getByRole("button", { name: "Use a passkey" }).isVisible(), false);
      await visitor.lookAtBoth("sign-in");
      await signInByPassword(page, demo);
      await beginToAdd(page, demo, "My phone");
      await page.getByText("Your browser cannot make passkeys").waitFor();
      assert.equal(await page.getByRole("button", { name: "Make the passkey" }).isVisible(), false);
      await visitor.lookAtBoth("add");
      await visitor.leave();
    });
  }
});

/** A device of Chromium's own making, which says yes at once. */
class Device {
  /** @param {Visitor} visitor */
  static async plugIn({ devtools }) {
    await devtools.send("WebAuthn.enable");
    const options = {
      protocol: /** @type {const} */ ("ctap2"),
      transport: /** @type {const} */ ("internal"),
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
    return new Device(devtools, authenticatorId);
  }

  /** @param {import("playwright-core").CDPSession} devtools @param {string} authenticatorId */
  constructor(devtools, authenticatorId) {
    this.devtools = devtools;
    this.authenticatorId = authenticatorId;
  }

  async credentials() {
    return (await this.devtools.send("WebAuthn.getCredentials", { authenticatorId: this.authenticatorId })).credentials;
  }

  /** Whether PIN, fingerprint or face are right. @param {boolean} isUserVerified */
  async knowsItsUser(isUserVerified) {
    await this.devtools.send("WebAuthn.setUserVerified", { authenticatorId: this.authenticatorId, isUserVerified });
  }
}

/** @param {import("playwright-core").Page} page @param {{ registrar: string, voter: { email: string, password: string } }} demo */
async function signInByPassword(page, { registrar, voter }) {
  await page.goto(`${registrar}/sign-in`);
  await page.getByLabel("E-mail address").fill(voter.email);
  await page.getByLabel("Password").fill(voter.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "My polls" }).waitFor();
}

/** As far as the page that asks the device. @param {import("playwright-core").Page} page @param {{ registrar: string, voter: { password: string } }} demo @param {string} name */
async function beginToAdd(page, { registrar, voter }, name) {
  await page.goto(`${registrar}/me/security`);
  const section = page.locator("#passkeys");
  await section.getByLabel("Name", { exact: true }).fill(name);
  await section.getByLabel("Present password").fill(voter.password);
  await section.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("heading", { level: 1, name: "Add a passkey" }).waitFor();
}

/** @param {import("playwright-core").Page} page */
async function signInByPasskey(page) {
  await page.getByRole("button", { name: "Use a passkey" }).click();
}

/** @param {import("playwright-core").Page} page */
async function signOut(page) {
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("link", { name: "Sign in" }).first().waitFor();
}
