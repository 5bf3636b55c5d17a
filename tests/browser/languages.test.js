/** One whole vote in each language on a phone, through both services, the texts of the browser's and of the link's choice, and a page from right to left. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { SIZES } from "./chromium.js";
import { Stage } from "./scene.js";
import { STORY } from "./until.js";
import { wordsOf } from "./words.js";

const [DESKTOP, PHONE] = [SIZES[0].viewport, SIZES[1].viewport];
/** The poll's own texts are in two languages. */
const QUESTION = {
  id: "chair",
  title: { en: "Who shall take the chair?", de: "Wer soll den Vorsitz führen?" },
  kind: "choice",
  min: 1,
  max: 1,
  options: [
    { id: "ada", title: { en: "Ada", de: "Ada" } },
    { id: "ben", title: { en: "Ben", de: "Ben" } },
  ],
};
const DRAFT = { languages: ["en", "de"], title: { en: "Board of the rowing club", de: "Vorstand des Ruderklubs" }, questions: [QUESTION] };

describe("languages", { concurrency: 2 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  for (const language of ["de", "fr", "es", "ar"]) {
    it(`a whole vote in ${language}`, { timeout: STORY }, () => stage.play(`language-${language}`, (scene) => vote(scene, language), { draft: DRAFT, viewport: PHONE, locale: language }));
  }

  it("a link's language stays on the way to the registrar and back, and no server is told of it elsewhere", { timeout: STORY }, () =>
    stage.play("language-link", async (scene) => {
      const [t, { page }] = [wordsOf("fr"), scene];
      await page.goto(scene.booth);
      await page.getByRole("link", { name: "Français", exact: true }).click();
      await page.getByRole("button", { name: t("start-action"), exact: true }).waitFor();
      assert.equal(await page.locator("a[aria-current]").innerText(), "Français");
      const receipt = await page.getByRole("link", { name: t("start-receipt-link"), exact: true }).first().getAttribute("href");
      assert.equal(receipt, `/polls/${scene.poll}/receipt?lang=fr`);
      await page.getByRole("button", { name: t("start-action"), exact: true }).click();
      await page.getByRole("button", { name: t("request-go", { registrar: "" }).trim() }).click();
      await scene.press("Collect my voting pass");
      await page.getByText(t("mark-got-pass")).waitFor();
      assert.equal(new URL(page.url()).search, "");
      assert.deepEqual(await scene.visitor.context.cookies(scene.booth), []);
    }, { draft: DRAFT }));
});

/**
 * From the first page to the receipt, with a look at each page of a phone, and a picture of each of a desktop.
 * @param {import("./scene.js").Scene} scene @param {string} language
 */
async function vote(scene, language) {
  const [t, { page, visitor }] = [wordsOf(language), scene];
  // The registrar speaks no sample: its pages are in English then.
  const spoken = language === "ar" ? "en" : language;
  const registrar = wordsOf(spoken, "voter");
  const press = (/** @type {string} */ id) => page.getByRole("button", { name: t(id), exact: true }).click();
  const heading = (/** @type {string} */ name) => page.getByRole("heading", { level: 1, name }).waitFor();
  const look = async (/** @type {string} */ what) => {
    await visitor.look(`${what}-phone`);
    await page.setViewportSize(DESKTOP);
    await visitor.look(`${what}-desktop`);
    await page.setViewportSize(PHONE);
  };
  // A sample is offered to nobody: it takes its link.
  if (language !== spoken) {
    await scene.open();
    await page.getByRole("button", { name: wordsOf(spoken)("start-action"), exact: true }).waitFor();
    assert.equal(await page.getByRole("contentinfo").locator(`[lang=${language}]:visible`).count(), 0);
    await page.goto(`${scene.booth}?lang=${language}`);
    await page.getByRole("contentinfo").locator(`p[lang=${language}]`).waitFor();
  } else await scene.open();
  await heading(language === "de" ? DRAFT.title.de : DRAFT.title.en);
  assert.equal(await page.locator("html").getAttribute("lang"), language);
  assert.equal(await page.locator("html").getAttribute("dir"), t("direction"));
  await page.getByText(t("skip")).waitFor({ state: "attached" });
  await look("start");
  await press("start-action");
  await heading(t("request-title"));
  await look("request");
  await page.locator("main form button[type=submit]").click();
  await heading(registrar("confirm-title"));
  assert.equal(await page.locator("html").getAttribute("lang"), spoken);
  await look("collect");
  await scene.press(registrar("collect-button"));
  await heading(language === "de" ? QUESTION.title.de : QUESTION.title.en);
  await press("mark-review");
  await page.getByText(t("mark-error-none")).first().waitFor();
  await look("unanswered");
  await page.getByLabel("Ada", { exact: true }).check();
  await press("mark-review");
  await heading(t("review-title"));
  await look("review");
  await press("review-cast");
  await heading(t("receipt-title"));
  await press("receipt-check");
  if (t("direction") === "ltr") await page.getByText(t("check-listed", { n: 1, of: 1 })).waitFor();
  await look("receipt");
}
