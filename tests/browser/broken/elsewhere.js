/** The services are away, or an address is not the one that was meant. */

import assert from "node:assert/strict";

import { t } from "../words.js";
import { loseReply } from "../proxy.js";

/** @typedef {import("../scene.js").Story} Story */

/** Every way leads back to the one pass. @param {Story} story */
export function elsewhere(story) {
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
    /** @type {(string | null)[]} */
    const asked = [];
    scene.atRegistrar("POST", "/pass", async (exchange) => {
      asked.push(new URLSearchParams(exchange.body.toString()).get("request"));
      exchange.reply(await exchange.forward());
    });
    await scene.begin();
    const [[kept]] = JSON.parse(String(await scene.stored()));
    assert.deepEqual(asked, [], "stored before anything leaves");
    const code = await scene.checkCode();
    await scene.goForPass();
    await scene.heading("Collect your voting pass");
    await scene.page.goBack();
    await scene.heading(t("request-title"));
    await scene.says(code);
    await scene.page.reload();
    await scene.says(code);
    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");
    assert.deepEqual(asked, [kept.request, kept.request], "each time what was stored");
    await scene.finish();
  });

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
