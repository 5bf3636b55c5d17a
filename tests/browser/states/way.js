/** The plain way, and what tells the voter how far along it they are. */

import assert from "node:assert/strict";

import { hold } from "../proxy.js";
import { t, wordsOf } from "../words.js";

/** @typedef {import("../scene.js").Story} Story */

const POLL = "Board of the rowing club";
const STEPS = ["collect", "mark", "review", "cast", "keep"];

/** Five steps, by name and in one order, and nothing that looks final before the ballot is cast. @param {Story} story */
export function way(story) {
  story("the five steps stand above each page, the present one marked", async (scene) => {
    const { page } = scene;
    const steps = page.getByRole("list", { name: t("steps-label") }).getByRole("listitem");
    const standsAt = async (/** @type {number} */ present) => {
      const found = await steps.evaluateAll((items) => items.map((item) => [item.textContent, item.getAttribute("aria-current")]));
      const name = (/** @type {string} */ step, /** @type {number} */ i) => t(`step-${step}`) + (i < present ? ` (${t("step-done")})` : "");
      assert.deepEqual(found, STEPS.map((step, i) => [name(step, i), i === present ? "step" : null]));
      const [text, heading] = await Promise.all([page.locator("main").innerText(), page.getByRole("heading", { level: 1 }).innerText()]);
      assert.equal(await page.title(), heading === POLL ? POLL : t("title-of", { page: heading, poll: POLL }));
      for (const end of [t("receipt-title"), t("receipt-lead"), t("receipt-code")]) assert.equal(text.includes(end), present === 4, `“${end}” at step ${present + 1}`);
      assert.equal(await page.getByRole("button", { name: t("review-cast"), exact: true }).count(), present === 2 ? 1 : 0, "one button casts");
    };
    assert.equal(t("step-cast"), "Cast");
    await scene.open();
    await page.getByRole("button", { name: t("start-action") }).waitFor();
    await standsAt(0);
    assert.deepEqual(await page.locator(".facts dt").allInnerTexts(), ["voting", "passes", "who", "results"].map((fact) => t(`start-${fact}`)));
    assert.ok(await page.locator(".facts ~ .actions").getByRole("button", { name: t("start-action") }).isVisible(), "when and who stands before the way in");
    await scene.says(t("start-live"));
    await scene.says(t("start-results-live"));
    await scene.unfold();
    await scene.says(t("start-how-device"));
    await scene.look("start-live");
    await scene.press(t("start-action"));
    await scene.heading(t("request-title"));
    await standsAt(0);
    await scene.goForPass();
    await scene.heading("Collect your voting pass");
    const atRegistrar = wordsOf("en", "voter");
    assert.deepEqual(
      await page.locator(".steps li").evaluateAll((items) => items.map((item) => [item.textContent, item.getAttribute("aria-current")])),
      STEPS.map((step, i) => [atRegistrar(`steps-${step}`), i === 0 ? "step" : null]),
    );
    for (const step of STEPS) assert.equal(atRegistrar(`steps-${step}`), t(`step-${step}`), "both services call it the same");
    await scene.press("Collect my voting pass");
    await scene.says(t("mark-got-pass"));
    await standsAt(1);
    await scene.mark();
    await standsAt(2);
    const text = await page.locator("main").innerText();
    const [notYet, button] = [text.indexOf(t("review-lead")), text.lastIndexOf(t("review-cast"))];
    assert.ok(notYet > 0 && notYet < button, "that it is not cast yet stands before the button that casts");
    for (const said of [t("review-final"), t("review-receipt"), t("start-live")]) assert.ok(text.includes(said), said);
    await scene.look("review-live");
    const answer = hold();
    scene.atBallotBox("POST", "/ballots", answer.deed);
    await scene.cast();
    await answer.arrived;
    await standsAt(3);
    answer.release();
    await scene.recorded();
    await standsAt(4);
  }, { draft: { results: "live" } });
}
