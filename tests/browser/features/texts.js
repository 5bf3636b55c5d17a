/** Texts of a poll, and the order of options. */

import assert from "node:assert/strict";

import { option } from "../questions.js";
import { t } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

const STATEMENT = `I have rowed here for **ten years**.

- I know [the rules](https://example.org/rules).
- I can count.

| year | boats |
| ---- | ----- |
| 2025 | 7     |

<b>Not markup</b> ![no picture](https://evil.example/p.png) [no way](javascript:alert(1))`;

/** What organisers write is read as they wrote it. @param {Story} story */
export function texts(story) {
  story("shows descriptions as written, and unfolds the long ones", async (scene) => {
    const { page } = scene;
    await scene.open();
    await page.getByText(t("more")).click();
    await scene.look("description");
    await scene.press(t("start-action"));
    await scene.fetchPass();
    await scene.heading("Who shall take the chair?");
    await page.getByText(t("mark-about", { title: "Ada" })).click();
    assert.equal(await page.locator(".statement a").count(), 1, "one address, and no script for one");
    assert.equal(await page.locator("main img").count(), 0);
    await scene.says("<b>Not markup</b>");
    assert.equal(await page.locator(".statement td").first().innerText(), "2025");
    await scene.look("statement");
    assert.equal(await page.locator("label .hint em").innerText(), "gladly");
    await page.getByRole("radio", { name: /^Ben/ }).check();
    await scene.press(t("mark-review"));
    await scene.cast();
    await scene.recorded();
  }, {
    draft: {
      description: `The club elects.\n\n${"A long story. ".repeat(60)}\n\n> In short: vote.`,
      questions: [{ id: "chair", title: "Who shall take the chair?", kind: "choice", min: 1, max: 1, options: [option("ada", "Ada", STATEMENT), option("ben", "Ben", "I would do it *gladly*.")] }],
    },
  });

  story("shuffles options once for each voter", async (scene) => {
    const { page } = scene;
    const order = async () => (await page.locator(".choice").allInnerTexts()).join();
    await scene.begin();
    await scene.fetchPass();
    await scene.heading("Which?");
    const first = await order();
    await page.reload();
    await scene.heading("Which?");
    assert.equal(await order(), first, "a reload does not deal anew");
    assert.notEqual(first, [...Array(12).keys(), "I abstain on this question"].join());
    await scene.nothingCast();
  }, {
    draft: { questions: [{ id: "q", title: "Which?", kind: "choice", min: 1, max: 1, order: "shuffled", options: Array.from({ length: 12 }, (_, i) => option(`o${i}`, `${i}`)) }] },
  });
}
