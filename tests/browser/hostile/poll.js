/** Lies about the poll itself: its manifest, its keys, whether it is over. */

import assert from "node:assert/strict";

import { utf8 } from "../../../booth/bytes.js";
import { makeSigner, makeTokenKey, noteOf, statement } from "../../../booth/test/fixtures.js";
import { t } from "../words.js";
import { time } from "../demo.js";
import { alter, alterJson, answer, flood } from "../proxy.js";
import { HTML, digest } from "./common.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */
/** @typedef {import("../proxy.js").Deed} Deed */

/** No manifest but the true one opens a way to vote; no claim that voting is over is believed without proof. @param {Story} story */
export function aboutThePoll(story) {
  /** @type {{ [lie: string]: (scene: Scene) => Deed }} */
  const lies = {
    "another poll's manifest": (scene) => async (exchange) => {
      const other = await scene.stage.admin.publish("Another poll");
      exchange.reply(await exchange.forward(`/api/v1/polls/${other}/manifest`));
    },
    "another poll's pass key in the manifest's place": (scene) => async (exchange) => {
      const other = await scene.stage.admin.publish("Another poll");
      const theirs = passKey(await manifestOf(scene, other));
      await alter((note) => note.replace(passKey(note), theirs))(exchange);
    },
    "a manifest with an option renamed": () => alter((note) => note.replace('"Ada"', '"Eve"')),
    "a manifest without the registrar's signature": () => alter((note) => note.replace(/^— localhost.*\n/m, "")),
    "a manifest without the ballot box's signature": () => alter((note) => note.replace(/^— 127.*\n/m, "")),
    "a manifest signed by an unknown key": ({ signers }) => {
      const { name } = signers.registrar;
      return async (exchange) => {
        const text = (await exchange.forward()).body.toString().split("\n\n")[0] + "\n";
        const forged = noteOf(text, await makeSigner(name), signers.ballotBox);
        exchange.reply({ status: 200, headers: {}, body: Buffer.from(forged) });
      };
    },
    "a page in the manifest's place": () => answer(200, HTML),
    "a manifest that never ends": () => flood,
  };
  for (const [lie, deed] of Object.entries(lies)) {
    story(lie, async (scene) => {
      const honest = scene.atBallotBox("GET", "/manifest", deed(scene));
      await scene.open();
      await scene.heading(t("trouble-manifest-title"));
      assert.equal(await scene.page.getByRole("button").count(), 0, "no way to vote here");
      if (lie === "a page in the manifest's place") await scene.look("manifest-refused");
      await scene.nothingCast();
      honest();
      await scene.vote();
    });
  }

  /** @type {{ [lie: string]: () => Buffer }} */
  const keys = {
    "a pass key of 3072 bits": () => Buffer.from(makeTokenKey(3072).spki),
    "a pass key with the exponent 3": () => Buffer.concat([Buffer.from(makeTokenKey().spki).subarray(0, -1), Buffer.of(3)]),
    "a pass key that is even": () => {
      const spki = Buffer.from(makeTokenKey().spki);
      spki[spki.length - 6] = (spki.at(-6) ?? 0) & 0xfe;
      return spki;
    },
  };
  for (const [lie, key] of Object.entries(keys)) {
    story(`${lie}, signed by both services`, async (scene) => {
      await scene.page.goto(await pretend(scene, key()));
      await scene.heading(t("trouble-manifest-title"));
      await scene.nothingCast();
    });
  }

  /** @type {{ [lie: string]: Deed }} */
  const summaries = {
    "a phase that is markup": alterJson((summary) => ({ ...summary, phase: HTML })),
    "a close that is markup": alterJson((summary) => ({ ...summary, voting_closes: HTML })),
    "a list in the summary's place": alterJson(() => []),
  };
  for (const [lie, deed] of Object.entries(summaries)) {
    story(lie, async (scene) => {
      const honest = scene.atBallotBox("GET", "", deed);
      await scene.open();
      await scene.heading(t("trouble-manifest-title"));
      honest();
      await scene.vote();
    });
  }

  story("a poll that is said to be over", async (scene) => {
    const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "counted" })));
    await scene.open();
    await scene.says(t("start-doubted-title"));
    await scene.look("said-to-be-over");
    await scene.vote();
    honest();
  });

  story("a poll that is said to be cancelled", async (scene) => {
    const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "cancelled" })));
    await scene.open();
    await scene.says(t("start-doubted-title"));
    honest();
    await scene.vote();
  });

  const LONG_OPEN = { draft: { issuance_opens: time(-7200), voting_opens: time(-3600) } };

  story("a poll that is said not to have opened yet", async (scene) => {
    const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "before" })));
    await scene.open();
    await scene.says(t("start-doubted-before-title"));
    await scene.look("said-not-to-be-open");
    await scene.vote();
    honest();
  }, LONG_OPEN);

  for (const [when, now] of Object.entries({ "not yet": "2020-01-01T00:00:00Z", "no longer": "2040-01-01T00:00:00Z" })) {
    story(`a time at which passes are ${when} given out`, async (scene) => {
      const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, now })));
      await scene.open();
      await scene.says(t("start-doubted-passes-title"));
      await scene.vote();
      honest();
    }, LONG_OPEN);
  }

  story("a notice of the close that the registrar has not signed", async (scene) => {
    const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "closed" })));
    const notice = statement("psephos-notice/v1", { poll: scene.poll, seq: 1, kind: "close", voting_closes: time(-1), reason: "", at: time(-2) });
    const forged = noteOf(notice, scene.signers.ballotBox);
    const silent = scene.atBallotBox("GET", "/notices", answer(200, JSON.stringify({ notices: [forged] }), { "content-type": "application/json" }));
    await scene.open();
    await scene.says(t("start-doubted-title"));
    await scene.nothingCast();
    honest();
    silent();
    await scene.vote();
  });
}

/** A poll's manifest as it was signed. @param {Scene} scene @param {string} poll */
const manifestOf = async ({ stage }, poll) => (await fetch(`${stage.services.direct}/api/v1/polls/${poll}/manifest`)).text();

/** The pass key in a manifest. @param {string} note */
function passKey(note) {
  const key = /"token":\{"type":2,"key":"([^"]+)"\}/.exec(note)?.[1];
  assert.ok(key, note);
  return key;
}

/**
 * A poll like the scene's with another pass key, under an id of its own, signed by both services' real keys and served by
 * a ballot box that is in the plot. Returns its booth's address.
 * @param {Scene} scene
 * @param {Buffer} spki
 */
async function pretend(scene, spki) {
  const { proxies, ballot_box } = scene.stage.services;
  const real = await manifestOf(scene, scene.poll);
  const text = `${real.split("\n\n")[0]}\n`.replace(passKey(real), spki.toString("base64url"));
  const id = await digest(utf8(text));
  const note = noteOf(text, scene.signers.registrar, scene.signers.ballotBox);
  proxies.ballotBox.meddle("GET", new RegExp(id), (exchange) => exchange.forward(exchange.request.url?.replace(id, scene.poll)).then((answer) => exchange.reply(answer)));
  proxies.ballotBox.meddle("GET", new RegExp(`${id}/manifest`), answer(200, note));
  return `${ballot_box}/polls/${id}/booth`;
}
