/**
 * A whole election at the real ballot box whose registrar is this program, which holds the real one's key: so it can have
 * thousands of ballots within seconds.
 */

import { setTimeout as pause } from "node:timers/promises";

import { makePoll, noteOf, statement } from "../../booth/test/fixtures.js";
import { makeBallots, someAnswers } from "../../booth/test/published.js";
import { time } from "./demo.js";

/** @typedef {import("./services.js").Services} Services */
/** @typedef {Awaited<ReturnType<typeof ownElection>>} OwnElection */

/**
 * Publishes a poll with the questions of `booth/test/fixtures.js`, casts the ballots, closes and counts it.
 * @param {Services} services
 * @param {number} ballots
 */
export async function ownElection({ signers, direct }, ballots) {
  const changes = {
    slug: `rowing-${ballots}`,
    title: "Rowing club: chair, board and budget",
    test: true,
    mix: 0,
    eligible: ballots + 15,
    issuance_opens: time(-3600),
    issuance_closes: time(3600),
    voting_opens: time(-1800),
    voting_closes: time(7200),
  };
  const poll = await makePoll({ changes, signers });
  const api = `${direct}/api/v1/polls`;
  await post(api, "text/plain", noteOf(poll.text, poll.registrar));
  const cast = await makeBallots(poll, Array.from({ length: ballots }, (_, i) => someAnswers(i)));
  const waiting = cast[Symbol.iterator]();
  const send = async () => {
    for (const ballot of waiting) await post(`${api}/${poll.id}/ballots`, "application/vnd.psephos.ballot", ballot);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  const close = poll.notice({ voting_closes: time(1), at: time(-1), reason: "Everybody has voted" });
  await post(`${api}/${poll.id}/notices`, "text/plain", close);
  const issuance = statement("psephos-issuance/v1", { poll: poll.id, eligible: ballots + 15, issued: ballots, at: time(3) });
  await post(`${api}/${poll.id}/issuance`, "text/plain", noteOf(issuance, poll.registrar));
  await untilCounted({ direct }, poll.id);
  return poll;
}

/** @param {Pick<Services, "direct">} services @param {string} poll */
export async function untilCounted({ direct }, poll) {
  for (let tries = 0; tries < 600; tries++) {
    const { phase } = await (await fetch(`${direct}/api/v1/polls/${poll}`)).json();
    if (phase === "counted") return;
    await pause(100);
  }
  throw new Error(`${poll} is not counted after a minute`);
}

/** @param {string} address @param {string} type @param {string | Uint8Array<ArrayBuffer>} body */
async function post(address, type, body) {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": type }, body });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

const AT_ONCE = 16;
