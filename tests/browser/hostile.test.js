/** A ballot box or a registrar that lies: each lie is refused in words, nothing is lost, and the honest answer still counts. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { base64url, concat, hex, parseHex, sha256, utf8 } from "../../booth/bytes.js";
import { BALLOT_ENTRY, logEntry } from "../../booth/log.js";
import { makeSigner, makeTokenKey, noteOf, statement } from "../../booth/test/fixtures.js";
import { words } from "../../booth/words.js";
import { time } from "./demo.js";
import { alter, alterJson, answer, flood, trickle } from "./proxy.js";
import { Stage } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./proxy.js").Exchange} Exchange */
/** @typedef {import("./proxy.js").Deed} Deed */

const HTML = `<img src=x onerror="hacked=1"><script>hacked=1</script>"'&amp;`;

describe("a service lies", { concurrency: 2 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  /** @param {string} name @param {(scene: Scene) => Promise<void>} story @param {Parameters<Stage["play"]>[2]} [options] */
  const story = (name, story, options) =>
    it(name, { timeout: 120_000 }, () => stage.play(name.replaceAll(/[^a-z0-9]+/g, "-").slice(0, 50), story, options));

  describe("about the poll", { concurrency: 2 }, () => {
    /** @type {{ [lie: string]: (scene: Scene) => Deed }} */
    const lies = {
      "another poll's manifest": () => async (exchange) => {
        const other = await stage.admin.publish("Another poll");
        exchange.reply(await exchange.forward(`/api/v1/polls/${other}/manifest`));
      },
      "a manifest with an option renamed": () => alter((note) => note.replace('"Ada"', '"Eve"')),
      "a manifest without the registrar's signature": () => alter((note) => note.replace(/^— localhost.*\n/m, "")),
      "a manifest without the ballot box's signature": () => alter((note) => note.replace(/^— 127.*\n/m, "")),
      "a manifest signed by an unknown key": ({ stage }) => {
        const { name } = stage.services.signers.registrar;
        return async (exchange) => {
          const text = (await exchange.forward()).body.toString().split("\n\n")[0] + "\n";
          const forged = noteOf(text, await makeSigner(name), stage.services.signers.ballotBox);
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
        await scene.heading(words.trouble.manifestTitle);
        assert.equal(await scene.page.getByRole("button").count(), 0, "no way to vote here");
        if (lie === "a page in the manifest's place") await scene.look("manifest-refused");
        await scene.nothingCast();
        honest();
        await voteAtLast(scene);
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
        await scene.heading(words.trouble.manifestTitle);
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
        await scene.heading(words.trouble.manifestTitle);
        honest();
        await voteAtLast(scene);
      });
    }

    story("a poll that is said to be over", async (scene) => {
      const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "counted" })));
      await scene.open();
      await scene.says(words.start.doubtedTitle);
      await scene.look("said-to-be-over");
      await voteAtLast(scene);
      honest();
    });

    story("a poll that is said to be cancelled", async (scene) => {
      const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "cancelled" })));
      await scene.open();
      await scene.says(words.start.doubtedTitle);
      honest();
      await voteAtLast(scene);
    });

    story("a notice of the close that the registrar has not signed", async (scene) => {
      const honest = scene.atBallotBox("GET", "", alterJson((summary) => ({ ...summary, phase: "closed" })));
      const notice = statement("psephos-notice/v1", { poll: scene.poll, seq: 1, kind: "close", voting_closes: time(-1), reason: "", at: time(-2) });
      const forged = noteOf(notice, stage.services.signers.ballotBox);
      const silent = scene.atBallotBox("GET", "/notices", answer(200, JSON.stringify({ notices: [forged] }), { "content-type": "application/json" }));
      await scene.open();
      await scene.says(words.start.doubtedTitle);
      await scene.nothingCast();
      honest();
      silent();
      await voteAtLast(scene);
    });
  });

  describe("about the pass", { concurrency: 2 }, () => {
    story("a pass that was altered", async (scene) => {
      await scene.begin();
      const honest = scene.atRegistrar("POST", "/pass/confirm", alterHandover((fields) => fields.set("pass", base64url(new Uint8Array(256).fill(7)))));
      await scene.fetchPass();
      await scene.says(words.request.badTitle);
      await scene.look("pass-altered");
      honest();
      await scene.fetchPass();
      await finish(scene);
    });

    story("rubbish for a pass, with a signed note", async (scene) => {
      await scene.begin();
      const honest = scene.atRegistrar("POST", "/pass/confirm", async (exchange) => {
        const rubbish = new Uint8Array(256).fill(7);
        const request = new URLSearchParams(exchange.body.toString()).get("request") ?? "";
        const body = { poll: scene.poll, request: await digest(Buffer.from(request, "base64url")), response: await digest(rubbish) };
        const note = noteOf(statement("psephos-pass/v1", body), stage.services.signers.registrar);
        await alterHandover((fields) => {
          fields.set("pass", base64url(rubbish));
          fields.set("note", base64url(utf8(note)));
        })(exchange);
      });
      await scene.fetchPass();
      await scene.says(words.request.signedTitle);
      await scene.look("pass-rubbish-signed");
      const evidence = await readFile(await scene.save(words.evidence.save), "utf8");
      assert.match(evidence, /=== note of the pass ===\npsephos-pass\/v1\n/);
      honest();
      await scene.fetchPass();
      await finish(scene);
    });

    story("a refusal that is markup", async (scene) => {
      await scene.begin();
      const honest = scene.atRegistrar("POST", "/pass/confirm", alterHandover((fields) => {
        fields.delete("pass");
        fields.set("refused", HTML);
      }));
      await scene.fetchPass();
      await scene.says(/gave no reason/);
      honest();
      await scene.fetchPass();
      await finish(scene);
    });

    story("junk in the address, in an open tab and in a new one", async (scene) => {
      await scene.collect();
      const before = await scene.stored();
      await scene.page.evaluate(() => void (location.hash = "#pass=BBBB&note="));
      await scene.says(words.request.badTitle);
      for (const junk of ["#pass=AAAA&note=x", `#pass=${"A".repeat(342)}`, "#refused=not-eligible", "#refused=%3Cimg%20src=x%3E", "#pass=&note=", "#x"]) {
        await scene.page.goto("about:blank");
        await scene.page.goto(scene.booth + junk);
        await scene.heading("Who shall take the chair?");
        assert.equal(await scene.stored(), before, junk);
      }
      await finish(scene);
    });
  });

  describe("about the ballot", { concurrency: 2 }, () => {
    /** What the ballot box says although it took the ballot. @type {{ [lie: string]: (scene: Scene, hash: string) => string | Promise<string> }} */
    const promises = {
      "a promise for another ballot": (scene) => promise(stage, scene.poll, "0".repeat(64)),
      "a promise for another poll": (_, hash) => promise(stage, "0".repeat(64), hash),
      "a promise signed by another key": async (scene, hash) =>
        noteOf(statement("psephos-promise/v1", { poll: scene.poll, ballot: hash }), await makeSigner(stage.services.signers.ballotBox.name)),
      "a promise with a letter changed": (scene, hash) => promise(stage, scene.poll, hash).replace(/(.{8})\n$/, (end) => (end[0] === "A" ? "B" : "A") + end.slice(1)),
      "the registrar's signature under the promise": (scene, hash) =>
        noteOf(statement("psephos-promise/v1", { poll: scene.poll, ballot: hash }), stage.services.signers.registrar),
      "a checkpoint for a promise": (scene) => noteOf(`${stage.services.signers.ballotBox.name}/polls/${scene.poll}/log\n3\n${"A".repeat(43)}=\n`, stage.services.signers.ballotBox),
      "a good promise with a bad signature beside it": (scene, hash) => {
        const good = promise(stage, scene.poll, hash);
        return good + promise(stage, scene.poll, "0".repeat(64)).split("\n").at(-2) + "\n";
      },
      "nothing for a promise": () => "",
      "markup for a promise": () => HTML,
    };
    for (const [lie, note] of Object.entries(promises)) {
      story(lie, async (scene) => {
        await scene.collect();
        await scene.mark();
        const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
          const real = await exchange.forward();
          exchange.reply({ ...real, body: Buffer.from(await note(scene, await digest(exchange.body))) });
        });
        await scene.cast();
        await scene.heading(words.cast.wrongTitle);
        if (lie === "markup for a promise") await scene.look("wrong-answer");
        assert.match(await readFile(await scene.save(words.evidence.save), "utf8"), /^psephos-evidence\/v1\npoll: [0-9a-f]{64}\n/);
        honest();
        await scene.press(words.cast.again);
        await scene.recorded();
      });
    }

    story("an answer to the ballot that never ends", async (scene) => {
      await scene.collect();
      await scene.mark();
      const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
        await exchange.forward();
        await flood(exchange);
      });
      await scene.cast();
      await scene.heading(words.cast.wrongTitle);
      honest();
      await scene.press(words.cast.again);
      await scene.recorded();
    });

    story("an answer to the ballot that trickles for ever", async (scene) => {
      await scene.collect();
      await scene.mark();
      // From here on the booth loses its patience sixty times sooner.
      await scene.page.evaluate(() => {
        const real = AbortSignal.timeout.bind(AbortSignal);
        AbortSignal.timeout = (milliseconds) => real(milliseconds / 60);
      });
      const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
        await exchange.forward();
        await trickle(exchange);
      });
      await scene.cast();
      await scene.triesAgain();
      honest();
      await scene.recorded();
    });

    /** @param {Scene} scene @param {string} hash @param {string} reason */
    const refusal = (scene, hash, reason) => noteOf(statement("psephos-refusal/v1", { poll: scene.poll, ballot: hash, reason }), stage.services.signers.ballotBox);
    /** @type {{ [lie: string]: (scene: Scene, hash: string) => object }} */
    const unproved = {
      "a refusal without a signature": () => ({ detail: HTML }),
      "a signed refusal of another ballot": (scene) => ({ refusal: refusal(scene, "0".repeat(64), "token-spent") }),
      "a refusal that is markup": () => ({ title: HTML, refusal: HTML }),
    };
    for (const [lie, document] of Object.entries(unproved)) {
      story(lie, async (scene) => {
        scene.visitor.expected(409);
        await scene.collect();
        await scene.mark();
        const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
          await exchange.forward();
          const problem = { type: "urn:psephos:error:token-spent", ...document(scene, await digest(exchange.body)) };
          await answer(409, JSON.stringify(problem), { "content-type": "application/problem+json" })(exchange);
        });
        await scene.cast();
        await scene.heading(words.cast.wrongTitle);
        honest();
        await scene.press(words.cast.again);
        await scene.recorded();
      });
    }

    story("a signed refusal of a ballot that is in order", async (scene) => {
      scene.visitor.expected(403);
      await scene.collect();
      await scene.mark();
      const honest = scene.atBallotBox("POST", "/ballots", async (exchange) => {
        const problem = { type: "urn:psephos:error:token-invalid", refusal: refusal(scene, await digest(exchange.body), "token-invalid") };
        await answer(403, JSON.stringify(problem), { "content-type": "application/problem+json" })(exchange);
      });
      await scene.cast();
      await scene.heading(words.cast.refusedTitle);
      await scene.look("refused");
      const evidence = await readFile(await scene.save(words.evidence.save), "utf8");
      assert.match(evidence, /failed: the ballot was refused: token-invalid\n[^]*=== refusal ===\npsephos-refusal\/v1\n/);
      await scene.nothingCast();
      honest();
      await scene.press(words.cast.again);
      await scene.recorded();
    });

    story("a signed refusal that gives another ballot as the one that counts", async (scene) => {
      scene.visitor.expected(409);
      await scene.collect();
      await scene.mark();
      scene.atBallotBox("POST", "/ballots", async (exchange) => {
        const problem = {
          type: "urn:psephos:error:token-spent",
          refusal: refusal(scene, await digest(exchange.body), "token-spent"),
          promise: promise(stage, scene.poll, "0".repeat(64)),
        };
        await answer(409, JSON.stringify(problem), { "content-type": "application/problem+json" })(exchange);
      });
      await scene.cast();
      await scene.heading(words.cast.refusedTitle);
      await scene.says("0000");
      await scene.look("spent");
      await scene.nothingCast();
    });
  });

  describe("about the receipt", { concurrency: 2 }, () => {
    /** @type {{ [lie: string]: { path: string, deed: (scene: Scene) => Deed, said?: string } }} */
    const lies = {
      "the promised ballot is denied": { path: "/receipts/[0-9a-f]{64}", deed: () => answer(404, '{"type":"urn:psephos:error:not-found"}', { "content-type": "application/problem+json" }), said: words.check.unknownPromised },
      "a receipt of another ballot": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, ballot: "0".repeat(64) })) },
      "another place on the list": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, index: 1 })) },
      "a number that cannot be": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, number: 700 })) },
      "a state that is markup": { path: "/receipts/[0-9a-f]{64}", deed: () => alterJson((state) => ({ ...state, state: HTML })) },
      "a proof with a letter changed": { path: "/receipts/[0-9a-f]{64}/proof", deed: () => alter((proof) => proof.replace(/\n([A-Za-z0-9+/]{42})/, (_, hash) => `\n${hash[0] === "A" ? "B" : "A"}${hash.slice(1)}`)) },
      "a checkpoint of another size": { path: "/receipts/[0-9a-f]{64}/proof", deed: () => alter((proof) => proof.replace(/log\n\d+\n/, "log\n9\n")) },
      "a checkpoint signed by another key": {
        path: "/receipts/[0-9a-f]{64}/proof",
        deed: () => async (exchange) => {
          const real = await exchange.forward();
          const [head, text] = real.body.toString().split("\n\n");
          const forged = noteOf(`${text}\n`, await makeSigner(stage.services.signers.ballotBox.name));
          exchange.reply({ ...real, body: Buffer.from(`${head}\n\n${forged}`) });
        },
      },
      "another poll's checkpoint": {
        path: "/receipts/[0-9a-f]{64}/proof",
        deed: (scene) => async (exchange) => {
          const real = await exchange.forward();
          const [head, text = ""] = real.body.toString().split("\n\n");
          const other = noteOf(`${text.replace(scene.poll, "0".repeat(64))}\n`, stage.services.signers.ballotBox);
          exchange.reply({ ...real, body: Buffer.from(`${head}\n\n${other}`) });
        },
      },
      "a page for a proof": { path: "/receipts/[0-9a-f]{64}/proof", deed: () => answer(200, HTML) },
    };
    story("a ballot that is said to be counted, and no result to show", async (scene) => {
      scene.visitor.expected(404);
      await vote(scene);
      const honest = scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", alterJson((state) => ({ ...state, state: "counted" })));
      await scene.press(words.receipt.check);
      await scene.says(words.check.fault);
      honest();
    });

    story("a result of another list", async (scene) => {
      await vote(scene);
      const root = Buffer.alloc(32, 7).toString("base64");
      const result = noteOf(
        statement("psephos-result/v1", { poll: scene.poll, ballots: 1, issued: 1, tree_size: 3, root, tally: {} }),
        stage.services.signers.ballotBox,
      );
      scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", alterJson((state) => ({ ...state, state: "counted" })));
      scene.atBallotBox("GET", "/result", answer(200, result, { "content-type": "text/plain" }));
      await scene.press(words.receipt.check);
      await scene.says(words.check.fault);
      const evidence = await readFile(await scene.save(words.evidence.save, scene.page), "utf8");
      assert.match(evidence, /=== result ===\npsephos-result\/v1\n/);
    });

    story("a result without a ballot that was accepted", async (scene) => {
      await vote(scene);
      const result = noteOf(
        statement("psephos-result/v1", { poll: scene.poll, ballots: 0, issued: 1, tree_size: 2, root: Buffer.alloc(32, 7).toString("base64"), tally: {} }),
        stage.services.signers.ballotBox,
      );
      scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}", alterJson(({ ballot }) => ({ ballot, state: "promised" })));
      scene.atBallotBox("GET", "/result", answer(200, result, { "content-type": "text/plain" }));
      await scene.press(words.receipt.check);
      await scene.says(words.check.leftOut);
      await scene.look("left-out");
    });

    story("two lists of one length", async (scene) => {
      await vote(scene);
      const file = await scene.save(words.receipt.save);
      const honest = scene.atBallotBox("GET", "/receipts/[0-9a-f]{64}/proof", async (exchange) => {
        const real = await exchange.forward();
        exchange.reply({ ...real, body: Buffer.from(await fork(stage, real.body.toString(), (await scene.truth("/receipts/" + exchange.request.url?.split("/").at(-2))).ballot)) });
      });
      await scene.page.goto(scene.booth.replace("/booth", "/receipt"));
      await scene.page.getByLabel(/receipt file/).setInputFiles(file);
      await scene.says(words.check.fork);
      await scene.look("fork");
      const evidence = await readFile(await scene.save(words.evidence.save), "utf8");
      assert.match(evidence, /=== earlier proof ===\nc2sp.org\/tlog-proof@v1\n[^]*=== proof ===\nc2sp.org\/tlog-proof@v1\n/);
      honest();
      await scene.page.reload();
      await scene.page.getByLabel(/receipt file/).setInputFiles(file);
      await scene.says(words.check.proved);
    });

    for (const [lie, { path, deed, said = words.check.fault }] of Object.entries(lies)) {
      story(lie, async (scene) => {
        scene.visitor.expected(404);
        await scene.collect();
        await scene.mark();
        await scene.cast();
        await scene.recorded();
        const honest = scene.atBallotBox("GET", path, deed(scene));
        await scene.press(words.receipt.check);
        await scene.says(said);
        if (lie === "the promised ballot is denied" || lie === "a page for a proof") await scene.look("something-is-wrong");
        const answers = scene.page.locator(".notice-bad");
        const download = scene.page.waitForEvent("download");
        await answers.getByRole("button", { name: words.evidence.save }).click();
        assert.match(await readFile(await (await download).path(), "utf8"), /=== promise ===\npsephos-promise\/v1\n/);
        honest();
        await scene.press(words.receipt.check);
        await scene.says(words.check.listed("1", "1"));
      });
    }
  });

  story("markup in every field of a poll", async (scene) => {
    await scene.begin();
    await scene.fetchPass();
    await scene.heading(HTML);
    await scene.look("markup-question");
    await scene.page.getByRole("radio").first().check();
    await scene.press(words.mark.review);
    await scene.says(HTML);
    await scene.look("markup-review");
    await scene.cast();
    await scene.recorded();
    assert.equal(await scene.page.locator("main img, main script").count(), 0);
    assert.equal(await scene.page.evaluate(() => "hacked" in window), false);
  }, {
    draft: {
      title: HTML,
      description: HTML,
      questions: [{ id: "q", title: HTML, description: HTML, kind: "choice", min: 1, max: 1, options: [{ id: "a", title: HTML, description: HTML }, { id: "b", title: "b" }] }],
    },
  });
});

/** As far as the receipt. @param {Scene} scene */
async function vote(scene) {
  await scene.collect();
  await finish(scene);
}

/**
 * A proof that the ballot is on another list of the same length, signed by the ballot box.
 * @param {Stage} stage @param {string} proof a real one @param {string} ballot hash
 */
async function fork(stage, proof, ballot) {
  const [head = "", text = ""] = proof.split("\n\n");
  const [version, index, ...path] = head.split("\n");
  const nodes = path.map((_, i) => new Uint8Array(32).fill(i + 1));
  // Of three entries the ballot is the last: its one neighbour is the tree of the two before it.
  const root = await sha256(Uint8Array.of(1), nodes[0] ?? new Uint8Array(), await sha256(Uint8Array.of(0), logEntry(BALLOT_ENTRY, parseHex(ballot, 32))));
  const [origin, size] = text.split("\n");
  const checkpoint = noteOf(`${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`, stage.services.signers.ballotBox);
  return `${[version, index, ...nodes.map((node) => Buffer.from(node).toString("base64"))].join("\n")}\n\n${checkpoint}`;
}

/** Votes from the start, now that everybody is honest. @param {Scene} scene */
async function voteAtLast(scene) {
  await scene.collect();
  await finish(scene);
}

/** Marks and casts. @param {Scene} scene */
async function finish(scene) {
  await scene.mark();
  await scene.cast();
  await scene.recorded();
}

/**
 * A poll like the scene's with another pass key, under an id of its own, signed by both services' real keys and served by
 * a ballot box that is in the plot. Returns its booth's address.
 * @param {Scene} scene
 * @param {Buffer} spki
 */
async function pretend(scene, spki) {
  const { proxies, signers, direct, ballot_box } = scene.stage.services;
  const real = await (await fetch(`${direct}/api/v1/polls/${scene.poll}/manifest`)).text();
  const text = `${real.split("\n\n")[0]}\n`.replace(/"token":\{"type":2,"key":"[^"]+"\}/, `"token":{"type":2,"key":"${spki.toString("base64url")}"}`);
  const id = await digest(utf8(text));
  const note = noteOf(text, signers.registrar, signers.ballotBox);
  proxies.ballotBox.meddle("GET", new RegExp(id), (exchange) => exchange.forward(exchange.request.url?.replace(id, scene.poll)).then((answer) => exchange.reply(answer)));
  proxies.ballotBox.meddle("GET", new RegExp(`${id}/manifest`), answer(200, note));
  return `${ballot_box}/polls/${id}/booth`;
}

/**
 * Alters what the registrar hands over in the fragment of the address.
 * @param {(fields: URLSearchParams) => void} change
 * @returns {Deed}
 */
const alterHandover = (change) =>
  alter((body, headers) => {
    const [page, fragment] = String(headers["location"]).split("#");
    const fields = new URLSearchParams(fragment);
    change(fields);
    headers["location"] = `${page}#${fields}`;
    return body;
  });

/** @param {Stage} stage @param {string} poll @param {string} ballot */
const promise = (stage, poll, ballot) => noteOf(statement("psephos-promise/v1", { poll, ballot }), stage.services.signers.ballotBox);

/** @param {Uint8Array} bytes */
const digest = async (bytes) => hex(await sha256(concat(Uint8Array.from(bytes))));
