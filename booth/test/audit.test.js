/**
 * The check against a ballot box that publishes a sound election, and against one that does not. Whole elections with every
 * fault of the protocol are in `agree.mjs`.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { Unreachable } from "../api.js";
import { areaOf, placeInWords, SAID_ELSEWHERE } from "../audit_findings.js";
import { fetchPolls, Live } from "../audit_live.js";
import { auditElection } from "../audit_run.js";
import { ballotsIn } from "../audit_source.js";
import { base64, concat, hex, Malformed, parseHex, sha256, u16, utf8 } from "../bytes.js";
import { logEntry } from "../log.js";
import { tilePath } from "../tiles.js";
import { learn } from "../words.js";
import { valuesOf } from "./catalogue.js";
import { makePoll, merkle, noteOf, statement } from "./fixtures.js";
import { checkpoint, makeElection, serve } from "./published.js";

/** @typedef {import("./published.js").Paths} Paths */
/** @typedef {{ [path: string]: (response: import("node:http").ServerResponse) => void }} Deeds paths without the poll's API path before them */

const election = await makeElection(40);
const { poll, ballots } = election;
const api = `/api/v1/polls/${poll.id}`;

/**
 * What the check finds where some paths answer otherwise.
 * @param {{ changes?: [string, import("../bytes.js").Bytes | string | undefined][], deeds?: Deeds, known?: import("../audit_run.js").Known }} [otherwise]
 */
async function check({ changes = [], deeds = {}, known = {} } = {}) {
  const paths = new Map(election.paths);
  for (const [path, body] of changes) body === undefined ? paths.delete(path) : paths.set(path, body);
  const { origin, close } = await serve(paths, Object.fromEntries(Object.entries(deeds).map(([path, deed]) => [api + path, deed])));
  try {
    const live = await Live.open(poll.id, origin);
    return await auditElection(live, { poll: poll.id, polls: await fetchPolls(origin), ...known });
  } finally {
    close();
  }
}

/** @param {import("../audit_report.js").Report} report */
const names = (report) => [...report.counts.keys()].sort();

describe("the check of a running ballot box", () => {
  it("finds a sound election sound, and says how much it looked at", async () => {
    const told = /** @type {string[]} */ ([]);
    const { origin, close } = await serve(election.paths);
    const live = await Live.open(poll.id, origin);
    const report = await auditElection(live, { poll: poll.id, polls: await fetchPolls(origin) }, (step, done, total) => told.push(`${step} ${done}/${total}`));
    close();
    assert.deepEqual(names(report), []);
    assert.equal(report.verdict, "holds");
    const { own, ...facts } = report.facts;
    assert.deepEqual(facts, { statements: 3, results: 1, issued: 40, eligible: 1250, entries: 43, logged: 40, ballots: 40, questions: 3, polls: 1 });
    assert.deepEqual(own, []);
    assert.deepEqual([told[0], told.at(-1)], ["log 43/43", "ballots 40/40"]);
  });

  it("takes no entry that came after the checkpoint for a fault", async () => {
    const entries = /** @type {Uint8Array} */ (election.paths.get(`${api}/entries`));
    assert.deepEqual(names(await check({ changes: [[`${api}/entries`, concat(entries, entries.subarray(66, 99))]] })), []);
  });

  it("says nothing of a result where there is none", async () => {
    const report = await check({ changes: [[api, '{"result":null}'], [`${api}/ballots`, undefined]] });
    assert.equal(report.verdict, "holds");
    assert.ok(report.warnings.some(({ warning }) => warning === "not-counted"));
    assert.equal(report.facts.ballots, undefined);
  });

  it("says that browsers cannot verify a quorum by ML-DSA-44, and checks the rest", async () => {
    const material = concat(Uint8Array.of(6), new Uint8Array(1312));
    const id = hex((await sha256(concat(utf8("witness.example\n"), material))).subarray(0, 4));
    const made = await makePoll({ changes: { test: true, mix: 0, witnesses: [`witness.example+${id}+${base64(material)}`], quorum: 1 } });
    const { paths } = await makeElection(3, { poll: made });
    const { origin, close } = await serve(paths);
    const report = await auditElection(await Live.open(made.id, origin), { poll: made.id, polls: await fetchPolls(origin) });
    close();
    assert.deepEqual([names(report), report.verdict, report.facts.ballots], [[], "unchecked", 3]);
    assert.deepEqual(report.gaps, ["ml-dsa-44"]);
  });

  it("tells of a result that is overdue", async () => {
    const report = await check({ changes: [[api, '{"result":null}']], known: { now: new Date("2026-11-22T09:00:00Z") } });
    assert.deepEqual(names(report), ["result-overdue"]);
  });

  it("tells of ballots that are withheld", async () => {
    assert.deepEqual(names(await check({ changes: [[`${api}/ballots`, undefined]] })), ["file-missing"]);
  });

  it("tells of an altered ballot, and who is not convicted by it", async () => {
    const file = /** @type {Uint8Array} */ (election.paths.get(`${api}/ballots`)).slice();
    file[2 + 400] = Number(file[2 + 400]) ^ 1;
    const report = await check({ changes: [[`${api}/ballots`, file]] });
    assert.deepEqual(names(report), ["ballot-missing", "ballot-not-logged", "result-tally", "signature-invalid"]);
    assert.ok(report.faults.every(({ convicts }) => convicts === null));
  });

  it("ends on ballots without end", async () => {
    const one = concat(u16(/** @type {Uint8Array} */ (ballots[0]).length), /** @type {Uint8Array} */ (ballots[0]));
    /** @type {Deeds} */
    const deeds = {
      "/ballots": (response) => {
        response.writeHead(200);
        const more = () => void (response.destroyed || response.write(one, more));
        more();
      },
    };
    const report = await check({ deeds });
    assert.ok(names(report).includes("ballots-malformed"), names(report).join());
  });

  it("ends on a note without end", async () => {
    /** @type {Deeds} */
    const deeds = {
      "/checkpoint": (response) => {
        response.writeHead(200);
        const more = () => void (response.destroyed || response.write("x".repeat(65536), more));
        more();
      },
    };
    assert.ok(names(await check({ deeds })).includes("checkpoint-malformed"));
  });

  for (const [what, deed] of /** @type {[string, Deeds[string]][]} */ ([
    ["is too busy", (response) => response.writeHead(503, { "retry-after": "1" }).end("{}")],
    ["breaks off", (response) => { response.writeHead(200, { "content-length": 1000 }); response.write("xx", () => response.destroy()); }],
  ])) {
    it(`says nothing of the election when the ballot box ${what}`, async () => {
      await assert.rejects(check({ deeds: { "/ballots": deed } }), Unreachable);
    });
  }

  it("finds the ballot of this device, and tells of one that was left out", async () => {
    const listed = await poll.promise(/** @type {any} */ (ballots[7]));
    const report = await check({ known: { receipts: [{ place: "receipt", text: listed }] } });
    assert.deepEqual([names(report), report.facts.own], [[], [true]]);
    const left = await poll.promise(new Uint8Array(10));
    const other = await check({ known: { receipts: [{ place: "receipt", text: left }] } });
    assert.deepEqual([names(other), other.facts.own], [["promise-broken"], [false]]);
    assert.equal(other.faults[0]?.convicts, "ballot-box");
  });
});

describe("the ballot box's list of polls", () => {
  const list = async (/** @type {string[]} */ ids, signer = poll) => {
    const entries = ids.map((id) => logEntry(1, parseHex(id)));
    const { root } = await merkle(entries, 0);
    /** @type {[string, any][]} */
    const changes = [
      ["/polls/log/checkpoint", checkpoint(signer, `${poll.box.name}/polls/log`, entries.length, root)],
      [`/polls/log/tile/entries/000.p/${ids.length}`, concat(...entries.flatMap((entry) => [u16(entry.length), entry]))],
    ];
    return changes;
  };
  const [twin, later] = ["Bored election", "Later"].map((title, i) => {
    const moved = Object.fromEntries(["issuance_opens", "issuance_closes", "voting_opens", "voting_closes"].map((name) => [name, String(/** @type {any} */ (poll.body)[name]).replace("2026", "2027")]));
    return statement("psephos-manifest/v1", { ...poll.body, title, ...(i === 1 && moved) });
  });

  it("must have this poll under the signed root", async () => {
    assert.deepEqual(names(await check({ changes: await list(["0".repeat(64)]) })), ["poll-not-listed"]);
    const [head, tile] = await list([poll.id, "1".repeat(64)]);
    const short = await list([poll.id]);
    assert.deepEqual(names(await check({ changes: [/** @type {any} */ (head), [String(tile?.[0]), short[1]?.[1]]] })), ["checkpoint-root"]);
    assert.deepEqual(names(await check({ changes: await list([poll.id], await makePoll()) })), ["checkpoint-signature"]);
    assert.deepEqual(names(await check({ changes: [["/polls/log/checkpoint", "hello"]] })), ["checkpoint-malformed", "poll-not-listed"]);
    assert.deepEqual(names(await check({ changes: [["/polls/log/checkpoint", undefined]] })), ["checkpoint-malformed", "poll-not-listed"]);
  });

  it("tells of other polls of this registrar at the same time", async () => {
    const others = await Promise.all([twin, later].map(async (text = "") => /** @type {const} */ ([hex(await sha256(utf8(text))), noteOf(text, poll.registrar)])));
    const changes = [...(await list([poll.id, ...others.map(([id]) => id)])), ...others.map(([id, note]) => /** @type {[string, string]} */ ([`/api/v1/polls/${id}/manifest`, note]))];
    const report = await check({ changes });
    assert.deepEqual(names(report), []);
    assert.deepEqual(report.warnings.filter(({ warning }) => warning === "other-polls").map(({ detail }) => detail), [others[0]?.[0]]);
  });
});

it("an election of which only the numbers are wrong convicts the registrar", async () => {
  const few = await makePoll({ changes: { test: true, mix: 0, eligible: 3 } });
  const paths = await makeElection(5, { poll: few }).then((made) => made.paths);
  const { origin, close } = await serve(paths);
  const report = await auditElection(await Live.open(few.id, origin), { poll: few.id });
  close();
  assert.deepEqual(report.faults.map(({ fault, convicts }) => [fault, convicts]), [["eligible-differs", "registrar"], ["issued-over-eligible", "registrar"]]);
});

it("ballots are the same in whatever parts they come", async () => {
  const file = concat(...ballots.flatMap((ballot) => [u16(ballot.length), ballot]));
  const inParts = async function* (/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {number} */ size) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
  };
  for (const size of [1, 2, 611, 65_536]) {
    const found = [];
    for await (const ballot of ballotsIn(inParts(file, size))) found.push(hex(ballot));
    assert.deepEqual(found, ballots.map(hex), `parts of ${size}`);
  }
  for (const length of [1, 2, 500, file.length - 1]) {
    await assert.rejects(async () => {
      for await (const _ of ballotsIn(inParts(file.slice(0, length), 100)));
    }, Malformed);
  }
});

it("tiles lie where the protocol says", () => {
  assert.equal(tilePath("entries", 0, 5), "tile/entries/000.p/5");
  assert.equal(tilePath(0, 1_234_067, 256), "tile/0/x001/x234/067");
  assert.equal(tilePath(1, 999, 256), "tile/1/999");
});

describe("the words of the check", () => {
  const protocol = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");
  const listed = (/** @type {string} */ kind) => [...(protocol.split(`\n| ${kind} | what`)[1]?.split("\n\n")[0] ?? "").matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name = ""]) => name);

  const english = [...valuesOf("en", "check").keys()];
  /** What has words, and what is said of those that have none. */
  const worded = (/** @type {string} */ prefix) => english.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));

  it("name every fault of the protocol, and none besides", () => {
    assert.ok(listed("fault").length > 40);
    assert.deepEqual(worded("audit-fault-").sort(), [...listed("fault"), "unknown"].sort());
  });

  it("tell of every warning of the protocol, or say it elsewhere on the page", () => {
    assert.deepEqual([...worded("audit-warning-"), ...SAID_ELSEWHERE].sort(), [...listed("warning"), "unknown"].sort());
  });

  it("put every fault against one of the things that were checked", () => {
    const areas = new Set(listed("fault").map((fault) => areaOf({ fault, place: "", detail: "", convicts: null })));
    for (const area of areas) assert.ok(english.includes(`audit-${area}-title`), area);
    const missing = (/** @type {string} */ place) => areaOf({ fault: "file-missing", place, detail: "", convicts: null });
    assert.deepEqual(["manifest.note", "assets/1.note", "ballots.bin", "results/1.note", "entries.bin"].map(missing), ["manifest", "statements", "ballots", "result", "log"]);
    assert.equal(areaOf({ fault: "checkpoint-root", place: "the list of polls", detail: "", convicts: null }), "polls");
  });

  it("say where a fault is", () => {
    Object.assign(globalThis, { document: { documentElement: { lang: "en", dir: "ltr" } } });
    learn({ "audit-place-notice": "note {n}", "audit-place-ballot-code": "paper {n} ({code})", "audit-place-ballot": "paper {n}", "audit-place-ballot-of-log": "logged {n}", "audit-place-entry": "line {n}" });
    const places = { "notices/2.note": "note 2", "ballot 3 (WERC-8GMR)": "paper 3 (WERC-8GMR)", "ballot 3": "paper 3", "ballot 3 of the log": "logged 3", "entry 40": "line 40", checkpoint: "audit-place-checkpoint" };
    for (const [place, said] of Object.entries(places)) assert.equal(placeInWords(place), said);
    for (const place of ["constructor", "results", "notices/2.note/x"]) assert.equal(placeInWords(place), place, place);
  });
});

