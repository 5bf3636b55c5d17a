/** Voting is over, or the poll was cancelled: for who has voted, who was about to, and who comes too late. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { t } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

/** The page says what became of the vote, and leads on to what there is to see. @param {Story} story */
export function endings(story) {
  story("voting closes while a ballot is being marked", async (scene) => {
    scene.visitor.expected(403);
    const asked = await scene.another("asked");
    await scene.press(t("start-action"), asked.page);
    await scene.heading(t("request-title"), asked.page);
    await scene.collect();
    const marked = await scene.newTab();
    await scene.press(t("ask-go-on"), marked);
    await scene.mark("Ada", marked);
    await scene.stage.admin.close(scene.poll);

    await scene.page.reload();
    await scene.heading(t("wait-late-title"));
    await scene.says(t("wait-late"));
    await leadsOn(scene.page, [t("start-result-link"), t("start-poll-link"), t("start-receipt-link")]);
    await scene.look("late");

    await scene.cast(marked);
    await scene.heading(t("cast-refused-title"), marked);
    await scene.says(t("cast-refused-voting-closed"), marked);
    assert.equal(await marked.getByRole("button", { name: t("cast-again") }).count(), 0, "it is final");
    await leadsOn(marked, [t("start-result-link")]);
    await scene.unfold(marked);
    await scene.look("refused", marked);
    assert.match(await readFile(await scene.save(t("evidence-save"), marked), "utf8"), /=== refusal ===\npsephos-refusal\/v1\n.*"reason":"voting-closed"/);
    await scene.nothingCast();

    const page = await asked.context.newPage();
    await scene.open(page);
    await scene.says(t("start-over-title"), page);
    const facts = await page.locator(".facts dd").allInnerTexts();
    assert.equal(facts[1], facts[0], "passes were given out no longer than voting was open");
    assert.equal(await page.getByText(t("ask-start-over")).count(), 0, "nothing is left to be asked about");
    await asked.lookAtBoth("over", page);
    await page.getByRole("main").getByRole("link", { name: t("start-result-link") }).click();
    await page.waitForURL(/\/result$/);
    await asked.leave();
  });

  story("the poll is cancelled", async (scene) => {
    await scene.vote();
    await scene.stage.admin.cancel(scene.poll, "The club has dissolved");
    await scene.page.reload();
    await scene.says(t("receipt-cancelled"));
    await scene.heading(t("receipt-title"));
    for (const untrue of [t("receipt-lead"), t("receipt-secret"), t("receipt-wrong"), t("receipt-someone-else")]) assert.equal(await scene.page.getByText(untrue).count(), 0, untrue);
    await scene.press(t("receipt-check"));
    await scene.says(t("check-listed", { n: 1, of: 1 }));
    await scene.unfold();
    await scene.look("receipt");

    // Nothing is counted, so nothing stays counted either.
    const tab = await scene.newTab();
    await scene.says(t("ask-recorded-over"), tab);
    await scene.press(t("ask-remove-receipt"), tab);
    await scene.heading(t("ask-loss-receipt-title"), tab);
    await scene.says(t("ask-loss-receipt-cancelled"), tab);
    await scene.look("remove", tab);
    await scene.press(t("ask-remove-receipt"), tab);
    await scene.says(t("start-cancelled"), tab);
    assert.equal(await scene.stored(tab), "[[],[],[],[]]");

    const late = await scene.another("late");
    await scene.says(t("start-cancelled"), late.page);
    assert.equal(await late.page.getByRole("button").count(), 0, "nothing to begin");
    await late.lookAtBoth("cancelled");
    await late.page.getByRole("main").getByRole("link", { name: t("start-poll-link") }).click();
    await scene.says("The club has dissolved", late.page);
    await late.leave();
  });

  story("a ballot waits to be listed together with others, and its receipt grows", async (scene) => {
    const { page } = scene;
    scene.visitor.expected(404); // of a result
    await scene.collect();
    await scene.mark();
    await scene.cast();
    await scene.heading(t("receipt-title"));
    const code = await page.locator("#receipt-code").innerText();
    assert.equal((await scene.truth(`/receipts/${code}`)).state, "promised");
    await scene.press(t("receipt-check"));
    await scene.says(t("check-waiting"));
    await scene.look("waiting");
    const file = await scene.save(t("receipt-save"));
    assert.doesNotMatch(await readFile(file, "utf8"), /\nproof\n/);
    await page.evaluate(() => Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new Error("not allowed")) }));
    await scene.press(t("receipt-copy"));
    await scene.says(t("receipt-copy-failed"));
    const receipts = scene.booth.replace("/booth", "/receipt");
    await page.goto(`${receipts}?code=${code}`);
    await scene.says(t("check-waiting-unproved"));
    await scene.stage.admin.close(scene.poll);
    await page.goto(receipts);
    await page.getByLabel(/receipt file/).setInputFiles(file);
    await scene.says(t("check-counted"));
    await scene.look("grown");
    assert.match(await readFile(await scene.save(t("check-save-new")), "utf8"), /^psephos-promise\/v1\n[^]*\nproof\nc2sp.org\/tlog-proof@v1\n/);
  }, { draft: { mix: 8 } });
}

/** @param {import("playwright-core").Page} page @param {string[]} links */
async function leadsOn(page, links) {
  for (const name of links) await page.getByRole("main").getByRole("link", { name }).waitFor();
}
