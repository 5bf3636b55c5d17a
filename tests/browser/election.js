/**
 * Whole elections at the real ballot box whose registrar is this program, which holds the real one's key: so they can have
 * thousands of ballots within seconds.
 */

import { base64url, hex, parseBase64url, sha256, utf8 } from "../../booth/bytes.js";
import { makePoll, noteOf, statement } from "../../booth/test/fixtures.js";
import { makeBallots, someAnswers } from "../../booth/test/published.js";
import { time } from "./demo.js";
import { until } from "./until.js";

/** @typedef {import("./services.js").Services} Services */
/** A ballot that was taken, by its hash, and the promise for it. @typedef {{ hash: string, promise: string }} Cast */

/** A poll with the questions of `booth/test/fixtures.js`. */
export class OwnElection {
  /** Publishes it. @param {Services} services @param {number} eligible @param {{ [field: string]: unknown }} [more] changes to the manifest */
  static async open({ signers, direct }, eligible, more = {}) {
    const changes = {
      slug: `rowing-${eligible}`,
      title: "Rowing club: chair, board and budget",
      test: true,
      mix: 0,
      eligible,
      issuance_opens: time(-3600),
      issuance_closes: time(3600),
      voting_opens: time(-1800),
      voting_closes: time(7200),
      ...more,
    };
    const poll = await makePoll({ changes, signers });
    await post(`${direct}/api/v1/polls`, "text/plain", noteOf(poll.text, poll.registrar));
    return new OwnElection(poll, direct);
  }

  /** A whole one: with so many ballots, and counted. @param {Services} services @param {number} ballots */
  static async counted(services, ballots) {
    const election = await OwnElection.open(services, ballots + 15);
    await election.cast(ballots);
    await election.close();
    return election;
  }

  /** @param {Awaited<ReturnType<typeof makePoll>>} poll @param {string} direct */
  constructor(poll, direct) {
    this.poll = poll;
    this.id = poll.id;
    this.direct = direct;
    this.api = `${direct}/api/v1/polls/${poll.id}`;
    this.ballots = 0;
  }

  /** @param {number} count @param {typeof someAnswers} [answers] of each @returns {Promise<Cast[]>} */
  async cast(count, answers = someAnswers) {
    const ballots = await makeBallots(this.poll, Array.from({ length: count }, (_, i) => answers(i)));
    const waiting = ballots.values();
    /** @type {Cast[]} */
    const taken = [];
    const send = async () => {
      for (const ballot of waiting) {
        const promise = await post(`${this.api}/ballots`, "application/vnd.psephos.ballot", ballot);
        taken.push({ hash: hex(await sha256(ballot)), promise });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, send));
    this.ballots += count;
    return taken;
  }

  /** The proof that the ballot box shows now. @param {Cast} cast */
  async proof({ hash }) {
    return (await fetch(`${this.api}/receipts/${hash}/proof`)).text();
  }

  /**
   * The pass for the request on the booth's page, as the fragment of the address that brings it: there is no registrar to go to.
   * @param {import("playwright-core").Page} page
   */
  async handover(page) {
    const { response, note } = await this.poll.issue(parseBase64url(await page.locator("input[name=request]").inputValue()));
    return `#pass=${base64url(response)}&note=${base64url(utf8(note))}`;
  }

  /** A notice of the registrar. @param {object} says */
  async notice(says) {
    await post(`${this.api}/notices`, "text/plain", this.poll.notice({ at: time(-1), ...says }));
  }

  /** Closes it, states how many passes were issued, and waits for the result. @param {string} [reason] */
  async close(reason) {
    await this.end(reason);
    await this.stateIssued();
    await untilCounted(this, this.id);
  }

  /** Closes it, and nothing more. @param {string} [reason] */
  end(reason = "Everybody has voted") {
    return this.notice({ voting_closes: time(1), reason });
  }

  /** States how many passes were issued. */
  async stateIssued() {
    const { poll } = this;
    const issuance = { poll: this.id, eligible: poll.body.eligible, issued: this.ballots, at: time(3) };
    await post(`${this.api}/issuance`, "text/plain", noteOf(statement("psephos-issuance/v1", issuance), poll.registrar));
  }
}

/** @param {Pick<Services, "direct">} services @param {string} poll */
export const untilCounted = ({ direct }, poll) =>
  until(`${poll} is counted`, async () => (await (await fetch(`${direct}/api/v1/polls/${poll}`)).json()).phase === "counted");

/** @param {string} address @param {string} type @param {string | Uint8Array<ArrayBuffer>} body */
async function post(address, type, body) {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": type }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
  return text;
}

const AT_ONCE = 16;
