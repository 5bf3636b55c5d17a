/** The booth while it opens: what is seen before its stylesheet is there, and what is if that never comes. */

import assert from "node:assert/strict";

import { SIZES } from "./chromium.js";
import { hold, swallow } from "./proxy.js";
import { stories } from "./scene.js";
import { t } from "./words.js";

/** What a server may send before it hears anything back: ten segments (RFC 6928), of what is left of 1,500 bytes in tunnels too. */
const FIRST_WINDOW = 10 * 1_400;

stories("the booth while it opens", { concurrency: 1 }, (story) => {
  for (const { name, viewport } of SIZES) {
    story(`is its name and a sentence at first (${name})`, async (scene) => {
      const { page, visitor } = scene;
      const held = hold();
      // All but the page itself.
      const honest = scene.stage.services.proxies.ballotBox.meddle("GET", /^\/(?!polls\/)/, held.deed);
      await page.goto(scene.booth, { waitUntil: "commit" });
      const opening = page.locator("svg.opening");
      await opening.getByText("Psephos").waitFor();
      await opening.getByText(t("opening"), { exact: true }).waitFor();
      await held.arrived;
      await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
      const bytes = await page.evaluate(() => performance.getEntriesByType("navigation").map((entry) => /** @type {PerformanceNavigationTiming} */ (entry).transferSize)[0] ?? NaN);
      assert.ok(bytes > 0 && bytes < FIRST_WINDOW, `the first paint needs one answer of ${bytes} bytes`);
      assert.equal(await page.getByRole("link").count(), 0, "nothing of the page is drawn without its looks");
      await visitor.shoot("first", page, { loaded: false });
      held.release();
      honest();
      await page.getByRole("button", { name: t("start-action") }).waitFor();
      assert.equal(await opening.isVisible(), false);
      await visitor.look("open");
    }, { viewport });
  }

  story("is of use without its stylesheet", async (scene) => {
    scene.visitor.expected("net::ERR");
    const honest = scene.stage.services.proxies.ballotBox.meddle("GET", /^\/style\.css$/, swallow);
    await scene.vote();
    await scene.visitor.shoot("unstyled");
    honest();
  });
});
