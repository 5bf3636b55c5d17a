/** A voter comes back to a ballot that was cast, or not yet. */

import assert from "node:assert/strict";

import { OwnElection } from "../election.js";
import { swallow } from "../proxy.js";
import { ONE_QUESTION, Scene } from "../scene.js";
import { until } from "../until.js";
import { t } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

/** Every step is found again, and a receipt is good before and after its ballot is on the public list. @param {Story} story */
export function receipts(story) {
  story("a ballot waits for others, and the same check then finds it on the list", async ({ stage, visitor }) => {
    visitor.expected(404); // there is no result yet
    const election = await OwnElection.open(stage.services, 300, { questions: ONE_QUESTION, mix: 1 });
    const scene = new Scene(stage, visitor, election.id);
    const { page } = scene;
    await scene.begin();
    await page.goto(scene.booth + (await election.handover(page)));
    await scene.heading("Who shall take the chair?");
    await scene.mark();
    await scene.cast();
    await scene.heading(t("receipt-title"));
    const code = await page.locator("#receipt-code").innerText();
    await scene.press(t("receipt-check"));
    await scene.says(t("check-waiting"));
    const file = await scene.save(t("receipt-save"));

    const elsewhere = await visitor.context.newPage();
    await elsewhere.goto(`${scene.booth.replace("/booth", "/receipt")}?code=${code}`);
    await scene.says(t("check-waiting-unproved"), elsewhere);
    await scene.look("waiting-elsewhere", elsewhere);
    await choose(elsewhere, file);
    await scene.says(t("check-file-good"), elsewhere);
    await scene.says(t("check-waiting"), elsewhere);

    await election.cast(10, () => new Map([["chair", { choose: ["ada"] }]]));
    // On the minute all but one go onto the list, picked at random; who is left goes at the close.
    await until("ballots are on the list", async () => (await scene.truth()).ballots > 0);
    if ((await scene.truth(`/receipts/${code}`)).state === "promised") await election.close();
    await scene.press(t("receipt-check-again"));
    await scene.says(ON_THE_LIST);
    await choose(elsewhere, file);
    await scene.says(ON_THE_LIST, elsewhere);
    assert.equal(scene.sent, 1, "the others go past the proxy");
  });

  story("My receipts leads back to each step, and asks in another tab whose it is", async (scene) => {
    const { page } = scene;
    const mine = `${scene.stage.services.ballot_box}/receipts`;
    /** From the list to the booth. @param {string} kept @param {string} way */
    const follow = async (kept, way, tab = page) => {
      await tab.goto(mine);
      await scene.says(kept, tab);
      await tab.getByRole("link", { name: way }).click();
    };
    await scene.begin();
    await follow(t("mine-request"), t("mine-go-on"));
    await scene.heading(t("request-title"));
    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");

    const other = await scene.visitor.context.newPage();
    await follow(t("mine-pass"), t("mine-go-on"), other);
    await scene.heading(t("ask-pass-title"), other);
    await scene.press(t("ask-go-on"), other);
    await scene.finish(other);

    await follow(t("mine-recorded"), t("mine-receipt"));
    const code = await scene.recorded();
    const third = await scene.visitor.context.newPage();
    await follow(t("mine-recorded"), t("mine-receipt"), third);
    await scene.heading(t("ask-recorded-title"), third);
    assert.ok(!(await third.locator("body").innerText()).includes(code), "no code before it is known whose it is");
    await scene.press(t("ask-receipt"), third);
    assert.equal(await scene.recorded(third), code);
    await scene.press(t("receipt-check"), third);
    await scene.says(t("check-listed", { n: "1", of: "1" }), third);
    await third.goBack();
    await third.goForward();
    assert.equal(await scene.recorded(third), code);
  });

  story("My receipts leads back to a ballot that has not arrived", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", swallow);
    await scene.cast();
    await scene.triesAgain();
    const tab = await scene.visitor.context.newPage();
    await scene.page.close();
    await scene.nothingCast();
    recovers();
    await tab.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-unconfirmed"), tab);
    await tab.getByRole("link", { name: t("mine-go-on") }).click();
    await scene.heading(t("ask-ballot-title"), tab);
    await scene.press(t("ask-send"), tab);
    await scene.recorded(tab);
  });
}

/** Opens a receipt file, as with a mouse. @param {import("playwright-core").Page} page @param {string} file */
async function choose(page, file) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByLabel(/receipt file/).click();
  await (await chooser).setFiles(file);
}

const ON_THE_LIST = /^Your ballot is on the public list, number/;
