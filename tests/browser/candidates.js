/** A candidate is invited, writes, is asked to change it, and is approved; both sides looked at. */

import { SIZES, Visitor } from "./chromium.js";
import { mailedLink } from "./demo.js";

/**
 * Begins at a page of the draft, ends at that of its candidates.
 * @param {import("./organiser.js").Organiser} organiser @param {string} option that somebody stands for @param {string} email theirs
 */
export async function candidateStands(organiser, option, email) {
  const { page, demo } = organiser;
  await organiser.follow("Candidates");
  await organiser.look("candidates-none");
  const place = page.locator("section.card", { has: page.getByRole("heading", { name: option, exact: true }) });
  await place.getByLabel("E-mail address of the candidate").fill(email);
  await organiser.press(`Invite a candidate for ${option}`);
  await organiser.says("The candidate is invited");
  await organiser.look("candidates-invited");

  const candidate = await Visitor.arrive(organiser.browser, "candidate", { hosts: [demo.registrar], viewport: SIZES[0].viewport, scripts: false });
  candidate.expected(422);
  const own = candidate.page;
  const save = () => own.getByRole("button", { name: "Save" }).click();
  await own.goto(await mailedLink(demo.outbox, email, { path: "/sign-in/link", subject: "You stand as a candidate" }));
  await own.getByRole("button", { name: `Sign in as ${email}` }).click();
  await own.getByRole("heading", { level: 1, name: option }).waitFor();
  await save();
  await own.getByRole("alert").waitFor();
  await candidate.lookAtBoth("refused");
  await own.getByLabel("Who you are (optional)").fill("Engineer, rows since 1998.");
  await own.getByLabel("What you want").fill("**More boats**, and:\n\n- a dry boathouse\n- lessons for the young");
  await save();
  await own.getByText("Saved. An organiser reads it next.").waitFor();
  await candidate.lookAtBoth("saved");

  await page.reload();
  await place.getByLabel("What should be changed?").fill("Please say what the boats cost.");
  await organiser.look("candidates-written");
  await organiser.press(`Send back the text of ${option}`);
  await organiser.says("Sent back");
  await own.reload();
  await own.getByText("Please say what the boats cost.").waitFor();
  await candidate.lookAtBoth("sent-back");
  await own.getByLabel("What you want").fill("**Two boats** for 9,000.");
  await save();
  await own.getByText("Saved. An organiser reads it next.").waitFor();

  await page.reload();
  await organiser.press(`Approve the text of ${option}`);
  await organiser.says("Approved: voters will read this text.");
  await organiser.look("candidates-approved");
  await own.reload();
  await own.getByText("An organiser has approved this text").waitFor();
  await candidate.lookAtBoth("approved");
  await candidate.leave();
}
