/** The registrar gives no pass, and says why; the reason is its own in all of these. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { t, wordsOf } from "../words.js";
import { time } from "../demo.js";
import { alterJson } from "../proxy.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

const NOBODY = "[[],[],[],[]]";

/** Each refusal is told in words, with a way on, and changes nothing that is stored. @param {Story} story */
export function passes(story) {
  story("no pass while the request cannot be read, the check codes differ, or for a reason that is not known", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(422);
    await scene.begin();
    const before = await scene.stored();
    scene.atRegistrar("POST", "/pass", async (exchange) => {
      exchange.body.fill("A", "request=".length);
      exchange.reply(await exchange.forward());
    }, 1);
    await scene.isRefusedPass("request-malformed");
    await scene.look("refused");
    await scene.goForPass();
    await page.getByRole("link", { name: wordsOf("en", "voter")("confirm-other-code") }).click();
    await scene.says(t("request-refused-declined"));
    await page.evaluate(() => void (location.hash = "#refused=some-day-another"));
    await scene.says(t("request-refused-unknown"));
    assert.doesNotMatch(page.url(), /#/);
    assert.equal(await scene.stored(), before);
    await page.reload();
    await scene.heading(t("request-title"));
    assert.equal(await page.getByText(t("request-refused-title")).count(), 0, "it is said once");
    await scene.fetchPass();
    await scene.finish();
  });

  story("no pass for who is not on the roll, nor at once where the address there was corrected", async (scene) => {
    scene.visitor.expected(403);
    await scene.open();
    await scene.says(t("start-roll", { n: 1, registrar: scene.signers.registrar.name }));
    await scene.begin();
    await scene.isRefusedPass("not-eligible");
    await scene.look("not-on-the-roll");
    await scene.stage.admin.correct(scene.poll, "ada@example.org", scene.stage.services.admin.email);
    await scene.isRefusedPass("address-changed");
    await scene.press(t("request-start-over"));
    await scene.heading(t("ask-loss-request-title"));
    await scene.says(t("ask-loss-request"));
    await scene.look("start-over");
    await scene.press(t("ask-remove"));
    await scene.page.getByRole("button", { name: t("start-action") }).waitFor();
    assert.equal(await scene.stored(), NOBODY);
    await scene.nothingCast();
  }, { roll: ["ada@example.org"] });

  story("no pass before they are given out", async (scene) => {
    scene.visitor.expected(403);
    await scene.open();
    await scene.says(t("start-early-title"));
    await cannotBegin(scene);
    await scene.look("early");
    await beginWhileBoxIsOff(scene, 5400);
    await scene.isRefusedPass("issuance-not-open");
    await scene.page.getByRole("button", { name: /^Continue to/ }).waitFor();
    await scene.nothingCast();
  }, { draft: { issuance_opens: time(3600), issuance_closes: time(7200), voting_opens: time(7200) } });

  story("no pass after they were given out", async (scene) => {
    scene.visitor.expected(403);
    await scene.open();
    await scene.says(t("start-no-passes-title"));
    await cannotBegin(scene);
    await scene.look("no-passes");
    await beginWhileBoxIsOff(scene, -5400);
    await scene.isRefusedPass("issuance-closed");
    await scene.page.reload();
    await scene.heading(t("start-no-passes-title"));
    await scene.says(t("request-late"));
    assert.equal(await scene.page.locator("main .button").count(), 0, "nothing is offered as what comes next");
    await scene.look("no-passes-asked");
    await scene.nothingCast();
  }, { draft: { issuance_opens: time(-7200), issuance_closes: time(-3600), voting_opens: time(-7200) } });

  story("no second pass in another browser, and none by the address that brought the first", async (scene) => {
    let brought = "";
    scene.page.on("framenavigated", (frame) => {
      if (frame.url().includes("#pass=")) brought = frame.url();
    });
    await scene.collect();
    const other = await scene.another("other");
    const { page } = other;
    other.expected(409);
    await page.goto(brought);
    await scene.says(t("request-none-title"), page);
    await scene.says(t("request-none"), page);
    await other.lookAtBoth("not-asked-for");
    assert.doesNotMatch(page.url(), /#/);
    assert.equal(await scene.stored(page), NOBODY);
    await scene.press(t("start-action"), page);
    await scene.isRefusedPass("pass-already-issued", page);
    await other.leave();
    await scene.finish();
  });

  story("a backup file of another poll, and one that comes too late", async (scene) => {
    const { page } = scene;
    await scene.open();
    const other = await scene.newTab();
    await scene.press(t("start-action"), other);
    await scene.heading(t("request-title"), other);
    await other.getByText(t("backup-title")).click();
    await scene.says(t("backup-secret"), other);
    const file = JSON.parse(await readFile(await scene.save(t("backup-save"), other), "utf8"));
    await scene.says(t("backup-saved"), other);
    const code = await scene.checkCode(other);
    await scene.press(t("request-start-over"), other);
    await scene.press(t("ask-remove"), other);
    await scene.press(t("start-action"), other);
    await scene.heading(t("request-title"), other);
    await page.getByText(t("backup-have")).click();
    const choose = (/** @type {object} */ content) =>
      page.getByLabel(t("backup-choose")).setInputFiles({ name: "x", mimeType: "text/plain", buffer: Buffer.from(JSON.stringify(content)) });
    await choose({ ...file, poll: "0".repeat(64) });
    await scene.says(t("backup-other-poll"));
    await choose(file);
    await scene.heading(t("ask-request-title"));
    await scene.says(t("backup-taken"));
    await scene.look("taken");
    await scene.press(t("ask-start-over"));
    await scene.press(t("ask-remove"));
    await page.getByText(t("backup-have")).click();
    await choose(file);
    await scene.heading(t("request-title"));
    assert.equal(await scene.checkCode(), code, "what the file holds is taken up");
    await scene.nothingCast();
  });
}

/** @param {Scene} scene */
async function cannotBegin({ page }) {
  assert.equal(await page.getByRole("button", { name: t("start-action") }).count(), 0);
  await page.getByRole("button", { name: t("look-again") }).waitFor();
}

/** The ballot box's clock is off by so many seconds, so that the booth lets the voter begin. @param {Scene} scene @param {number} seconds */
async function beginWhileBoxIsOff(scene, seconds) {
  const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, now: time(seconds) })));
  await scene.press(t("look-again"));
  await scene.press(t("start-action"));
  honest();
}
