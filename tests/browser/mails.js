/** The mails about a poll, as a program that shows HTML shows them. */

import { SIZES, WCAG, Visitor, ZOOMED } from "./chromium.js";
import { mailedPage } from "./demo.js";
import { fits, isLargeEnough } from "./targets.js";
import { wordsOf } from "./words.js";

const t = wordsOf("en", "mail");
/** What only mails of this kind say. */
const KINDS = {
  invitation: t("mail-invitation-roll"),
  reminder: t("mail-reminder-pass"),
  pass: t("mail-pass-issued"),
  notice: t("mail-notice-reason"),
  result: t("mail-result-counted"),
};

/** One of each kind, on a desktop in light colours and on a phone in dark ones. @param {import("./organiser.js").Organiser} organiser */
export async function mailsAreRead({ browser, demo }) {
  const reader = await Visitor.arrive(browser, "mails", { hosts: [], viewport: ZOOMED, scripts: false });
  const { page } = reader;
  for (const [kind, words] of Object.entries(KINDS)) {
    await page.setContent(await mailedPage(demo.outbox, words));
    for (const { name, viewport } of SIZES) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: name === "phone" ? "dark" : "light" });
      // A mail has no frame of a site round it.
      await reader.look(`${kind}-${name}`, page, WCAG);
      await isLargeEnough(page, `${kind}, ${name}`);
    }
    await page.setViewportSize(ZOOMED);
    await fits(page, `${kind} at 320 pixels`);
  }
  await reader.leave();
}
