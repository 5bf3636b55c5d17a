/** The services are away, the clock is wrong, the device is another one. */

import assert from "node:assert/strict";

import { t } from "../words.js";
import { loseReply } from "../proxy.js";

/** @typedef {import("../scene.js").Story} Story */

/** Every way leads back to the one pass. @param {Story} story */
export function elsewhere(story) {
  story("offline when the voter looks whether anything has changed, and when the receipt is checked", async (scene) => {
    scene.visitor.expected("net::ERR_INTERNET_DISCONNECTED");
    await scene.vote();
    await scene.visitor.context.setOffline(true);
    await scene.press(t("receipt-check"));
    await scene.says(t("check-unreachable"));
    await scene.look("check-offline");
    await scene.visitor.context.setOffline(false);
    await scene.press(t("receipt-check"));
    await scene.says(t("check-listed", { n: "1", of: "1" }));
  });

  story("the ballot box is away when the booth is opened", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    const recovers = scene.atBallotBox("GET", "(/manifest)?", (exchange) =>
      exchange.request.url?.startsWith("/api/") ? exchange.drop() : void exchange.forward().then((real) => exchange.reply(real)),
    );
    await scene.open();
    await scene.heading(t("trouble-unreachable-title"));
    await scene.look("unreachable");
    recovers();
    await scene.press(t("try-again"));
    await scene.press(t("start-action"));
    await scene.fetchPass();
    await scene.finish();
  });

  story("the registrar's answer with the pass is lost", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.begin();
    await scene.goForPass();
    await scene.heading("Collect your voting pass");
    const recovers = scene.atRegistrar("POST", "/pass/confirm", loseReply);
    await scene.press("Collect my voting pass");
    await scene.page.waitForURL(/^chrome-error:/);
    recovers();
    await scene.open();
    await scene.heading(t("request-title"));
    await scene.fetchPass();
    await scene.finish();
  });

  story("the voter leaves before collecting the pass, and comes back", async (scene) => {
    await scene.begin();
    const code = await scene.page.locator("#check-code").innerText();
    await scene.goForPass();
    await scene.heading("Collect your voting pass");
    await scene.page.goBack();
    await scene.heading(t("request-title"));
    await scene.says(code);
    await scene.page.reload();
    await scene.says(code);
    await scene.fetchPass();
    await scene.finish();
  });

  for (const [name, time] of Object.entries({ "years behind": "2011-01-01", "years ahead": "2041-01-01" })) {
    story(`the device's clock is ${name}`, async (scene) => {
      await scene.page.clock.setFixedTime(new Date(time));
      await scene.collect();
      await scene.finish();
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
    await scene.finish();
    await revisit();
    await scene.recorded();
    const other = await scene.visitor.context.newPage();
    await revisit(other);
    await scene.heading(t("ask-recorded-title"), other);
  });

  story("a second device without the backup file", async (scene) => {
    await scene.collect();
    const other = await scene.another("second-device");
    await scene.press(t("start-action"), other.page);
    other.expected(409);
    await scene.goForPass(other.page);
    await scene.heading("You have collected your voting pass before", other.page);
    await other.leave();
    await scene.finish();
  });

  story("the browser is lost before the pass is collected, and the backup file goes on elsewhere", async (scene) => {
    await scene.begin();
    const file = await scene.save(t("backup-save"));
    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");
    const other = await scene.another("restored");
    const { page } = other;
    await page.getByText(t("backup-have")).click();
    await page.getByLabel(t("backup-choose")).setInputFiles({ name: "x", mimeType: "text/plain", buffer: Buffer.from("{}") });
    await scene.says(t("backup-bad"), page);
    await scene.look("backup-damaged", page);
    await page.getByLabel(t("backup-choose")).setInputFiles(file);
    await scene.heading(t("request-title"), page);
    await scene.fetchPass(page);
    await scene.finish(page);
    await other.leave();
  });

  story("an insecure address", async (scene) => {
    const { port } = new URL(scene.booth);
    const address = `http://box.test:${port}/polls/${scene.poll}/booth`;
    scene.visitor.expected("Cross-Origin-Opener-Policy header has been ignored");
    scene.visitor.hosts.push(`http://box.test:${port}`);
    await scene.page.goto(address);
    await scene.heading(t("trouble-insecure-title"));
    await scene.look("insecure");
    await scene.nothingCast();
  });
}
