/**
 * A whole election as a ballot box publishes it, and a server that shows it: for tests of the check. Passes are signed
 * directly, without blinding, which no auditor can tell.
 */

import { constants, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import { Counter } from "../audit_tally.js";
import { ENTRY } from "../audit_tree.js";
import { sealBallot } from "../ballot.js";
import { base64, concat, parseHex, randomBytes, sha256, u16, utf8 } from "../bytes.js";
import { encodeContent } from "../content.js";
import * as ed25519 from "../ed25519.js";
import { logEntry } from "../log.js";
import { readAuditedManifest } from "../audit_manifest.js";
import { tokenInput } from "../token.js";
import { makePoll, merkle, noteOf, statement } from "./fixtures.js";

/** @typedef {import("../bytes.js").Bytes} Bytes */
/** @typedef {Awaited<ReturnType<typeof makePoll>>} Poll */
/** @typedef {import("../content.js").Answers} Answers */
/** A path of the ballot box, and what it answers. @typedef {Map<string, Bytes | string>} Paths */

/**
 * Ballots that are good, each under a pass of its own.
 * @param {Poll} poll
 * @param {Answers[]} answers of each
 */
export async function makeBallots(poll, answers) {
  const manifest = await readAuditedManifest(poll.text, poll.id);
  return Promise.all(
    answers.map(async (given) => {
      const seed = randomBytes(32);
      const input = tokenInput(await ed25519.publicKeyOf(seed), manifest.challengeDigest, manifest.tokenKey.id);
      const key = { key: poll.tokenKey.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
      const signature = Uint8Array.from(sign("sha384", input, key));
      return sealBallot(seed, concat(input, signature), encodeContent(manifest, given));
    }),
  );
}

/** @param {number} i @returns {Answers} valid ones for the questions of `fixtures.js`, of some variety */
export const someAnswers = (i) =>
  new Map(
    /** @type {[string, import("../content.js").Answer][]} */ ([
      ["q1", i % 7 === 0 ? "abstain" : { choose: [i % 3 === 0 ? "b" : "a"] }],
      ["q2", { rank: [["a", "b", "10"], ["9", "b"], ["10"], ["b", "a"]][i % 4] ?? [] }],
      ["q3", { score: new Map([["10", i % 7], ["9", (i % 7) - 1], ["constructor", 2]].map(([id, score]) => /** @type {[string, number]} */ ([String(id), Math.min(Number(score), 5)]))) }],
    ]),
  );

/**
 * A closed poll with its ballots, counted.
 * @param {number} count
 * @param {{ poll?: Poll, ballots?: Bytes[] }} [parts]
 */
export async function makeElection(count, { poll, ballots } = {}) {
  const made = poll ?? (await makePoll({ changes: { test: true, mix: 0 } }));
  const cast = ballots ?? (await makeBallots(made, Array.from({ length: count }, (_, i) => someAnswers(i))));
  return { poll: made, ballots: cast, paths: await publish(made, cast) };
}

/**
 * What the ballot box answers once these ballots are counted.
 * @param {Poll} poll
 * @param {Bytes[]} ballots
 * @returns {Promise<Paths>}
 */
export async function publish(poll, ballots) {
  const manifest = await readAuditedManifest(poll.text, poll.id);
  const assets = statement("psephos-assets/v1", { version: "1", files: { "/polls/{id}/booth": "0".repeat(64) } });
  const issuance = statement("psephos-issuance/v1", { poll: poll.id, eligible: 1250, issued: ballots.length, at: "2026-11-20T10:00:00Z" });
  const entries = [
    logEntry(ENTRY.manifest, parseHex(poll.id)),
    logEntry(ENTRY.assets, await sha256(utf8(assets))),
    ...(await Promise.all(ballots.map(async (ballot) => logEntry(ENTRY.ballot, await sha256(ballot))))),
    logEntry(ENTRY.issuance, await sha256(utf8(issuance))),
  ];
  const counters = manifest.questions.map((question) => new Counter(question));
  for (let i = 0; i < ballots.length; i++) for (const counter of counters) counter.add(someAnswers(i).get(counter.question.id) ?? "abstain");
  const tally = Object.fromEntries(counters.map((counter) => [counter.question.id, counter.tally()]));
  const { root } = await merkle(entries, 0);
  const result = { poll: poll.id, ballots: ballots.length, issued: ballots.length, tree_size: entries.length, root: base64(root), tally };
  const api = `/api/v1/polls/${poll.id}`;
  const list = logEntry(ENTRY.manifest, parseHex(poll.id));
  return new Map(
    /** @type {[string, Bytes | string][]} */ ([
      [api, JSON.stringify({ result: 1 })],
      [`${api}/manifest`, poll.note],
      [`${api}/assets/1`, noteOf(assets, poll.box)],
      [`${api}/notices`, '{"notices":[]}'],
      [`${api}/issuance`, noteOf(issuance, poll.registrar)],
      [`${api}/checkpoint`, checkpoint(poll, `${poll.box.name}/polls/${poll.id}/log`, entries.length, root)],
      [`${api}/entries`, concat(...entries)],
      [`${api}/ballots`, concat(...ballots.flatMap((ballot) => [u16(ballot.length), ballot]))],
      [`${api}/results/1`, noteOf(statement("psephos-result/v1", result), poll.box)],
      ["/polls/log/checkpoint", checkpoint(poll, `${poll.box.name}/polls/log`, 1, (await merkle([list], 0)).root)],
      ["/polls/log/tile/entries/000.p/1", concat(u16(list.length), list)],
    ]),
  );
}

/** @param {Poll} poll @param {string} origin @param {number} size @param {Bytes} root */
export const checkpoint = (poll, origin, size, root) => noteOf(`${origin}\n${size}\n${base64(root)}\n`, poll.box);

/**
 * Serves paths on loopback; `deeds` answer some of them in another way.
 * @param {Paths} paths
 * @param {{ [path: string]: (response: import("node:http").ServerResponse) => void }} [deeds]
 */
export async function serve(paths, deeds = {}) {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const [deed, body] = [deeds[path], paths.get(path)];
    if (deed) return deed(response);
    if (body === undefined) {
      response.writeHead(404, { "content-type": "application/problem+json" });
      return response.end('{"type":"urn:psephos:error:not-found","status":404}');
    }
    response.writeHead(200, { "content-length": Buffer.byteLength(body) });
    return response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
