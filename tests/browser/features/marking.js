/** Marking: orders by buttons, mouse and finger, scores on short and long scales, long lists. */

import assert from "node:assert/strict";

import { option } from "../questions.js";
import { isLargeEnough } from "../targets.js";
import { t } from "../words.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../scene.js").Story} Story */

const DESKTOP = { width: 1280, height: 900 };
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
const NUMBERS = { ...SCORE, low: 0, high: 100 };
const PLACES = [...Array.from({ length: 30 }, (_, i) => option(`p${i + 1}`, `Place ${i + 1}`)), option("jose", "San José")];

/** What is marked is what is cast, however it was marked. @param {Story} story */
export function marking(story) {
  story("takes a ranking by buttons, and by dragging", async (scene) => {
    const { page } = scene;
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(RANKING.title);
    for (const name of ["Rank as 1: Ada", "Rank as 2: Ben", "Rank as 3: Dora"]) await scene.press(name);
    await scene.look("ranking");
    assert.equal(await page.getByRole("button", { name: /^Rank as/ }).count(), 0, "no more than three can be ranked");
    await scene.press("Up: Dora");
    assert.deepEqual(await order(page), ["Ada", "Dora", "Ben"]);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Up: Dora", "the focus stays");
    assert.equal(await page.locator("#live").innerText(), t("mark-now-at", { title: "Dora", n: 2 }));
    await drag(page, mouse(page), 2, 0);
    assert.deepEqual(await order(page), ["Ben", "Ada", "Dora"]);
    await drag(page, mouse(page), 0, 2);
    assert.deepEqual(await order(page), ["Ada", "Dora", "Ben"]);
    await scene.press("Remove: Ada");
    await scene.press(t("mark-review"));
    await scene.says("Dora");
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: [RANKING] }, viewport: DESKTOP });

  story("takes a ranking by a finger", async (scene) => {
    const { page, visitor: { devtools } } = scene;
    await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    const hand = finger(devtools);
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(RANKING.title);
    for (const name of ["Rank as 1: Ada", "Rank as 2: Ben", "Rank as 3: Dora"]) await scene.press(name);
    await isLargeEnough(page, "ranked");
    await page.getByRole("heading", { name: t("mark-ranked") }).evaluate((heading) => heading.scrollIntoView());
    const scrolled = await page.evaluate(() => scrollY);
    await drag(page, hand, 2, 0);
    assert.deepEqual(await order(page), ["Dora", "Ada", "Ben"]);
    assert.equal(await page.locator("#live").innerText(), t("mark-now-at", { title: "Dora", n: 1 }), "what a finger has done is spoken too");
    await drag(page, { ...hand, up: hand.cancel }, 0, 2);
    assert.deepEqual(await order(page), ["Dora", "Ada", "Ben"], "a palm on the screen moves nothing");
    assert.equal(await page.evaluate(() => scrollY), scrolled, "the page does not scroll meanwhile");
    await drag(page, hand, 1, 2);
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    assert.deepEqual(await page.locator("main ol:not(.steps) li").allInnerTexts(), ["Dora", "Ben", "Ada"]);
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: [RANKING] } });

  story("takes a ranking out of a long list", async (scene) => {
    const { page } = scene;
    const filter = page.getByLabel(t("mark-filter"));
    const open = () => page.getByRole("button", { name: /^Rank as/ }).count();
    await scene.begin();
    await scene.fetchPass();
    await scene.heading("Where?");
    await filter.fill("jose");
    await scene.says(t("mark-filtered", { n: 1, of: 31 }));
    await scene.press("Rank as 1: San José");
    await scene.says(t("mark-filtered", { n: 0, of: 30 }));
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? ""), /: San José$/, "the focus is on something that is seen");
    await filter.fill("place 1");
    await scene.says(t("mark-filtered", { n: 11, of: 30 }));
    assert.equal(await open(), 11);
    await scene.press("Rank as 2: Place 12");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Rank as 3: Place 1", "the next that is seen");
    assert.deepEqual(await order(page), ["San José", "Place 12"], "what is ranked stays in sight");
    await scene.look("ranking-filtered");
    await isLargeEnough(page, "a filtered ranking");
    await scene.press("Up: Place 12");
    await page.reload();
    await scene.heading("Where?");
    assert.equal(await open(), 29, "after a reload nothing is left out");
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    assert.deepEqual(await page.locator("main ol:not(.steps) li").allInnerTexts(), ["Place 12", "San José"]);
    await scene.cast();
    await scene.recorded();
  }, { draft: { content_size: 2000, questions: [{ id: "where", title: "Where?", kind: "ranking", method: "irv", min: 1, max: 3, options: PLACES }] } });

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

  story("takes scores on a long scale as numbers", async (scene) => {
    const { page } = scene;
    const field = (/** @type {string | RegExp} */ name) => page.getByRole("textbox", { name });
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(NUMBERS.title);
    assert.equal(await page.getByRole("radio").count(), 0);
    await field("The roof").fill("101");
    await field("The garden").fill("7.5");
    await field(/The library/).fill("100");
    const typed = () => page.getByRole("textbox").evaluateAll((fields) => fields.map((one) => one instanceof HTMLInputElement && one.value));
    await scene.press(t("mark-review"));
    await page.locator("#error-summary").getByText(t("mark-error-numbers", { low: "0", high: "100" })).waitFor();
    const what = t("mark-error-number", { low: "0", high: "100" });
    for (const name of ["The roof", "The garden"]) {
      await page.getByRole("group", { name }).getByText(what).waitFor();
      assert.equal(await field(name).getAttribute("aria-invalid"), "true", name);
      assert.equal(await field(name).evaluate((one) => document.getElementById(one.getAttribute("aria-describedby") ?? "")?.textContent), what, name);
    }
    assert.equal(await page.getByText(what, { exact: true }).count(), 2, "what is in order has no error");
    assert.equal(await field(/The library/).getAttribute("aria-invalid"), "false");
    await scene.look("numbers-wrong");
    await isLargeEnough(page, "numbers");
    const asTyped = ["101", "7.5", "100"];
    assert.deepEqual(await typed(), asTyped, "what is no score stays, to be corrected");
    await page.reload();
    await scene.heading(NUMBERS.title);
    assert.deepEqual(await typed(), asTyped, "over a reload too");
    await page.getByLabel(t("mark-abstain")).check();
    await page.getByLabel(t("mark-abstain")).uncheck();
    await scene.press(t("mark-review"));
    assert.deepEqual(await typed(), asTyped);
    await page.locator("#error-summary a").click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("55");
    await page.mouse.move(...(await centre(field("The roof"))));
    await page.mouse.wheel(0, 300);
    await page.keyboard.press("ArrowUp");
    assert.equal(await field("The roof").inputValue(), "55", "neither wheel nor arrow changes a score unseen");
    assert.equal(await field("The roof").getAttribute("aria-invalid"), "false");
    assert.equal(await page.getByText(what, { exact: true }).count(), 1, "what is mended has no error any more");
    await field("The garden").fill(" 0 ");
    await page.locator("#error-summary").waitFor({ state: "detached" });
    await scene.press(t("mark-review"));
    await scene.heading(t("review-title"));
    for (const said of ["The roof: 55", "The garden: 0"]) await scene.says(said);
    await scene.look("numbers-review");
    await scene.cast();
    await scene.recorded();
  }, { draft: { questions: [NUMBERS] } });

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
        options: PLACES,
      }],
    },
  });
}

/** The titles that are ranked, the first first. @param {Page} page */
const order = (page) => page.locator(".ranked.chosen li").evaluateAll((items) => items.map((item) => item.querySelector("[dir]")?.textContent));

/** @param {import("playwright-core").Locator} locator @returns {Promise<[number, number]>} */
async function centre(locator) {
  const { x = 0, y = 0, width = 0, height = 0 } = (await locator.boundingBox()) ?? {};
  return [x + width / 2, y + height / 2];
}

/** What drags. @typedef {{ down: (x: number, y: number) => Promise<unknown>, move: (x: number, y: number) => Promise<unknown>, up: () => Promise<unknown> }} Hand */

/** @param {Page} page @returns {Hand} */
const mouse = ({ mouse }) => ({
  down: async (x, y) => {
    await mouse.move(x, y);
    await mouse.down();
  },
  move: (x, y) => mouse.move(x, y),
  up: () => mouse.up(),
});

/** @param {import("playwright-core").CDPSession} devtools @returns {Hand & { cancel: Hand["up"] }} */
function finger(devtools) {
  const touch = (/** @type {"touchStart" | "touchMove" | "touchEnd" | "touchCancel"} */ type, /** @type {{ x: number, y: number }[]} */ ...touchPoints) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  return { down: (x, y) => touch("touchStart", { x, y }), move: (x, y) => touch("touchMove", { x, y }), up: () => touch("touchEnd"), cancel: () => touch("touchCancel") };
}

/**
 * Drags the handle of one ranked option beyond the middle of another.
 * @param {Page} page @param {Hand} hand @param {number} from @param {number} to places from 0
 */
async function drag(page, hand, from, to) {
  const items = page.locator(".ranked.chosen li");
  const [[x, start], [, middle]] = [await centre(items.nth(from).locator(".drag-handle")), await centre(items.nth(to))];
  const end = middle + Math.sign(to - from) * 20;
  await hand.down(x, start);
  for (let step = 1; step <= 4; step++) await hand.move(x, start + ((end - start) * step) / 4);
  await hand.up();
}
