/** The way of the ballot breaks. */

import assert from "node:assert/strict";

import { t } from "../words.js";
import { busy, hold, loseReply, swallow } from "../proxy.js";

/** @typedef {import("../scene.js").Story} Story */

/** What was finished is sent again until there is an answer; it counts once. @param {Story} story */
export function sending(story) {
  story("the answer to a ballot is lost", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", loseReply);
    await scene.cast();
    await scene.triesAgain();
    assert.equal((await scene.truth()).ballots, 1, "it has arrived");
    recovers();
    await scene.recorded();
  });

  story("the ballot never arrives, until it does", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    scene.atBallotBox("POST", "/ballots", swallow);
    await scene.cast();
    await scene.triesAgain();
    // What is sent from now on arrives, and its answer waits, so that there is time to look.
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.look("trying-again");
    answer.release();
    await scene.recorded();
  });

  story("the ballot box is too busy to take the ballot, for long", async (scene) => {
    scene.visitor.expected(503);
    await scene.collect();
    await scene.mark();
    const recovers = await scene.castInVain();
    await scene.look("unanswered");
    await scene.nothingCast();
    recovers();
    await scene.press(t("cast-again"));
    await scene.recorded();
  });

  story("a reload while the ballot is on its way", async (scene) => {
    scene.visitor.expected(503);
    await scene.collect();
    await scene.mark();
    scene.atBallotBox("POST", "/ballots", busy);
    await scene.cast();
    await scene.heading(t("cast-sending-title"));
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.page.reload();
    await scene.heading(t("cast-sending-title"));
    answer.release();
    await scene.recorded();
  });

  story("the tab is closed while the ballot is on its way", async (scene) => {
    scene.visitor.expected("net::ERR_EMPTY_RESPONSE");
    await scene.collect();
    await scene.mark();
    const recovers = scene.atBallotBox("POST", "/ballots", swallow);
    const tab = await scene.newTab();
    await scene.heading(t("ask-pass-title"), tab);
    await scene.cast();
    await scene.heading(t("cast-sending-title"));
    await scene.page.close();
    recovers();
    await tab.reload();
    await scene.heading(t("ask-ballot-title"), tab);
    await scene.look("ballot-found", tab);
    await scene.press(t("ask-send"), tab);
    await scene.recorded(tab);
  });
}
