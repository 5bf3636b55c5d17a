/**
 * An organiser splits a poll into precincts, publishes them, gives all one notice and signs the total; told in three parts, between
 * which time passes.
 */

import assert from "node:assert/strict";

import { t, wordsOf } from "./words.js";
import { SIZES, Visitor } from "./chromium.js";
import { mailedLink } from "./demo.js";

const box = wordsOf("en", "ballot-box");
const TITLE = "Rowing federation: president";
const ALIAS = "federation-2026";
const VOTERS = ["fay@example.org", "gus@example.org", "hal@example.org", "ida@example.org"];
const BALLOTS = [
  ["fay@example.org", "Nora"],
  ["gus@example.org", "Nora"],
  ["hal@example.org", "Omar"],
];

/** As far as the signed list. @param {import("./organiser.js").Organiser} organiser @param {(hours: number) => string} hours */
export async function precinctsArePublished(organiser, hours) {
  const { page, visitor } = organiser;
  visitor.expected(422);
  await organiser.go("/admin/polls");
  await organiser.follow("New poll");
  await page.getByLabel("Title").fill(TITLE);
  await page.getByLabel("Voting passes from").fill(hours(2));
  await page.getByLabel("Voting passes until").fill(hours(20));
  await page.getByLabel("Voting from").fill(hours(2));
  await page.getByLabel("Voting until").fill(hours(24));
  await page.getByLabel("A list of voters").check();
  await page.getByLabel(/^This is only a test/).check();
  await page.locator("summary", { hasText: "More settings" }).click();
  await page.getByLabel("Short name for links").fill(ALIAS);
  await page.getByLabel("Ballots mixed before they are listed").fill("0");
  await organiser.fillLastQuestion({ title: "Who shall be president?", kind: /^Choose options/, options: ["Nora", "Omar"] });
  await organiser.press("Save the draft", page.locator("main .actions").last());
  await organiser.follow("Voters");
  await organiser.upload(`email\n${VOTERS.join("\n")}\n`);
  await organiser.press("Import");
  await organiser.comesToSay("Voters added: 4");
  await organiser.follow("Precincts");
  await organiser.look("split");

  await page.getByLabel(/^Voters are dealt by lot/).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Number of precincts").fill("5");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await organiser.look("split-refused");
  assert.ok(await page.getByLabel(/^Voters are dealt by lot/).isChecked(), "what was typed is kept");
  await page.getByLabel("Number of precincts").fill("2");
  await page.keyboard.press("Enter");
  await organiser.says("The poll is split");
  await organiser.look("set-drafts");
  await organiser.press("Publish all precincts");
  await page.getByRole("alert").waitFor();
  // Cut to the minute, so three minutes from now or less; all precincts must be listed before.
  const soon = hours(210 / 3600);
  await page.getByLabel("Voting passes from").fill(soon);
  await page.getByLabel("Voting from").fill(soon);
  await organiser.press("Move the times of all");
  await organiser.says("All precincts have these times");
  await page.getByLabel("I have checked it all").check();
  await page.getByRole("button", { name: "Publish all precincts", exact: true }).click();
  await organiser.says("All precincts are published, and their list is signed");
  await organiser.look("set-published");
  await organiser.follow("Page of the election");
  await organiser.heading(TITLE);
  await organiser.look("precincts-open");
  await organiser.follow(/^Precinct 1/);
  await organiser.says(box("precinct-of", { number: 1, count: 2 }));
  await organiser.look("precinct-open");
}

/** Three vote, each in the own precinct, and voting ends. @param {import("./organiser.js").Organiser} organiser @param {(hours: number) => string} hours */
export async function precinctsAreClosed(organiser, hours) {
  const { page, visitor } = organiser;
  await Promise.all(BALLOTS.map(([email = "", choice = ""]) => vote(organiser, email, choice)));
  visitor.expected(409);
  await organiser.go("/admin/polls");
  await organiser.look("polls-with-set");
  await organiser.follow(TITLE);
  await organiser.comesTo(page.getByRole("link", { name: "voting", exact: true }));
  const notice = async (/** @type {string} */ kind, /** @type {string} */ closes) => {
    await page.getByLabel(kind).check();
    await page.getByLabel(/^New end of voting/).fill(closes);
    await page.getByLabel("Reason, for the voters").fill("Everybody has voted.");
    await page.getByLabel(/^I know that a notice/).check();
    await organiser.press("Give it to all precincts");
  };
  await notice("Extend voting", hours(0));
  await organiser.says("No precinct got it");
  await organiser.look("set-notice-refused");
  await notice("Close voting early", hours(0));
  await organiser.says("The notice is given to all precincts");
  await organiser.look("set-notice-given");
}

/** Once voting is over. @param {import("./organiser.js").Organiser} organiser */
export async function precinctsAreAddedUp(organiser) {
  const { page } = organiser;
  await organiser.go("/admin/polls");
  await organiser.follow(TITLE);
  await organiser.comesTo(page.getByText("counted", { exact: true }).nth(1));
  await organiser.look("set-counted");
  await organiser.press("Add up and sign");
  await page.getByRole("alert").waitFor();
  for (let tries = 0; tries < 60; tries++) {
    await page.getByLabel(/^I know that a total/).check();
    await organiser.press("Add up and sign");
    await page.waitForLoadState("load");
    if ((await page.getByText("The total is signed and public").count()) > 0) break;
    // The results are there, and the number of passes follows.
    await page.waitForTimeout(500);
  }
  await organiser.says("The total is signed and public");
  await organiser.look("set-total");
  await organiser.follow("Page of the election");
  await organiser.says("All 2 precincts are counted");
  await page.getByRole("row", { name: "Nora 2 wins" }).waitFor();
  await organiser.look("precincts-total");
  await organiser.follow(/^Precinct 1/);
  for (const [what, link] of Object.entries({ poll: box("crumb-poll"), result: box("crumb-result"), certificate: box("result-certificate") })) {
    await organiser.follow(link);
    await organiser.says(box("precinct-result"));
    await organiser.look(`precinct-${what}`);
  }
}

/** Waits for the opening, and votes. @param {import("./organiser.js").Organiser} organiser @param {string} email @param {string} choice */
async function vote({ browser, demo }, email, choice) {
  const hosts = [demo.registrar, demo.ballot_box];
  const voter = await Visitor.arrive(browser, `precinct-voter-${email.split("@")[0]}`, { hosts, viewport: SIZES[1].viewport });
  const { page } = voter;
  const press = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true }).click();
  await page.goto(await mailedLink(demo.outbox, email, { path: "/sign-in/link" }));
  await press(`Sign in as ${email}`);
  const booth = page.getByRole("link", { name: "Go to the voting booth" });
  for (let tries = 0; (await booth.count()) === 0; tries++) {
    assert.ok(tries < 480, "voting never opens");
    await page.waitForTimeout(500);
    await page.reload();
  }
  await booth.click();
  await press(t("start-action"));
  await press(/^Continue to/);
  await press("Collect my voting pass");
  await page.getByLabel(choice, { exact: true }).check();
  await press(t("mark-review"));
  await press(t("review-cast"));
  await page.getByRole("heading", { level: 1, name: t("receipt-title") }).waitFor();
  await voter.leave();
}
