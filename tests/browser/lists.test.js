/** A voter comes back with a receipt file, and the public list has grown since, or has it? */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

import { base64, concat, parseHex } from "../../booth/bytes.js";
import { BALLOT_ENTRY, leafHash, logEntry, logOrigin, nodeHash } from "../../booth/log.js";
import { noteOf } from "../../booth/test/fixtures.js";
import { STORY } from "./until.js";
import { t } from "./words.js";
import { Visitor } from "./chromium.js";
import { PSEPHOS } from "./demo.js";
import { OwnElection } from "./election.js";
import { alter, answer } from "./proxy.js";
import { Stage } from "./scene.js";

describe("a receipt beside a newer list", { concurrency: 1 }, () => {
  /** @type {Stage} */ let stage;
  /** @type {OwnElection} */ let election;
  /** The first ballot, and a receipt of it in a list of five ballots. @type {{ cast: import("./election.js").Cast, proof: string, file: string }} */ let early;
  before(async () => {
    stage = await Stage.open();
    election = await OwnElection.open(stage.services, 400);
    const [cast] = await election.cast(5);
    assert.ok(cast);
    const proof = await election.proof(cast);
    early = { cast, proof, file: `${cast.promise}proof\n${proof}` };
    await election.cast(295);
  });
  after(() => stage?.close());

  /** @param {string} name @param {(visitor: Visitor, open: (file: string) => Promise<void>) => Promise<void>} story */
  const story = (name, story) =>
    it(name, { timeout: STORY }, async () => {
      const { services, browser } = stage;
      const file = `lists-${name.replaceAll(/[^a-z0-9]+/g, "-").slice(0, 50)}`;
      const visitor = await Visitor.arrive(browser, file, { hosts: [services.ballot_box], viewport: { width: 390, height: 844 } });
      await visitor.page.goto(`${services.ballot_box}/polls/${election.id}/receipt`);
      await story(visitor, (text) =>
        visitor.page.getByLabel("Or open the receipt file that you saved").setInputFiles({ name: "my.psephos-receipt", mimeType: "text/plain", buffer: Buffer.from(text) }),
      );
      await visitor.leave();
    });

  /** @param {string} path @param {import("./proxy.js").Deed} deed */
  const meddle = (path, deed) => stage.services.proxies.ballotBox.meddle("GET", new RegExp(`/polls/${election.id}${path}`), deed);

  /** Saves the evidence, and asks what it proves. @param {Visitor} visitor */
  async function examine(visitor) {
    const download = visitor.page.waitForEvent("download");
    await visitor.page.getByRole("button", { name: t("evidence-save") }).click();
    const path = await (await download).path();
    const { stdout } = await promisify(execFile)(PSEPHOS, ["evidence", path]).catch((/** @type {any} */ error) => error);
    return String(stdout);
  }

  story("is found in a list that has grown", async (visitor, open) => {
    const { page } = visitor;
    await open(early.file);
    await page.getByText(t("check-extended")).waitFor();
    await page.getByText(t("check-file-proved")).waitFor();
    const tiles = stage.services.proxies.ballotBox.seen.filter((line) => line.includes(`${election.id}/log/tile/`));
    assert.ok(tiles.length > 0 && tiles.length === new Set(tiles).size, tiles.join());
    await visitor.lookAtBoth("grown");
  });

  story("is checked where it was chosen before the page had its words", async ({ page }, open) => {
    /** @type {() => void} */ let release = () => {};
    const released = new Promise((resolve) => (release = () => resolve(undefined)));
    await page.route(/\/booth\/words_en\.json$/, (route) => released.then(() => route.continue()));
    await page.reload();
    await open(early.file);
    release();
    await page.getByText(t("check-file-proved")).waitFor();
  });

  story("is told of a list that is shorter than its own", async (visitor, open) => {
    const proof = await election.proof(early.cast);
    const honest = meddle("/receipts/[0-9a-f]{64}/proof", alter(() => early.proof));
    await open(`${early.cast.promise}proof\n${proof}`);
    await visitor.page.getByText(t("check-shorter")).waitFor();
    assert.equal(await visitor.page.getByText(t("check-wrong-title"), { exact: true }).filter({ visible: true }).count(), 1, "it is said once");
    await visitor.lookAtBoth("shorter");
    const said = await examine(visitor);
    assert.doesNotMatch(said, /PROVED/, "an old answer convicts nobody");
    honest();
    await visitor.page.reload();
    await open(early.file);
    await visitor.page.getByText(t("check-extended")).waitFor();
  });

  story("is told of a list with another past, and can prove it", async (visitor, open) => {
    await open(await forgedReceipt());
    await visitor.page.getByText(t("check-other-past")).waitFor();
    await visitor.lookAtBoth("other-past");
    assert.match(await examine(visitor), /PROVED against the ballot box/);
  });

  for (const [what, deed] of Object.entries({ "that are not shown": answer(404, "{}"), "that are made up": alter((tile) => tile.replace(/./gs, "x")) })) {
    story(`believes no parts of a list ${what}`, async (visitor, open) => {
      if (what === "that are not shown") visitor.expected(404);
      const honest = meddle("/log/tile/", deed);
      await open(early.file);
      await visitor.page.getByText(what === "that are not shown" ? t("check-unreachable") : t("check-other-past")).waitFor();
      honest();
    });
  }

  /** A receipt whose list of four entries, signed by the ballot box, is not the beginning of the one that it shows. */
  async function forgedReceipt() {
    const { ballotBox } = stage.services.signers;
    const entries = [1, 5, 0, 2].map((type, i) => (i === 2 ? logEntry(BALLOT_ENTRY, parseHex(early.cast.hash)) : logEntry(type, new Uint8Array(32).fill(i))));
    const [a, b, c, d] = /** @type {[any, any, any, any]} */ (await Promise.all(entries.map(leafHash)));
    const left = await nodeHash(a, b);
    const root = await nodeHash(left, await nodeHash(c, d));
    const checkpoint = noteOf(`${logOrigin(ballotBox.name, election.id)}\n4\n${base64(concat(root))}\n`, ballotBox);
    return `${early.cast.promise}proof\nc2sp.org/tlog-proof@v1\nindex 2\n${base64(d)}\n${base64(left)}\n\n${checkpoint}`;
  }
});
