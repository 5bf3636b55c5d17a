/** What the booth offers beside the plain way: every kind of question, long texts and lists, files, codes, forgetting. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { t } from "./words.js";
import { time } from "./demo.js";
import { Stage } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

const DESKTOP = { width: 1280, height: 900 };
const option = (/** @type {string} */ id, /** @type {string} */ title, description = "") => ({ id, title, description });
const PEOPLE = [option("ada", "Ada"), option("ben", "Ben"), option("cleo", "Cleo"), option("dora", "Dora")];
const RANKING = { id: "board", title: "Who shall join the board?", kind: "ranking", method: "stv-scottish", seats: 2, min: 1, max: 3, options: PEOPLE };
const SCORE = {
  id: "budget",
  title: "What shall the money go to?",
  kind: "score",
  low: 0,
  high: 5,
  options: [option("roof", "The roof", "It *leaks*."), option("garden", "The garden"), option("library", "The library of the club house, with a new catalogue")],
};
const STATEMENT = `I have rowed here for **ten years**.

- I know [the rules](https://example.org/rules).
- I can count.

| year | boats |
| ---- | ----- |
| 2025 | 7     |

<b>Not markup</b> ![no picture](https://evil.example/p.png) [no way](javascript:alert(1))`;

describe("the booth", { concurrency: 3 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  /** @param {string} name @param {(scene: Scene) => Promise<void>} story @param {Parameters<Stage["play"]>[2]} [options] */
  const story = (name, story, options) =>
    it(name, { timeout: 120_000 }, () => stage.play(name.replaceAll(/[^a-z0-9]+/g, "-").slice(0, 50), story, options));

  story("takes a ranking by buttons, and by dragging", async (scene) => {
    const { page } = scene;
    const order = () => page.locator(".ranked.chosen li").evaluateAll((items) => items.map((item) => item.querySelector("[dir]")?.textContent));
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(RANKING.title);
    for (const name of ["Rank as 1: Ada", "Rank as 2: Ben", "Rank as 3: Dora"]) await scene.press(name);
    await scene.look("ranking");
    assert.equal(await page.getByRole("button", { name: /^Rank as/ }).count(), 0, "no more than three can be ranked");
    await scene.press("Up: Dora");
    assert.deepEqual(await order(), ["Ada", "Dora", "Ben"]);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Up: Dora", "the focus stays");
    assert.equal(await page.locator("#live").innerText(), t("mark-now-at", { title: "Dora", n: 2 }));
    await drag(page, 2, 0);
    assert.deepEqual(await order(), ["Ben", "Ada", "Dora"]);
    await drag(page, 0, 2);
    assert.deepEqual(await order(), ["Ada", "Dora", "Ben"]);
    await scene.press("Remove: Ada");
    await scene.press(t("mark-review"));
    await scene.says("Dora");
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: [RANKING] }, viewport: DESKTOP });

  story("takes scores in a table that becomes cards", async (scene) => {
    const { page } = scene;
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(SCORE.title);
    await scene.press(t("mark-review"));
    await page.locator("#error-summary a").click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "option-0", "the summary leads to the first gap");
    const places = () => page.locator(".score").evaluateAll((rows) => rows.map((row) => [row.querySelector("legend")?.getBoundingClientRect().top ?? 0, row.querySelector(".scale")?.getBoundingClientRect().top ?? 0]));
    for (const [title, scale] of await places()) assert.ok(Math.abs((title ?? 0) - (scale ?? 0)) < 40, "beside each other");
    for (const [name, score] of [["The roof", "5"], ["The garden", "0"], [/The library/, "3"]]) {
      await page.getByRole("group", { name }).getByRole("radio", { name: String(score), exact: true }).check();
    }
    await scene.look("scores");
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [title, scale] of await places()) assert.ok((scale ?? 0) > (title ?? 0), "beneath each other");
    await scene.press(t("mark-review"));
    await scene.says(": 3");
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: [SCORE] }, viewport: DESKTOP });

  story("finds an option in a long list, and keeps what is marked in sight", async (scene) => {
    const { page } = scene;
    await scene.begin();
    await scene.fetchPass();
    await scene.heading("Where?");
    await page.getByLabel("Place 7", { exact: true }).check();
    await page.getByLabel(t("mark-filter")).fill("jose");
    await scene.says(t("mark-filtered", { n: 2, of: 31 }));
    assert.deepEqual(await page.getByRole("checkbox").evaluateAll((boxes) => boxes.filter((box) => box.checkVisibility()).length), 3, "José, Place 7 and the way to abstain");
    await scene.look("filter");
    await page.getByLabel("San José").check();
    await page.getByLabel(t("mark-filter")).fill("");
    assert.ok(await page.getByLabel("Place 30", { exact: true }).isVisible());
    await scene.press(t("mark-review"));
    await scene.says("San José");
    await scene.cast();
    await scene.recorded();
  }, {
    draft: {
      content_size: 2000,
      questions: [{
        id: "where", title: "Where?", kind: "choice", min: 1, max: 2, seats: 2,
        options: [...Array.from({ length: 30 }, (_, i) => option(`p${i + 1}`, `Place ${i + 1}`)), option("jose", "San José")],
      }],
    },
  });

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

  story("insists on the backup file where voting opens in more than five days", async (scene) => {
    await scene.begin();
    await scene.says(t("backup-must-title"));
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.says(t("backup-missing"));
    await scene.look("backup-first");
    // A link that anybody could send is no backup either.
    await scene.page.goto("about:blank");
    await scene.page.goto(`${scene.booth}#refused=issuance-closed`);
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.says(t("backup-missing"));
    await scene.save(t("backup-save"));
    await scene.fetchPass();
    await scene.heading(t("wait-title"));
    await scene.look("wait");
    await scene.nothingCast();
  }, { draft: { voting_opens: time(6 * 86_400), voting_closes: time(8 * 86_400), issuance_closes: time(7 * 86_400) } });

  story("shows the receipt as code, picture, file and print", async (scene) => {
    const { page } = scene;
    await scene.collect();
    await scene.mark();
    await scene.cast();
    const code = await scene.recorded();
    await scene.look("receipt");
    assert.ok(await page.getByRole("img", { name: t("receipt-qr") }).isVisible());
    const file = await scene.save(t("receipt-save"));
    await scene.visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await scene.press(t("receipt-copy"));
    await scene.says(t("receipt-copied"));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.getByText(code.split("-")[0] ?? "").isVisible());
    assert.ok(await page.locator(".print-only").isVisible());
    assert.ok(!(await page.getByRole("button", { name: t("receipt-copy") }).isVisible()));
    await page.emulateMedia({ media: "screen" });
    await page.getByText(t("receipt-wrong-title")).click();
    assert.match(await readFile(await scene.save(t("evidence-save")), "utf8"), /=== promise ===\npsephos-promise\/v1\n/);
    // What the picture says, opened as by another device.
    await page.goto(`${scene.booth.replace("/booth", "/receipt")}?code=${code}`);
    await scene.says(t("check-proved"));
    await page.getByLabel(/receipt file/).setInputFiles(file);
    await scene.says(t("check-file-good"));
    await page.getByLabel(/receipt file/).setInputFiles({ name: "x", mimeType: "text/plain", buffer: Buffer.from((await readFile(file, "utf8")).replace("ballot", "bullet")) });
    await scene.says(t("check-bad-file"));
  });

  story("lists what it keeps on this device, and forgets it", async (scene) => {
    const { page } = scene;
    await page.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-none"));
    await scene.collect();
    await page.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-pass"));
    await page.getByRole("link", { name: t("mine-go-on") }).click();
    await scene.mark();
    await scene.cast();
    const code = await scene.recorded();
    await page.getByRole("link", { name: t("receipt-mine") }).click();
    await scene.says(t("mine-recorded"));
    assert.ok(!(await page.locator("body").innerText()).includes(code), "no code for whoever passes by");
    await scene.look("my-receipts");
    await scene.press(t("mine-forget-all"));
    await scene.look("forget-all");
    await scene.press(t("mine-keep"));
    await scene.press(t("mine-forget-all"));
    await scene.press(t("mine-forget-now"));
    await scene.says(t("mine-forgotten"));
    assert.equal(await scene.stored(), "[[],[],[],[]]");
    await scene.open();
    await page.getByRole("button", { name: t("start-action") }).waitFor();
  });
});

/**
 * Drags the handle of one ranked option onto another, by mouse.
 * @param {import("playwright-core").Page} page @param {number} from @param {number} to places from 0
 */
async function drag(page, from, to) {
  const centre = async (/** @type {number} */ n) => {
    const box = await page.locator(".ranked.chosen .drag-handle").nth(n).boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const [start, end] = [await centre(from), await centre(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (let step = 1; step <= 4; step++) await page.mouse.move(start.x, start.y + ((end.y - start.y) * step) / 4 + (step === 4 ? Math.sign(end.y - start.y) * 20 : 0));
  await page.mouse.up();
}
