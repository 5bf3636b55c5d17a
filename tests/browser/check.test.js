/** *Check this election*: the whole election again, in the visitor's browser, on a desktop and on a phone. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { noteOf } from "../../booth/test/fixtures.js";
import { SIZES, Visitor } from "./chromium.js";
import { OwnElection, untilCounted } from "./election.js";
import { alter, busy, hold } from "./proxy.js";
import { Stage } from "./scene.js";
import { STORY } from "./until.js";
import { wordsOf } from "./words.js";

const t = wordsOf("en", "check");

describe("the check of an election", { concurrency: 1 }, () => {
  /** @type {Stage} */ let stage;
  /** @type {OwnElection} */ let election;
  before(async () => {
    stage = await Stage.open();
    election = await OwnElection.counted(stage.services, 25);
  });
  after(() => stage?.close());

  /**
   * A visitor at the check page of the counted election.
   * @param {string} name @param {(visitor: Check) => Promise<void>} story
   * @param {{ viewport?: { width: number, height: number }, scripts?: boolean, locale?: string }} [options]
   */
  const story = (name, story, { viewport = { width: 390, height: 844 }, scripts = true, locale = "en-GB" } = {}) =>
    it(name, { timeout: STORY }, async () => {
      const { services, browser } = stage;
      const file = `check-${name.replaceAll(/[^a-z0-9]+/g, "-").slice(0, 50)}`;
      const visitor = await Visitor.arrive(browser, file, { hosts: [services.ballot_box], viewport, scripts, locale });
      const check = new Check(stage, visitor, election.id);
      await check.open();
      await story(check);
      check.honest();
      await visitor.leave();
    });

  for (const { name, viewport } of SIZES) {
    story(`goes from the result to the verdict (${name})`, async (check) => {
      const { page, visitor } = check;
      await page.goto(`${stage.services.ballot_box}/polls/${election.id}/result`);
      await page.getByRole("link", { name: "Check this election" }).click();
      await page.getByRole("button", { name: t("audit-start") }).waitFor();
      await visitor.look("before");
      await check.begin();
      await check.says(t("audit-holds-title"));
      await visitor.look("holds");
      const rows = await page.locator("#check .facts > dd").allInnerTexts();
      for (const row of rows.slice(0, 7)) assert.match(row, /^In order\./);
      assert.match(rows.join(), /Ballots:\s25\. Passes:\s25\. May vote:\s40\./);
      await page.getByText(t("audit-details-title")).click();
      await check.says(election.id);
      await visitor.look("details");
    }, { viewport });
  }

  story("is done by keyboard, and told to those who cannot see it", async (check) => {
    const { page, visitor } = check;
    const held = hold();
    check.meddle("/entries", held.deed);
    await page.getByRole("button", { name: t("audit-start") }).focus();
    await page.keyboard.press("Enter");
    const bar = page.getByRole("progressbar", { name: t("audit-running") });
    await bar.waitFor();
    await visitor.look("running");
    assert.equal(await focused(page), t("audit-running"), "the focus is where something happens");
    assert.equal(await page.getByRole("status").innerText(), t("audit-fetching"));
    held.release();
    await check.says(t("audit-holds-title"));
    assert.equal(await focused(page), t("audit-holds-title"));
    assert.equal(await page.getByRole("status").innerText(), t("audit-holds-title"));
  });

  story("can be cancelled, and begun again", async (check) => {
    const { page } = check;
    const held = hold();
    check.meddle("/ballots", held.deed, 2);
    await check.begin();
    await held.arrived;
    assert.equal(page.workers().length, 1);
    const ended = page.workers()[0]?.waitForEvent("close");
    await check.press(t("audit-cancel"));
    await check.says(t("audit-cancelled"));
    await ended;
    assert.equal(page.workers().length, 0, "nothing goes on");
    held.release();
    await check.press(t("audit-again"));
    await check.says(t("audit-holds-title"));
  });

  story("says nothing of the election when the ballot box is too busy", async (check) => {
    check.visitor.expected(503);
    check.meddle("/ballots", busy);
    await check.begin();
    await check.says(t("audit-unreachable"));
    await check.visitor.look("busy");
    check.honest();
    await check.press(t("audit-again"));
    await check.says(t("audit-holds-title"));
  });

  const forged = (/** @type {(note: string) => string} */ change) =>
    alter((note) => noteOf(change(`${note.split("\n").slice(0, 2).join("\n")}\n`), stage.services.signers.ballotBox));
  /** @type {{ [what: string]: { path: string, deed: () => import("./proxy.js").Deed, fault: string, convicts: boolean } }} */
  const spoils = {
    "an altered ballot": { path: "/ballots", deed: () => changed((ballots) => flip(ballots, 500)), fault: "signature-invalid", convicts: false },
    "a ballot that is withheld": { path: "/ballots", deed: () => changed((ballots) => ballots.subarray(ballots.readUInt16BE(0) + 2)), fault: "ballot-missing", convicts: false },
    "counts that are not those of the ballots, signed": { path: "/results/1", deed: () => forged((text) => text.replace(/"a":(\d+)/, (_, n) => `"a":${Number(n) + 1}`)), fault: "result-tally", convicts: true },
    "a result that is not signed": { path: "/results/1", deed: () => alter((note) => note.replace(/"a":\d+/, '"a":99')), fault: "statement-signature", convicts: false },
    "an entry that is exchanged": { path: "/entries", deed: () => changed((entries) => flip(entries, 33 * 4 + 9)), fault: "checkpoint-root", convicts: false },
    "the description of another poll": { path: "/manifest", deed: () => alter((note) => note.replace("Rowing", "Sailing")), fault: "other-poll", convicts: false },
    "markup for a checkpoint": { path: "/checkpoint", deed: () => alter(() => "<b>Trust me</b>"), fault: "checkpoint-malformed", convicts: false },
  };
  for (const [what, { path, deed, fault, convicts }] of Object.entries(spoils)) {
    story(`tells of ${what}`, async (check) => {
      check.meddle(path, deed());
      await check.begin();
      await check.says(t("audit-faults-title"));
      await check.says(t(`audit-fault-${fault}`));
      const proof = t("audit-convicts", { name: stage.services.signers.ballotBox.name });
      assert.equal((await check.page.getByText(proof).count()) > 0, convicts);
      await check.page.getByText(t("audit-details-title")).click();
      await check.page.locator("#check code", { hasText: fault }).first().waitFor();
      if (fault === "result-tally" || fault === "signature-invalid") await check.visitor.lookAtBoth(fault);
    });
  }

  story("takes a bundle that was saved, and finds what was changed in it", async (check) => {
    const { page } = check;
    const bundle = Buffer.from(await (await fetch(`${stage.services.direct}/api/v1/polls/${election.id}/bundle`)).arrayBuffer());
    const choose = async (/** @type {Buffer} */ file) => {
      await page.locator("summary", { hasText: t("audit-file") }).click();
      await page.getByLabel(t("audit-file-label")).setInputFiles({ name: "bundle.tar", mimeType: "application/x-tar", buffer: file });
    };
    await choose(bundle);
    await check.says(t("audit-holds-title"));
    await choose(flip(bundle, bundle.indexOf("ballots.bin") + 512 + 450));
    await check.says(t("audit-faults-title"));
    await choose(Buffer.from("this is no bundle"));
    await check.says(t("audit-no-bundle"));
    await check.visitor.lookAtBoth("no-bundle");
  });

  for (const [language, viewport] of /** @type {const} */ ([["de", SIZES[0].viewport], ["de", SIZES[1].viewport], ["fr", SIZES[1].viewport], ["es", SIZES[1].viewport]])) {
    story(`tells every verdict in ${language} at ${viewport.width} pixels`, async (check) => {
      const [t, { page, visitor }] = [wordsOf(language, "check"), check];
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      const held = hold();
      check.meddle("/entries", held.deed);
      await check.press(t("audit-start"));
      await page.getByRole("progressbar", { name: t("audit-running") }).waitFor();
      await visitor.look("running");
      held.release();
      await check.says(t("audit-holds", { ballots: 25 }));
      await check.says(t("audit-amount-numbers", { ballots: 25, issued: 25, eligible: 40 }));
      await visitor.look("holds");

      check.meddle("/ballots", changed((ballots) => flip(ballots, 500)));
      await check.press(t("audit-again"));
      await check.says(t("audit-faults-title"));
      for (const fault of ["signature-invalid", "ballot-missing", "ballot-not-logged", "result-tally"]) await check.says(t(`audit-fault-${fault}`));
      await page.getByText(t("audit-details-title")).click();
      await visitor.look("faults");
      check.honest();

      // Neither can be had from an election of this size that is over.
      const counts = { statements: 3, results: 0, issued: null, eligible: null, own: [] };
      check.finds({ verdict: "unchecked", faults: [], warnings: [], gaps: ["too-large", "ml-dsa-44"], facts: counts });
      await check.press(t("audit-again"));
      for (const said of [t("audit-unchecked"), t("audit-gap-too-large"), t("audit-gap-ml-dsa-44")]) await check.says(said);
      await visitor.look("unchecked");
      check.finds({ verdict: "holds", faults: [], warnings: [{ warning: "not-counted", detail: "" }], gaps: [], facts: counts });
      await check.press(t("audit-again"));
      await check.says(t("audit-open"));
      await check.says(t("audit-not-yet"));
      await visitor.look("open");
    }, { viewport, locale: language });
  }

  story("is drawn in dark colours and 320 pixels", async (check) => {
    await check.page.emulateMedia({ colorScheme: "dark" });
    const held = hold();
    check.meddle("/entries", held.deed);
    await check.begin();
    await check.page.getByRole("progressbar").waitFor();
    await check.visitor.look("running");
    check.meddle("/ballots", changed((ballots) => flip(ballots, 500)));
    held.release();
    await check.says(t("audit-faults-title"));
    await check.page.getByText(t("audit-details-title")).click();
    await check.visitor.look("faults");
    check.honest();
    await check.press(t("audit-again"));
    await check.says(t("audit-holds-title"));
    await check.visitor.look("holds");
  }, { viewport: { width: 320, height: 640 } });

  story("says on an insecure address what it needs", async (check) => {
    const address = new URL(check.page.url());
    check.visitor.hosts.push(`http://box.test:${address.port}`);
    check.visitor.expected("Cross-Origin-Opener-Policy");
    await check.page.goto(check.page.url().replace(address.hostname, "box.test"));
    await check.says(t("audit-insecure"));
    assert.equal(await check.page.getByRole("button").count(), 0);
  });

  story("says without scripts what it needs", async (check) => {
    // Playwright looks for no text within `noscript`.
    const words = await check.page.locator("noscript p").innerText();
    assert.match(words, /scripts are switched off here.* psephos audit/s);
    await check.page.getByText(/psephos audit http/).waitFor();
    assert.equal(await check.page.getByRole("button").count(), 0);
    await check.visitor.lookAtBoth("without-scripts");
  }, { scripts: false });

  it("says nothing of a result while voting is open, and finds the voter's own ballot", { timeout: STORY }, () =>
    stage.play("check-own-ballot", async (scene) => {
      const { page } = scene;
      const check = new Check(stage, scene.visitor, scene.poll);
      await check.open();
      await check.begin();
      await check.says(t("audit-open"));
      await check.says(t("audit-own-none"));
      await scene.look("open");
      await scene.collect();
      await scene.mark();
      await scene.cast();
      const code = await scene.recorded();
      await check.open();
      await check.begin();
      await check.says(t("audit-own-listed"));
      await stage.admin.close(scene.poll);
      await untilCounted(stage.services, scene.poll);
      const { seen } = stage.services.proxies.ballotBox;
      const before = seen.length;
      await check.open();
      await check.begin();
      await check.says(t("audit-own-counted"));
      assert.ok(!(await page.locator("main").innerText()).includes(code), "nothing on the page tells which ballot it is");
      assert.deepEqual(seen.slice(before).filter((line) => line.includes("receipts/")), [], "the ballot box is not asked for it");
      await scene.look("counted");
    }));

  it("checks more than two thousand ballots, and speaks seldom", { timeout: STORY }, async (test) => {
    const large = await OwnElection.counted(stage.services, 2_300);
    const { services, browser } = stage;
    const visitor = await Visitor.arrive(browser, "check-many", { hosts: [services.ballot_box], viewport: { width: 390, height: 844 } });
    const check = new Check(stage, visitor, large.id);
    await check.open();
    await check.page.evaluate(() => {
      const heard = /** @type {any} */ (window).heard = /** @type {number[]} */ ([]);
      const live = /** @type {Node} */ (document.getElementById("live"));
      new MutationObserver(() => heard.push(performance.now())).observe(live, { childList: true, characterData: true, subtree: true });
    });
    const { deed, release } = halfWay();
    check.meddle("/ballots", deed, 2);
    await check.begin();
    await check.page.locator("#check").getByText(/^Checking and counting ballots: 1,/).waitFor({ timeout: STORY });
    await visitor.look("half-way");
    release();
    await check.says(t("audit-holds-title"));
    await check.says("Ballots: 2,300. Passes: 2,300.");
    check.honest();
    await check.press(t("audit-again"));
    await check.page.getByRole("progressbar").waitFor();
    await check.page.getByText(t("audit-holds-title")).first().waitFor({ timeout: STORY });
    const took = await check.page.locator("#check .notice p").last().innerText();
    test.diagnostic(`2,300 ballots: ${took}`);
    const [heard, seconds] = await check.page.evaluate(() => [/** @type {any} */ (window).heard, performance.now() / 1000]);
    // Beginnings and verdicts of both are told at once, and one more of each before its first four seconds are over.
    assert.ok(heard.length <= 6 + seconds / 4, `heard ${heard.length} times in ${seconds} s`);
    const downloads = services.proxies.ballotBox.seen.filter((line) => line.includes(large.id) && /\/(?:bundle|ballots)$/.test(line) && line.startsWith("GET"));
    assert.deepEqual(new Set(downloads), new Set([`GET /api/v1/polls/${large.id}/ballots`]), "never everything at once");
    await visitor.look("many");
    await visitor.leave();
  });
});

/** The check page of one poll, and what stands between it and the ballot box. */
class Check {
  /** @param {Stage} stage @param {Visitor} visitor @param {string} poll */
  constructor(stage, visitor, poll) {
    this.stage = stage;
    this.visitor = visitor;
    this.page = visitor.page;
    this.poll = poll;
    /** @type {(() => void)[]} */
    this.rules = [];
  }

  open() {
    return this.page.goto(`${this.stage.services.ballot_box}/polls/${this.poll}/check`);
  }

  begin() {
    return this.press(t("audit-start"));
  }

  /** @param {string} name */
  press(name) {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  /** @param {string} text */
  says(text) {
    return this.page.locator("#check").getByText(text).first().waitFor();
  }

  /** @param {string} path @param {import("./proxy.js").Deed} deed @param {number} [times] */
  meddle(path, deed, times) {
    this.rules.push(this.stage.services.proxies.ballotBox.meddle("GET", new RegExp(`/api/v1/polls/${this.poll}${path}$`), deed, times));
  }

  /** From now on the worker finds this, whatever is published. @param {object} findings without what was counted */
  finds(findings) {
    const told = `{ kind: "found", findings: { counts: new Map(), ...${JSON.stringify(findings)} } }`;
    const worker = alter(() => `self.addEventListener("message", () => self.postMessage(${told}));`);
    this.rules.push(this.stage.services.proxies.ballotBox.meddle("GET", /\/booth\/audit_worker\.js$/, worker));
  }

  /** From now on the ballot box answers for itself. */
  honest() {
    for (const end of this.rules.splice(0)) end();
  }
}

/** What has the focus, by its text. @param {import("playwright-core").Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent);

/** Alters an answer that is no text. @param {(body: Buffer) => Uint8Array} change @returns {import("./proxy.js").Deed} */
const changed = (change) => async (exchange) => {
  const real = await exchange.forward();
  exchange.reply({ ...real, body: Buffer.from(change(real.body)) });
};

/** Sends half of a long answer, and the rest once `release` was called; the first answer is only looked at. */
function halfWay() {
  /** @type {() => void} */ let release = () => {};
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  /** @type {import("./proxy.js").Deed} */
  const deed = async (exchange) => {
    const { status, headers, body } = await exchange.forward();
    exchange.response.writeHead(status, { ...headers, "content-length": body.length });
    exchange.response.write(body.subarray(0, body.length / 2));
    await released;
    exchange.response.end(body.subarray(body.length / 2));
  };
  return { deed, release: () => release() };
}

/** @param {Buffer} bytes @param {number} at */
function flip(bytes, at) {
  const spoilt = Buffer.from(bytes);
  spoilt[at] = Number(spoilt[at]) ^ 1;
  return spoilt;
}
