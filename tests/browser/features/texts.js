/** Texts of a poll, and the order of options. */

import assert from "node:assert/strict";

import { OwnElection } from "../election.js";
import { option } from "../questions.js";
import { Scene } from "../scene.js";
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
    assert.equal(await page.locator(".statement a[href]").count(), 1, "one address, and no script for one");
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

  story("shuffles options once for each voter, where the poll says so", async ({ stage, visitor }) => {
    const election = await OwnElection.open(stage.services, 9, { questions: DEALT, content_size: 1024 });
    const scene = new Scene(stage, visitor, election.id);
    const { page } = scene;
    await scene.begin();
    await page.goto(scene.booth + (await election.handover(page)));
    /** @type {Map<string, string[]>} */
    const orders = new Map();
    const first = (/** @type {string} */ question, n = 0) => String(orders.get(question)?.[n]);
    for (const question of DEALT) {
      await scene.heading(question.title);
      const order = await titles(page, question);
      const inManifest = question.options.map(({ title }) => title);
      assert.deepEqual([...order].sort(), [...inManifest].sort(), "each option is there, and once");
      assert.equal(await page.locator("main :checked").count(), 0, "nothing is marked beforehand");
      if (question.order !== "shuffled") assert.deepEqual(order, inManifest);
      await page.reload();
      await scene.heading(question.title);
      assert.deepEqual(await titles(page, question), order, "a reload does not deal anew");
      orders.set(question.id, order);
      await answer[question.id]?.(page, order);
      await scene.press(question === DEALT.at(-1) ? t("mark-review") : t("next"));
    }
    // Either fails by chance once in 13!, which is 6 thousand million.
    assert.notDeepEqual(orders.get("boat"), DEALT[0]?.options.map(({ title }) => title), "it is shuffled");
    const other = await scene.another("other");
    await scene.press(t("start-action"), other.page);
    await scene.heading(t("request-title"), other.page);
    await other.page.goto(scene.booth + (await election.handover(other.page)));
    await scene.heading("Which boat?", other.page);
    assert.notDeepEqual(await titles(other.page, DEALT[0]), orders.get("boat"), "another voter has another order");
    await other.leave();
    const tab = await scene.newTab();
    await scene.press(t("ask-go-on"), tab);
    await scene.heading("Which boat?", tab);
    assert.deepEqual(await titles(tab, DEALT[0]), orders.get("boat"), "another tab of this voter has the same");
    await tab.close();

    await scene.heading(t("review-title"));
    const scores = await page.locator("section.card", { hasText: "Which plans?" }).getByRole("listitem").allTextContents();
    assert.deepEqual(scores.map((line) => line.split(":")[0]), orders.get("plan"), "the review goes by that order too");
    await scene.cast();
    await scene.recorded();
    election.ballots++;
    await election.close();
    const published = await (await fetch(`${election.api}/ballots.ndjson`)).text();
    const idOf = (/** @type {string} */ title) => title.toLowerCase().replace(" ", "");
    assert.deepEqual(JSON.parse(published).answers, {
      boat: { choose: [idOf(first("boat"))] },
      lake: { rank: [idOf(first("lake")), idOf(first("lake", 1))] },
      plan: { score: Object.fromEntries(DEALT[2]?.options.map(({ id }) => [id, id === "plan13" ? 2 : Number(id === idOf(first("plan")))]) ?? []) },
      oar: { choose: ["oar1"] },
    }, "what was marked is what is counted, wherever it stood");
  });
}

/** @param {string} name @param {number} count */
const numbered = (name, count) => Array.from({ length: count }, (_, i) => ({ id: `${name}${i + 1}`, title: `${name[0]?.toUpperCase()}${name.slice(1)} ${i + 1}` }));

/** Each kind of question, shuffled; and one that is not. */
const DEALT = [
  { id: "boat", title: "Which boat?", kind: "choice", min: 1, max: 1, order: "shuffled", options: numbered("boat", 13) },
  { id: "lake", title: "Which lakes?", kind: "ranking", method: "irv", min: 1, max: 3, order: "shuffled", options: numbered("lake", 8) },
  { id: "plan", title: "Which plans?", kind: "score", low: 0, high: 2, order: "shuffled", options: numbered("plan", 13) },
  { id: "oar", title: "Which oar?", kind: "choice", min: 1, max: 1, options: numbered("oar", 8) },
];

/** How each is answered on its page: what stands first comes first. @type {{ [id: string]: (page: import("playwright-core").Page, order: string[]) => Promise<void> }} */
const answer = {
  boat: (page, [one = ""]) => page.getByLabel(one, { exact: true }).check(),
  lake: async (page, order) => {
    for (const n of [1, 2]) await page.getByRole("button", { name: `${t("mark-rank-as", { n })}: ${order[n - 1]}`, exact: true }).click();
  },
  plan: async (page, order) => {
    const give = (/** @type {string} */ title, /** @type {number} */ score) =>
      page.getByRole("group", { name: title, exact: true }).getByRole("radio", { name: `${score}`, exact: true }).check();
    const filter = page.getByLabel(t("mark-filter"));
    await filter.fill("plan 13");
    await page.getByText(t("mark-filtered", { n: 1, of: 13 })).waitFor();
    await give("Plan 13", 2);
    await filter.fill("");
    for (const [i, title] of order.entries()) if (title !== "Plan 13") await give(title, i === 0 ? 1 : 0);
  },
  oar: (page) => page.getByLabel("Oar 1", { exact: true }).check(),
};

/** The titles of a question's options, as they stand on its page. @param {import("playwright-core").Page} page @param {{ kind: string } | undefined} question */
const titles = (page, question) =>
  page.locator(`${{ choice: ".choices .choice:not(.choice-apart)", ranking: "[data-option]", score: ".score legend" }[question?.kind ?? ""]} [dir]`).allInnerTexts();
