/** The services' pages as a screen reader tells them: parts and headings in order, names of what is to do, what is wrong with which field, and what is announced. */

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";

import { SIZES, Visitor } from "./chromium.js";
import { lock } from "./database.js";
import { OwnElection } from "./election.js";
import { ScreenReader } from "./keyboard.js";
import { alterJson, answer } from "./proxy.js";
import { ONE_QUESTION, Stage } from "./scene.js";
import { STORY } from "./until.js";
import { t, wordsOf } from "./words.js";

const [common, voter, office, box] = [wordsOf("en", "common"), wordsOf("en", "voter"), wordsOf("en", "office"), wordsOf("en", "ballot-box")];
const TITLE = "Board of the rowing club";
const FOOT = ["contentinfo", `navigation: ${common("languages")}`];
/** What stands round the registrar's pages. @param {...string} parts */
const atRegistrar = (...parts) => ["banner", `navigation: ${voter("layout-nav")}`, "main", ...parts, ...FOOT];
/** The answer to a form cannot be had again in another language. @param {...string} parts */
const answered = (...parts) => atRegistrar(...parts).slice(0, -1);
/** What stands round those of a poll at the ballot box. @param {...string} parts */
const atBallotBox = (...parts) => [`complementary: ${box("test-label")}`, "banner", `navigation: ${box("this-poll")}`, "main", ...parts, ...FOOT];

describe("the services' pages as they are heard", { concurrency: 1 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  /** A stranger, who hears what stands on the page. @param {string} name @param {(page: import("playwright-core").Page, reader: ScreenReader, visitor: Visitor) => Promise<void>} story */
  const story = (name, story) =>
    it(name, { timeout: STORY }, async () => {
      const { registrar, ballot_box } = stage.services;
      const visitor = await Visitor.arrive(stage.browser, `heard-${name.replaceAll(/[^a-z]+/g, "-")}`, { hosts: [registrar, ballot_box], viewport: SIZES[1].viewport });
      await story(visitor.page, new ScreenReader(visitor), visitor);
      await visitor.leave();
    });

  story("signing in, and a password that is wrong", async (page, reader, visitor) => {
    visitor.expected(401);
    const [email, password, signIn] = [voter("field-email"), voter("field-password"), voter("sign-in-button")];
    await page.goto(`${stage.services.registrar}/sign-in`);
    assert.deepEqual(await reader.outline(), atRegistrar(`heading 1: ${voter("sign-in-title")}`));
    assert.deepEqual(await reader.field(email), { required: true, invalid: "false", description: "" });
    assert.deepEqual(await reader.field(password), { required: true, invalid: "false", description: "" });
    await reader.isNamed();
    await page.getByLabel(email).fill("nobody@example.org");
    await page.getByLabel(password).fill("wrong password");
    await page.getByRole("button", { name: signIn, exact: true }).click();
    await reader.announces(voter("sign-in-refused"));
    assert.match(await page.title(), new RegExp(`^${common("title-refused")} ${voter("sign-in-title")}`));
    assert.deepEqual(await reader.outline(), answered(`heading 1: ${voter("sign-in-title")}`, `heading 2: ${voter("sign-in-refused")}`));
    const why = await page.locator("#email-error").innerText();
    assert.notEqual(why, "");
    for (const name of [email, password]) assert.deepEqual(await reader.field(name), { required: true, invalid: "true", description: why });
  });

  story("registering, and what is wrong with which field", async (page, reader, visitor) => {
    visitor.expected(422);
    await page.goto(`${stage.services.registrar}/register`);
    const title = `heading 1: ${voter("register-title")}`;
    assert.deepEqual(await reader.outline(), atRegistrar(title));
    assert.deepEqual(await reader.field(voter("field-password")), { required: true, invalid: "false", description: voter("password-hint") });
    assert.deepEqual(await reader.field(voter("field-name")), { required: false, invalid: "false", description: "" });
    await reader.isNamed();
    await page.getByLabel(voter("field-email")).fill("new@example.org");
    await page.getByLabel(voter("field-password")).fill("passwordpassword");
    await page.getByRole("button", { name: voter("register-button"), exact: true }).click();
    await reader.announces(voter("faults-title"));
    assert.deepEqual(await reader.outline(), answered(title, `heading 2: ${voter("faults-title")}`));
    const why = await page.locator("#password-error").innerText();
    assert.deepEqual(await reader.field(voter("field-password")), { required: true, invalid: "true", description: `${voter("password-hint")} ${why}` });
    assert.deepEqual(await reader.field(voter("field-email")), { required: true, invalid: "false", description: "" });
    await page.getByRole("alert").getByRole("link", { name: why }).click();
    assert.equal((await reader.only("textbox", voter("field-password"))).focused, true, "the summary leads to the field");
  });

  it("collecting the pass", { timeout: STORY }, () =>
    stage.play("heard-pass", async (scene) => {
      await scene.begin();
      await scene.goForPass();
      await scene.heading(voter("confirm-title"));
      const reader = new ScreenReader(scene.visitor);
      assert.deepEqual(await reader.outline(), [`complementary: ${voter("banner-test-label")}`, ...atRegistrar(`heading 1: ${voter("confirm-title")}`)]);
      const steps = (await reader.all()).filter(({ role, name }) => role === "list" && name === voter("steps-label"));
      assert.equal(steps.length, 1);
      const said = (await reader.all()).filter(({ role }) => role === "StaticText").map(({ name }) => name);
      // Also those that a phone does not show.
      for (const step of ["collect", "mark", "review", "cast", "keep"]) assert.ok(said.includes(voter(`steps-${step}`)), step);
      assert.equal(await scene.page.locator(".steps [aria-current=step]").innerText(), voter("steps-collect"));
      await reader.only("button", voter("collect-button"));
      await reader.only("link", voter("confirm-other-code"));
      await reader.isNamed();
    }));

  it("work in the background, until its end", { timeout: STORY }, async () => {
    const { admin, services } = stage;
    const draft = await admin.draft(TITLE, { electorate: { kind: "roll" } });
    const job = "5".repeat(32);
    // A file that is gone.
    const columns = { id: job, kind: "roll-import", poll: draft, subject: "gone", state: "running", done: 1200, total: 4000, asked_by: "", asked_by_email: "", asked_at: 0 };
    const values = Object.values(columns).map((value) => (typeof value === "number" ? value : `'${value}'`));
    const release = await lock(join(dirname(services.outbox), "registrar.sqlite"), `INSERT INTO jobs (${Object.keys(columns)}) VALUES (${values})`);
    const visitor = await stage.arrive("heard-job", SIZES[0].viewport);
    const { page } = visitor;
    await page.goto(`${services.registrar}/admin/jobs/${job}`);
    const reader = new ScreenReader(visitor);
    const progress = (/** @type {number} */ done) => office("job-progress", { done, total: 4000 });
    await reader.announces(progress(1200));
    await reader.isNamed();
    const { value, valuemax } = await reader.only("progressbar", office("job-title"));
    assert.deepEqual([value, valuemax].map(Number), [1200, 4000]);
    await visitor.lookAtBoth("running");
    const honest = services.proxies.registrar.meddle("GET", /\/progress$/, alterJson((told) => ({ ...told, done: 2400 })));
    await page.getByText(progress(2400)).waitFor();
    await reader.announces(progress(2400));
    honest();
    // Whoever has no business there any more is told by the page itself, and who asks too often asks again.
    visitor.expected(403);
    visitor.expected(429);
    const slower = services.proxies.registrar.meddle("GET", /\/progress$/, answer(429, "{}"));
    await page.waitForResponse((told) => told.status() === 429);
    await page.waitForResponse((told) => told.status() === 429);
    slower();
    const refused = services.proxies.registrar.meddle("GET", /\/progress$/, answer(403, "{}"));
    await page.waitForEvent("load");
    refused();
    await release();
    await page.getByRole("alert").waitFor();
    await reader.announces(office("job-failed"));
    await visitor.lookAtBoth("failed");
    await visitor.leave();
  });

  story("a poll, its receipts, its ballots and its result", async (page, reader, visitor) => {
    // Of the receipt that nobody has.
    visitor.expected(404);
    const { services } = stage;
    const election = await OwnElection.open(services, 9, { title: TITLE, questions: ONE_QUESTION, content_size: 128 });
    const [cast] = await election.cast(4, (i) => new Map([["chair", { choose: [i === 0 ? "ben" : "ada"] }]]));
    const go = async (/** @type {string} */ path) => {
      await page.goto(`${services.ballot_box}/polls/${election.id}${path}`);
      await reader.isNamed();
    };
    const question = ONE_QUESTION[0]?.title;
    await go("");
    assert.deepEqual(await reader.outline(), atBallotBox(`heading 1: ${TITLE}`, `heading 2: ${box("poll-glance")}`, `heading 2: ${box("poll-asked")}`, `heading 3: ${question}`, `heading 2: ${box("poll-protected")}`));
    await reader.only("link", box("poll-vote"));

    await go("/receipt");
    const receipt = `heading 1: ${box("receipt-title")}`;
    assert.deepEqual(await reader.outline(), atBallotBox(receipt));
    assert.deepEqual(await reader.field(box("receipt-code")), { required: true, invalid: "false", description: box("receipt-code-hint") });
    await go("/receipt?code=7Q2M-K0XA-93TC-VW4E");
    await reader.announces(box("receipt-missing-unknown"));
    assert.deepEqual(await reader.outline(), atBallotBox(receipt, `heading 2: ${box("receipt-missing-title")}`));
    assert.deepEqual(await reader.field(box("receipt-code")), { required: true, invalid: "true", description: `${box("receipt-code-hint")} ${box("receipt-missing-unknown")}` });
    await go(`/receipt?code=${cast?.hash}`);
    await reader.announces(t("check-proved"));

    await election.close();
    const downloads = `heading 2: ${box("downloads-title")}`;
    await go("/ballots");
    assert.deepEqual(await reader.outline(), atBallotBox(`heading 1: ${box("crumb-ballots")}`, "search", `region: ${box("ballots-label")}`, downloads));
    const cells = (await reader.all()).filter(({ role }) => role === "columnheader").map(({ name }) => name);
    assert.deepEqual(cells, [box("ballots-column-number"), box("receipt-code"), question]);
    await go("/ballots?search=7Q2M-K0XA-93TC-VW4E");
    await reader.announces(box("receipt-missing-title"));

    await go("/result");
    const parts = [`heading 1: ${box("crumb-result")}`, `heading 2: ${box("result-counts")}`, `heading 3: ${question}`, `heading 2: ${box("check-yourself")}`, downloads];
    assert.deepEqual(await reader.outline(), atBallotBox(...parts));
    for (const [option, votes] of /** @type {const} */ ([["Ada", 3], ["Ben", 1]])) {
      const { value, valuemin, valuemax } = await reader.only("meter", option);
      assert.deepEqual([valuemin, valuemax, value].map(Number), [0, 4, votes]);
    }
    await page.getByText(box("counts-table")).click();
    assert.deepEqual((await reader.all()).filter(({ role }) => role === "rowheader").map(({ name }) => name), ["Ada", "Ben", box("row-abstained")]);
  });
});
