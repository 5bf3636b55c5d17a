/**
 * Every page of the ballot box in every state that a poll can be in, as a desktop and a phone show it, and stood up to axe; those of a
 * result in dark colours and on paper too. A page of a poll that goes on follows it, where scripts run. All of it by IPv6.
 */

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { parseHex } from "../../booth/bytes.js";
import { receiptCode } from "../../booth/receipt.js";
import { QUESTIONS } from "../../booth/test/fixtures.js";
import { Visitor, launch } from "./chromium.js";
import { time } from "./demo.js";
import { OwnElection, untilCounted } from "./election.js";
import { answer } from "./proxy.js";
import { psephos, startServices } from "./services.js";
import { STORY, until } from "./until.js";
import { t, wordsOf } from "./words.js";

/** @typedef {import("../../booth/content.js").Answers} Answers */

const say = wordsOf("en", "ballot-box");
const PHONE = { width: 390, height: 844 };
/** A4, in pixels of CSS. */
const PAPER = { width: 794, height: 1123 };
/** What pages say that are not there. */
const GONE = "Code 404";
const NAMES = ["Ada", "Ben", "Cleo", "Dora"];
const OPTIONS = NAMES.map((title) => ({ id: title.toLowerCase(), title }));
const METHODS = ["irv", "stv-scottish", "stv-meek", "schulze", "borda"];
const RANKINGS = METHODS.map((method) => ({
  id: method,
  title: `Board, by ${method}`,
  kind: "ranking",
  method,
  seats: method.startsWith("stv") ? 2 : 1,
  min: 1,
  max: 4,
  options: OPTIONS,
}));
/** One option is ahead, two tie for the second seat, and rankings end in ties of their own. @param {number} i @returns {Answers} */
const ranked = (i) =>
  new Map(METHODS.map((method) => [method, i === 9 ? "abstain" : { rank: [["ada", "ben"], ["ben", "cleo", "ada"], ["ada"], ["cleo", "dora"], ["dora", "ben"]][i % 5] ?? [] }]));
const CHAIR = [{ id: "chair", title: "Who shall take the chair?", kind: "choice", min: 1, max: 1, options: OPTIONS }];
/** @param {string[]} votes @returns {(i: number) => Answers} */
const chairs = (votes) => (i) => new Map([["chair", { choose: [votes[i % votes.length] ?? ""] }]]);

describe("the ballot box in every state", { concurrency: 1 }, () => {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {import("./services.js").Services} */ let services;
  /** @type {string} */ let folder;
  /** A witness that nobody ever starts. @type {string} */ let witness;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "psephos-witness-"));
    witness = await psephos(["witness", "keygen", "--name", "witness.test", "--out", join(folder, "witness.key")]);
    [browser, services] = await Promise.all([launch(), startServices(`[[witnesses]]\nkey = "${witness}"\nurl = "http://127.0.0.1:9"\n`, "::1")]);
  });
  after(async () => {
    await browser?.close();
    await services?.stop();
    await rm(folder, { recursive: true });
  });

  let slugs = 0;
  /** @param {{ [field: string]: unknown }} [changes] */
  const open = (changes) => OwnElection.open(services, 20, { slug: `state-${++slugs}`, title: "Rowing club: who takes the chair?", questions: CHAIR, content_size: 128, ...changes });

  /**
   * Looks at pages of a poll, `path=what it says`; nothing but the ballot box is asked, and no page runs a script.
   * @param {string} name @param {OwnElection | undefined} election @param {{ [path: string]: string | RegExp }} pages @param {boolean} [dark]
   */
  async function show(name, election, pages, dark = false) {
    const visitor = await Visitor.arrive(browser, `box-${name}`, { hosts: [services.ballot_box], viewport: PHONE, scripts: false, dark });
    for (const [path, says] of Object.entries(pages)) {
      const address = election ? `/polls/${election.id}${path}` : path;
      if (says === GONE) visitor.expected(404);
      const answer = await visitor.page.goto(services.ballot_box + address);
      assert.equal(answer?.status(), says === GONE ? 404 : 200, address);
      // What is folded is looked at too.
      await visitor.page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      await visitor.page.getByText(says).first().waitFor();
      // Also what is not there is of that poll.
      if (election) await visitor.page.getByRole("link", { name: say("crumb-ballots") }).waitFor();
      await visitor.lookAtBoth(path.replace(/[0-9a-f]{64}/, "code").replaceAll(/[^a-z0-9]+/gi, "-") || "poll");
      if (path === "/certificate" && answer?.ok()) {
        await visitor.page.emulateMedia({ media: "print" });
        await visitor.page.setViewportSize(PAPER);
        await visitor.look("certificate-print");
        await visitor.page.emulateMedia({ media: "screen" });
      }
    }
    await visitor.leave();
  }

  /** @param {string} name @param {() => Promise<void>} story */
  const state = (name, story) => it(name, { timeout: STORY }, story);

  state("no poll at all", () => show("none", undefined, { "/": "No poll is open at the moment.", "/receipts": "receipts", "/nothing": GONE }));

  state("before voting opens", async () => {
    const later = { issuance_opens: time(3600), issuance_closes: time(7200), voting_opens: time(7200), voting_closes: time(9000) };
    const election = await open({ ...later, description: "Two **candidates** have withdrawn.", late_additions: true });
    await show("before", election, { "": "Go to the booth", "/ballots": "is published after the close", "/ballots/1": GONE, "/result": "The result is published after the close", "/certificate": GONE, "/check": "There is no result yet" });
  });

  state("open, with counts that nobody sees", async () => {
    const election = await open({ mix: 16, test: false, results: "after_close" });
    const [cast] = await election.cast(3, chairs(["ada", "ben"]));
    assert.ok(cast);
    await show("open", election, { "": "the newest are not shown yet", [`/receipt?code=${cast.hash}`]: "Your ballot is in the box", "/result": "after the close" });
  });

  state("open, with live counts", async () => {
    const election = await open({ results: "live" });
    const [cast] = await election.cast(5, chairs(["ada", "ben", "ada"]));
    await show("live", election, { "": "Running counts", [`/receipt?code=${cast?.hash}`]: "Your ballot is on the public list", "/receipt?code=7Q2M-K0XA-93TC-VW4E": "Not found", "/receipt?code=hello": "Not found" });
  });

  state("open, and followed by who looks at it", async () => {
    const election = await open({ results: "live" });
    const [cast] = await election.cast(2, chairs(["ada"]));
    const visitor = await Visitor.arrive(browser, "box-followed", { hosts: [services.ballot_box], viewport: PHONE });
    const { page } = visitor;
    const events = `GET /api/v1/polls/${election.id}/events`;
    const asked = () => services.proxies.ballotBox.seen.filter((line) => line === events).length;
    const shows = (/** @type {number} */ votes) => page.locator(".bars dt", { hasText: new RegExp(`Ada\\s+${votes} \\(`) }).waitFor();
    const looksAway = (/** @type {boolean} */ away) =>
      page.evaluate((away) => {
        Object.defineProperty(document, "hidden", { value: away, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, away);
    await page.goto(`${services.ballot_box}/polls/${election.id}`);
    await shows(2);
    // A page that was loaded again would have neither focus nor anything unfolded.
    const table = page.getByText(say("counts-table"));
    await table.click();
    await election.cast(3, chairs(["ada", "ben", "ada"]));
    await shows(4);
    await page.locator("td.number").getByText("4", { exact: true }).waitFor();
    assert.ok(await table.evaluate((summary) => summary === document.activeElement), "the focus stays");
    // What was on the list when the page asked: numbers that grow further are not spoken at once.
    await page.getByRole("status").filter({ hasText: /open\. [345] ballots on the public list/ }).waitFor({ state: "attached" });
    await visitor.lookAtBoth("numbers-that-move");

    assert.equal(asked(), 1);
    const closed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/events"));
    await looksAway(true);
    await closed;
    await election.cast(1, chairs(["ada"]));
    // Something before the service is overloaded when the visitor comes back: a browser does not try again by itself.
    visitor.expected(503);
    services.proxies.ballotBox.meddle("GET", new RegExp(`/polls/${election.id}/events$`), answer(503, ""), 1);
    await looksAway(false);
    await until("the page listens again", async () => {
      await page.evaluate(() => dispatchEvent(new Event("online")));
      return asked() === 3;
    });
    await shows(5);

    await election.close();
    await page.getByRole("link", { name: say("polls-result") }).waitFor();
    await page.getByRole("status").filter({ hasText: "counted" }).waitFor({ state: "attached" });
    for (const away of [true, false]) await looksAway(away);
    assert.equal(asked(), 3, "nothing is waited for any more");
    await page.goto(`${services.ballot_box}/polls/${election.id}/receipt?code=${cast?.hash}`);
    await page.locator("#receipt-verified").getByText(t("check-proved")).waitFor();
    assert.equal(await page.locator(".notice").count(), 1, "one verdict");
    await visitor.lookAtBoth("checked-here");

    const secret = await open({ results: "after_close" });
    await page.goto(`${services.ballot_box}/polls/${secret.id}`);
    await page.getByText("0 ballots on the public list").waitFor();
    await secret.cast(2, chairs(["ada"]));
    await page.locator("dd").getByText("2 ballots on the public list").waitFor();
    assert.equal(await page.locator(".bars").count(), 0);
    await visitor.leave();
  });

  state("looked at without scripts for one ballot", async () => {
    const election = await open();
    const [cast] = await election.cast(3, chairs(["ada", "ben"]));
    assert.ok(cast);
    const code = receiptCode(parseHex(cast.hash, 32));
    const saved = Buffer.from(`${cast.promise}proof\n${await election.proof(cast)}`);
    const visitor = await Visitor.arrive(browser, "box-receipt", { hosts: [services.ballot_box], viewport: PHONE, scripts: false });
    const { page } = visitor;
    const says = (/** @type {string} */ text) => page.getByText(text).first().waitFor();
    const send = async (/** @type {Buffer} */ buffer) => {
      await page.getByLabel(say("receipt-file")).setInputFiles({ name: "my.psephos-receipt", mimeType: "application/octet-stream", buffer });
      await page.getByRole("button", { name: say("receipt-send") }).click();
    };
    const word = say("receipt-word", { program: "psephos" });
    await page.goto(`${services.ballot_box}/polls/${election.id}/receipt?lang=en`);
    await page.getByLabel(say("receipt-code"), { exact: true }).fill(code.toLowerCase().replaceAll("-", " "));
    await page.getByRole("button", { name: say("receipt-check"), exact: true }).click();
    await says(say("receipt-logged-title"));
    // Playwright looks for no text within `noscript`.
    assert.equal(await page.locator("noscript p").innerText(), word);
    await visitor.lookAtBoth("by-code");
    await send(Buffer.from(saved.toString().replace("ballot", "bullet")));
    await says(say("receipt-missing-file"));
    await page.getByRole("heading", { name: say("receipt-wrong-file-title") }).waitFor();
    await visitor.lookAtBoth("bad-file");
    await send(saved);
    await says(say("receipt-genuine"));
    await says(word);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await visitor.lookAtBoth("by-file");
    // The line that is shown, with the file under the name by which the booth saves it.
    const [program, ...words] = (await page.locator("main pre").innerText()).split(" ");
    assert.equal(program, "psephos");
    const file = words.pop() ?? "";
    await writeFile(join(folder, file), saved);
    assert.match(await psephos([...words, join(folder, file)]), new RegExp(code));
    await visitor.leave();
  });

  state("extended", async () => {
    const election = await open();
    await election.notice({ kind: "extend", voting_closes: time(20_000), reason: "The ferry was late" });
    await show("extended", election, { "": "moved by the organiser" });
  });

  state("waiting for its witnesses", async () => {
    const election = await open({ witnesses: [witness], quorum: 1 });
    await election.cast(2, chairs(["ada"]));
    await election.notice({ voting_closes: time(1), reason: "Everybody has voted" });
    await reaches(election, "closed");
    await show("quorum", election, { "": "the witness of this poll has", "/result": "the witness of this poll has", "/ballots": "What they say is published" });
  });

  state("cancelled", async () => {
    const election = await open();
    await election.cast(2, chairs(["ada"]));
    await election.notice({ kind: "cancel", voting_closes: null, reason: "The club has dissolved" });
    await reaches(election, "cancelled");
    await show("cancelled", election, { "": "This poll was cancelled", "/result": "There is no result", "/ballots": "never published", "/check": "cancelled", "/certificate": GONE });
  });

  state("ended in a tie", async () => {
    const election = await open();
    await election.cast(4, chairs(["ada", "ben"]));
    await election.close();
    await show("tie", election, { "": "See the result", "/result": say("counts-tied-one"), "/certificate": say("counts-tied-one") });
  });

  state("ended without a ballot", async () => {
    const election = await open();
    await election.close();
    await show("nobody", election, { "": "See the result", "/result": "Ballots counted", "/ballots": "Nobody has voted" });
  });

  state("counted by each method", async () => {
    const election = await open({ questions: RANKINGS, content_size: 512, title: "Rowing club: the board" });
    const [cast] = await election.cast(10, ranked);
    await election.close();
    await show("dark", election, { "": "See the result", "/result": "Round by round", "/ballots": "Ballot", "/ballots/10": "Ballot 10 of 10" }, true);
    await show("methods", election, { "": "See the result", "/result": "Round by round", "/certificate": "Votes in each round", "/ballots/10": "Ballot 10 of 10", [`/receipt?code=${cast?.hash}`]: "Your ballot was counted" });
  });

  state("counted before the passes are stated", async () => {
    const election = await open();
    await election.cast(3, chairs(["ada"]));
    await election.end();
    await untilCounted(services, election.id);
    const unstated = say("issued-unstated");
    await show("unstated", election, { "/result": unstated, "/certificate": unstated });
    await election.stateIssued();
    await until("a second result", async () => (await fetch(`${election.api}/results/2`)).ok);
    await show("stated", election, { "/result": say("result-number", { number: 2 }) });
  });

  state("counted with many ballots", async () => {
    const election = await open({ eligible: 150, questions: QUESTIONS, content_size: 256 });
    await election.cast(130);
    await election.close();
    await show("many", election, {
      "": "130 ballots",
      "/result": "150",
      "/ballots": "Page 1 of 2",
      "/ballots?page=2": "Page 2 of 2",
      "/ballots?search=7Q2M-K0XA-93TC-VW4E": "Not found",
      "/ballots?search=101": "Ballot 101 of 130",
      "/ballots/131": GONE,
    });
    const lines = ["/result", "/ballots", "/certificate"].map(async (path) => {
      const page = await (await fetch(`${services.ballot_box}/polls/${election.id}${path}`)).text();
      return /<code>psephos (audit [^<]+)<\/code>/.exec(page)?.[1] ?? "";
    });
    const [line = "", ...others] = new Set(await Promise.all(lines));
    assert.deepEqual(others, []);
    assert.match(await psephos(line.split(" ")), /130/);
    const archive = join(folder, "archive");
    await psephos(["archive", `${services.ballot_box}/polls/${election.id}`, "--to", archive]);
    const visitor = await Visitor.arrive(browser, "box-archive", { hosts: [], viewport: PHONE, scripts: false });
    await visitor.page.goto(`file://${archive}/index.html`);
    await visitor.lookAtBoth("archive");
    await visitor.leave();
  });

  state("with more past polls than a page holds", async () => {
    for (let i = 0; i < 18; i++) {
      const election = await open({ title: `Rowing club: vote ${i + 1} on the new boat house` });
      await election.notice({ kind: "cancel", voting_closes: null, reason: "Only a rehearsal" });
    }
    await show("list", undefined, { "/": say("polls-open"), "/?page=2": say("polls-present") });
  });

  /** @param {OwnElection} election @param {string} phase */
  const reaches = (election, phase) => until(`${election.id} is ${phase}`, async () => (await (await fetch(election.api)).json()).phase === phase);
});
