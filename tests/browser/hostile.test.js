/** A ballot box or a registrar that lies: each lie is refused in words, nothing is lost, and the honest answer still counts. */

import assert from "node:assert/strict";
import { describe } from "node:test";

import { t } from "./words.js";
import { aboutTheBallot } from "./hostile/ballot.js";
import { HTML } from "./hostile/common.js";
import { aboutThePass } from "./hostile/pass.js";
import { aboutThePoll } from "./hostile/poll.js";
import { aboutTheReceipt } from "./hostile/receipt.js";
import { stories } from "./scene.js";

stories("a service lies", { concurrency: 2 }, (story) => {
  describe("about the poll", { concurrency: 2 }, () => aboutThePoll(story));
  describe("about the pass", { concurrency: 2 }, () => aboutThePass(story));
  describe("about the ballot", { concurrency: 2 }, () => aboutTheBallot(story));
  describe("about the receipt", { concurrency: 2 }, () => aboutTheReceipt(story));

  story("markup in every field of a poll", async (scene) => {
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(HTML);
    await scene.look("markup-question");
    await scene.page.getByRole("radio").first().check();
    await scene.press(t("mark-review"));
    await scene.says(HTML);
    await scene.look("markup-review");
    await scene.cast();
    await scene.recorded();
    assert.equal(await scene.page.locator("main img, main script").count(), 0);
    assert.equal(await scene.page.evaluate(() => "hacked" in window), false);
  }, {
    draft: {
      title: HTML,
      description: HTML,
      questions: [{ id: "q", title: HTML, description: HTML, kind: "choice", min: 1, max: 1, options: [{ id: "a", title: HTML, description: HTML }, { id: "b", title: "b" }] }],
    },
  });});
