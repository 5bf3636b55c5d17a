/** A poll in two languages, made on pages, and read by a voter in theirs. */

import assert from "node:assert/strict";

import { SIZES, Visitor } from "./chromium.js";

/**
 * Drafts it, leaves texts out, is told which, and publishes it.
 * @param {import("./organiser.js").Organiser} organiser signed in @param {(n: number) => string} hours from now, as the form takes them
 */
export async function inTwoLanguages(organiser, hours) {
  const { page } = organiser;
  const save = () => organiser.press("Save the draft", page.locator("main .actions").last());
  await organiser.go("/admin/polls/new");
  await page.getByText(/^Languages of the texts/).click();
  await organiser.press("Add the language");
  await page.getByRole("link", { name: /^give the tag/ }).waitFor();
  await page.getByLabel("Another language (optional)").fill("de");
  await organiser.press("Add the language");
  await page.getByLabel("Title (English)").fill("The garden");
  await page.getByLabel("Description (English)").fill("Who *digs*?");
  await page.getByLabel("Voting passes from").fill(hours(-1));
  await page.getByLabel("Voting passes until").fill(hours(20));
  await page.getByLabel("Voting from").fill(hours(-1));
  await page.getByLabel("Voting until").fill(hours(24));
  await page.getByLabel("Anyone with a confirmed address").check();
  await page.getByLabel(/^This is only a test/).check();
  await page.getByLabel("Question (English)").fill("Who shall dig?");
  await page.getByLabel("Options, one a line (English)").fill("Ada\nNobody");
  await save();
  const missing = page.locator(".error-summary a");
  await missing.first().waitFor();
  assert.deepEqual(await missing.allTextContents(), [
    "give the poll a title in “Deutsch” too",
    "describe the poll in “Deutsch” too, or in no language at all",
    "write the words of question 1 in “Deutsch” too",
    "give option 1 of question 1 a title in “Deutsch” too",
    "give option 2 of question 1 a title in “Deutsch” too",
  ]);
  assert.equal(await page.getByLabel("Title (English)").inputValue(), "The garden", "what was typed is kept");
  await organiser.look("languages-missing");

  await page.getByLabel("Title (Deutsch)").fill("Der Garten");
  await page.getByLabel("Description (Deutsch)").fill("Wer *gräbt*?");
  await page.getByLabel("Question (Deutsch)").fill("Wer soll graben?");
  await page.getByLabel("Option 2 (Deutsch)").fill("Niemand");
  await organiser.press("Fill from English what is empty: Deutsch");
  assert.equal(await page.getByLabel("Option 1 (Deutsch)").inputValue(), "Ada", "names are typed once");
  await save();
  await page.getByRole("link", { name: "Check and publish" }).first().waitFor();
  await organiser.look("languages-saved");
  await organiser.follow("Preview");
  await organiser.follow("Deutsch");
  await organiser.says("Wer soll graben?");
  await organiser.look("languages-preview");
  await organiser.follow("Check and publish");
  await page.getByLabel("I have checked it all").check();
  await organiser.press("Publish the poll");
  await organiser.heading("Overview");
  const poll = /polls\/([0-9a-f]{64})/.exec(page.url())?.[1];

  const booth = `${organiser.demo.ballot_box}/polls/${poll}/booth`;
  await reads(organiser, booth, "de-AT", { title: "Der Garten", description: "Wer gräbt?" });
  await reads(organiser, booth, "fr-FR", { title: "The garden", description: "Who digs?" });
}

/**
 * A voter whose browser asks for a language, in the booth.
 * @param {import("./organiser.js").Organiser} organiser @param {string} booth @param {string} locale @param {{ title: string, description: string }} expected
 */
async function reads({ browser, demo }, booth, locale, { title, description }) {
  const voter = await Visitor.arrive(browser, `languages-${locale}`, { hosts: [demo.ballot_box], viewport: SIZES[1].viewport, locale });
  await voter.page.goto(booth);
  await voter.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await voter.page.getByText(description).waitFor();
  await voter.lookAtBoth("start");
  await voter.leave();
}
