/** The mails about a poll, as a program that shows HTML shows them. */

import { WCAG, Visitor, ZOOMED } from "./chromium.js";
import { mailedPage } from "./demo.js";
import { fits } from "./targets.js";
import { wordsOf } from "./words.js";

const t = wordsOf("en", "mail");
/** What only mails of this kind say. */
const KINDS = {
  invitation: t("mail-invitation-roll"),
  reminder: t("mail-reminder-pass"),
  pass: t("mail-pass-issued"),
  notice: t("mail-notice-reason"),
};

/** One of each kind, on a phone and on a desktop. @param {import("./organiser.js").Organiser} organiser */
export async function mailsAreRead({ browser, demo }) {
  const reader = await Visitor.arrive(browser, "mails", { hosts: [], viewport: ZOOMED, scripts: false });
  for (const [kind, words] of Object.entries(KINDS)) {
    await reader.page.setContent(await mailedPage(demo.outbox, words));
    // A mail has no frame of a site round it.
    await reader.lookAtBoth(kind, reader.page, WCAG);
    await fits(reader.page, `${kind} at 320 pixels`);
  }
  await reader.leave();
}
