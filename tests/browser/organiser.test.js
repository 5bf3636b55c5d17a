/** A whole election, organised from the registrar's pages alone, without any script; each page looked at in both sizes. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { accountIsRemoved } from "./accounts.js";
import { candidateStands } from "./candidates.js";
import { mailedLink } from "./demo.js";
import { inTwoLanguages } from "./languages.js";
import { mailsAreRead } from "./mails.js";
import { Organiser } from "./organiser.js";
import { precinctsAreAddedUp, precinctsAreClosed, precinctsArePublished } from "./precincts.js";
import { STORY } from "./until.js";

const TITLE = "Rowing club: annual meeting 2026";
const HEAD = "email,name,external_id\n";
const ROLL = "ada@example.org,Ada Lovelace,M-001\nben@example.org,Ben Okri,M-002\ncleo@example.org,Cleo Ndiaye,M-003\n";

/** As an `<input type="datetime-local">` takes it. @param {number} at in milliseconds */
const clock = (at) => new Date(at).toISOString().slice(0, 16);
const today = () => new Date().toISOString().slice(0, 10);
const hours = (/** @type {number} */ n) => clock(Date.now() + n * 3_600_000);

describe("an organiser", () => {
  /** @type {Organiser} */ let organiser;
  /** @type {import("playwright-core").Page} */ let page;
  before(async () => {
    organiser = await Organiser.arrive();
    ({ page } = organiser);
  });
  after(() => organiser?.leave());

  /** A step of the one story: once one has failed the later ones say nothing. */
  let failed = false;
  const step = (/** @type {string} */ name, /** @type {() => Promise<void>} */ story) =>
    it(name, { timeout: STORY }, async (context) => {
      if (failed) return context.skip("an earlier step has failed");
      try {
        await story();
      } catch (error) {
        failed = true;
        await organiser.look("FAILED").catch(() => {});
        throw error;
      }
    });

  step("signs in with a second factor", async () => {
    await organiser.signIn();
    await organiser.go("/admin/polls");
    await organiser.heading("Manage polls");
    await organiser.look("polls-first");
  });

  step("makes a user an officer", async () => {
    await organiser.go("/admin/users");
    await organiser.look("users");
    await page.getByLabel("Address or name contains").fill("nobody-of-this-name");
    await organiser.press("Search");
    await organiser.look("users-none");
    await organiser.go("/admin/users");
    await page.getByLabel("Role of voter@example.org", { exact: true }).selectOption("officer");
    await organiser.press("Change the role of voter@example.org");
    await organiser.says("The role was changed");
    await organiser.look("users-changed");
  });

  step("splits another poll into precincts and publishes them", () => precinctsArePublished(organiser, hours));

  step("drafts a poll with a question of every kind", async () => {
    const { visitor } = organiser;
    visitor.expected(422);
    await organiser.go("/admin/polls");
    await organiser.follow("New poll");
    await organiser.look("draft-new");
    await organiser.press("Save the draft", page.locator("main .actions").last());
    await page.locator(".error-summary").waitFor();
    await organiser.look("draft-refused");
    await page.getByLabel("Title").fill(TITLE);
    await page.getByLabel("Description", { exact: true }).fill("We elect the **chair** and the board.\n\n- Members of all ages vote.\n- Questions? Write to [the office](mailto:office@example.org).");
    await page.getByLabel("Voting passes from").fill(hours(-1));
    await page.getByLabel("Voting passes until").fill(hours(20));
    await page.getByLabel("Voting from").fill(hours(-1));
    await page.getByLabel("Voting until").fill(hours(24));
    await page.getByLabel("A list of voters").check();
    await page.getByLabel(/^The poll's officers see/).check();
    await page.getByLabel(/^This is only a test/).check();
    const another = () => organiser.press("Add another question");
    await organiser.fillLastQuestion({ title: "Who shall take the chair?", kind: /^Choose options/, options: ["Ada", "Ben"] });
    await another();
    await organiser.fillLastQuestion({ title: "Who shall join the board?", kind: /^Choose options/, options: ["Cleo", "Dora", "Emil"], atMost: 2, seats: 2 });
    await another();
    await organiser.fillLastQuestion({ title: "Where shall the summer party be?", kind: /^Rank the options/, options: ["The lake", "The garden", "The roof"], atMost: 3, method: "Instant run-off (one seat)" });
    await another();
    await organiser.fillLastQuestion({ title: "What shall the money go to?", kind: /^Give each option a score/, options: ["The roof", "The library"] });
    await organiser.press("Save the draft", page.locator("main .actions").last());
    await page.getByRole("link", { name: "Check and publish" }).first().waitFor();
    await organiser.look("draft-saved");
  });

  step("gives the poll to another officer", async () => {
    await organiser.follow("Officers");
    await organiser.look("officers-none");
    await page.getByLabel("E-mail address").fill("stranger@example.org");
    await organiser.press("Give the poll");
    await page.getByRole("alert").waitFor();
    await organiser.look("officers-refused");
    await page.getByLabel("E-mail address").fill("voter@example.org");
    await organiser.press("Give the poll");
    await organiser.press("Make owner: voter@example.org");
    await page.locator(".facts").getByText("voter@example.org").waitFor();
    await organiser.look("officers");
    await organiser.follow("Edit");
    await organiser.heading("Edit a poll");
  });

  step("uploads the roll: a bad file, a good one, a single voter, a correction", async () => {
    await organiser.follow("Voters");
    await organiser.look("roll-empty");
    await organiser.upload(`${HEAD}ada@example.org,Ada\nnot an address,Ben\nada@example.org,Ada again\n,nobody\n`);
    await organiser.says("Line 3");
    assert.equal(await page.getByRole("button", { name: "Import" }).count(), 0, "a file with a bad line cannot be imported");
    await organiser.look("roll-bad-lines");
    await organiser.press("Throw the file away");
    await organiser.upload(`${HEAD}${ROLL}ADA@example.org,Ada again,M-009\n`);
    await organiser.look("roll-preview");
    await organiser.press("Import");
    await organiser.comesToSay("Voters added: 3");
    await organiser.look("roll-imported");
    await organiser.follow("Voters");
    await page.getByLabel("E-mail address").fill("ben@example.org");
    await organiser.press("Add", page.locator("#add"));
    await page.getByRole("alert").waitFor();
    await organiser.look("roll-refused");
    await page.getByLabel("E-mail address").fill("dora@exmaple.org");
    await page.getByLabel("Name (optional)").fill("Dora Maar");
    await organiser.press("Add", page.locator("#add"));
    await organiser.heading("A voter");
    await organiser.look("voter");
    await page.getByLabel("E-mail address").fill("dora@example.org");
    await organiser.press("Save");
    await organiser.follow("dora@example.org");
    await organiser.follow("Back to the list");
    await page.getByLabel("Find a voter").fill("nobody");
    await organiser.press("Find");
    await organiser.look("roll-none-found");
    await organiser.follow("Show all");
    await organiser.says("4 voters are on the list");
    await organiser.look("roll");
  });

  step("has a candidate who writes the own text", () => candidateStands(organiser, "Ada", "ada@example.org"));

  step("gives the mails words of their own", async () => {
    await organiser.follow("Mails");
    await organiser.look("mail-before");
    await page.locator("summary", { hasText: "Invitation" }).click();
    await page.getByLabel("Subject (optional)").first().fill("Your vote counts: annual meeting");
    await page.getByLabel("Introduction (optional)").first().fill("Dear member,\n\nthe meeting is near.");
    await organiser.look("mail-words");
    await organiser.press("Save the words", page.locator("details", { hasText: "Invitation" }).first());
    await organiser.heading("Mails");
    await page.goto(`${page.url().replace(/[?#].*/, "")}/invitation`);
    await organiser.says("Dear member,");
    await organiser.look("mail-look");
    await organiser.follow("Back to the mails");
  });

  step("previews, checks and publishes", async () => {
    await organiser.follow("Preview");
    await organiser.look("preview");
    await organiser.follow("Check and publish");
    await organiser.look("check");
    await organiser.press("Publish the poll");
    await page.getByRole("alert").waitFor();
    await organiser.look("check-refused");
    await page.getByLabel("I have checked it all").check();
    await organiser.press("Publish the poll");
    await organiser.heading("Overview");
    organiser.poll = /polls\/([0-9a-f]{64})/.exec(page.url())?.[1] ?? "";
    assert.notEqual(organiser.poll, "");
    await organiser.look("published");
  });

  step("sees the invitations go out, and sends one again", async () => {
    await organiser.follow("Mails");
    await mailedLink(organiser.demo.outbox, "dora@example.org", { path: "/sign-in/link", subject: "Your vote counts" });
    await organiser.comesTo(page.getByRole("row", { name: /^Invitation 0 4 0/ }));
    await organiser.look("mail-sent");
    await organiser.follow("Voters");
    await organiser.look("roll-invited");
    await organiser.follow("cleo@example.org");
    await organiser.press("Send the invitation again");
    await organiser.look("voter-mails");
  });

  step("corrects an address, and its owner puts it back", async () => {
    await page.getByLabel("E-mail address").fill("cleo@example.net");
    await organiser.press("Save");
    await organiser.follow("cleo@example.net");
    await organiser.says("The pass waits");
    await organiser.look("voter-corrected");
    const link = await mailedLink(organiser.demo.outbox, "cleo@example.org", { path: "/roll/keep", before: "\\?word=" });
    await page.goto(link);
    await organiser.look("address-keep");
    await organiser.press("Put my address back");
    await organiser.heading("Your address stands on the list again");
    await organiser.look("address-kept");
    await page.goto(link);
    await organiser.heading("Your address was not put back");
    await organiser.look("address-not-kept");
  });

  let dayOfPasses = "";
  step("has voters who vote in the booth, from the invitation and from the reminder", async () => {
    dayOfPasses = today();
    await organiser.voterVotes("ada@example.org", "Your vote counts");
    await organiser.go(`/admin/polls/${organiser.poll}/mail`);
    await organiser.press("Remind everybody without a pass");
    await organiser.voterVotes("ben@example.org", "You can still vote");
    await organiser.comesToSay("Reminder");
    await organiser.look("mail-reminded");
    await page.goto(await mailedLink(organiser.demo.outbox, "cleo@example.org", { path: "/unsubscribe/", before: "[^/\\s]+/", subject: "You can still vote" }));
    await organiser.look("unsubscribe");
    await organiser.press("No more reminders");
    await organiser.says("You get no more reminders of this poll");
    await organiser.look("unsubscribed");
  });

  step("sees turnout, passes and the state of the mail", async () => {
    await organiser.go(`/admin/polls/${organiser.poll}/dashboard`);
    await organiser.says("Ballots in the public list");
    await organiser.look("dashboard");
    await organiser.go(`/admin/polls/${organiser.poll}/passes`);
    await organiser.says("Each day (UTC) is listed when it is over");
    // Unless a day has ended since.
    if (today() === dayOfPasses) assert.equal(await page.getByText("ada@example.org").count(), 0, "the list tells no time of day");
    await organiser.look("passes-today");
  });

  step("extends voting by a notice", async () => {
    await organiser.go(`/admin/polls/${organiser.poll}/notices`);
    await page.getByLabel("Extend voting").check();
    await page.getByLabel(/^New end of voting/).fill(hours(30));
    await page.getByLabel("Reason, for the voters").fill("The mail was late.");
    await organiser.press("Give the notice");
    await page.getByRole("alert").waitFor();
    await organiser.look("notice-refused");
    assert.ok(await page.getByLabel("Extend voting").isChecked(), "what was typed is kept");
    await page.getByLabel(/^I know that/).check();
    await organiser.press("Give the notice");
    await organiser.says("Extended");
    await organiser.comesToSay("delivered");
    await organiser.look("extended");
  });

  step("closes voting by a notice", async () => {
    await organiser.go(`/admin/polls/${organiser.poll}/notices`);
    await page.getByLabel("Close voting early").check();
    // A test poll may be closed at once: at the minute that has begun.
    await page.getByLabel(/^New end of voting/).fill(hours(0));
    await page.getByLabel("Reason, for the voters").fill("Everybody has voted.");
    await page.getByLabel(/^I know that/).check();
    await organiser.press("Give the notice");
    await organiser.says("Closed early");
  });

  step("makes a poll in two languages", () => inTwoLanguages(organiser, hours));

  step("closes all precincts by one notice", () => precinctsAreClosed(organiser, hours));

  step("reads the result", async () => {
    await page.goto(`${organiser.demo.ballot_box}/polls/${organiser.poll}/result`);
    await organiser.comesToSay("Ballots counted");
    for (const name of ["Ben", "Emil", "The lake"]) await organiser.says(name);
    await organiser.look("result");
    await organiser.go(`/admin/polls/${organiser.poll}/notices`);
    // The registrar has told the ballot box how many passes it gave out.
    await organiser.comesTo(page.locator("dt:has-text('Count of passes') + dd", { hasText: "delivered" }));
    await organiser.look("over");
    await organiser.go(`/admin/polls/${organiser.poll}/dashboard`);
    await organiser.comesToSay("counted");
    await organiser.look("dashboard-over");
    await organiser.go(`/admin/polls/${organiser.poll}/passes`);
    await organiser.says("ada@example.org");
    assert.equal(await page.getByText("cleo@example.org").count(), 0, "who has no pass is not on the list");
    await organiser.look("passes");
  });

  step("has written mails that everybody can read", () => mailsAreRead(organiser));

  step("signs the total of the precincts", () => precinctsAreAddedUp(organiser));

  step("copies the poll, drafts the next round, and puts the old one into the archive", async () => {
    const more = async () => {
      await organiser.go(`/admin/polls/${organiser.poll}/notices`);
      await organiser.follow("Copy, archive");
    };
    await more();
    await organiser.press("Copy the poll");
    await organiser.heading("Edit a poll");
    await more();
    await organiser.comesToSay("Draft the next round");
    await organiser.look("more");
    await page.getByRole("checkbox", { name: /^Ada/ }).check();
    await organiser.press("Draft the next round");
    await organiser.heading("Edit a poll");
    await organiser.look("next-round");
    await more();
    await organiser.press("Put it into the archive");
    await organiser.heading("Manage polls");
    await organiser.look("polls");
    await organiser.follow("Archive");
    await organiser.says(TITLE);
    await organiser.look("archive");
  });

  step("removes an account, once it owns no poll", () => accountIsRemoved(organiser, { owner: "voter@example.org", voter: "gus@example.org" }));

  step("reads the audit log and takes it along", async () => {
    await organiser.go("/admin/polls");
    await organiser.follow("Audit log");
    await page.locator(".records summary").first().click();
    await organiser.look("audit");
    await page.getByLabel("Who").fill("nobody");
    await organiser.press("Search");
    await organiser.look("audit-none");
    const download = page.waitForEvent("download");
    await organiser.follow("Download");
    const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n");
    assert.ok(lines.length > 10 && lines.every((line) => JSON.parse(line)), "one record a line");
  });

  step("has met no fault on any page", () => organiser.visitor.leave());
});
