/**
 * STV by Meek's method, in the wording of the Proportional Representation Foundation's *Reference Meek Rule*: nine decimals,
 * omega 10^-6 (docs/protocol.md section 9).
 *
 * A vote is 10^9 units. Every option keeps the part `keep` of each paper that reaches it and passes the rest on.
 */

import { decimal, least, Race, sum, votesOf, written } from "./audit_race.js";

/** @import { Contest, Papers } from "./audit_tally.js" */
/** @import { Round, Votes } from "./audit_race.js" */

/**
 * Each round ends when its iterations do, with somebody elected or out.
 * @param {Contest} contest
 * @param {Papers[]} papers
 */
export function meek(contest, papers) {
  const race = new Race(contest);
  const ballots = sum(papers.map(({ times }) => times));
  /** @type {Votes} */
  const keep = new Map(contest.options.map((option) => [option, VOTE]));
  while (race.isUndecided) {
    const { votes, quota, surplus, reached, kept } = iterate(race, papers, keep);
    const standing = new Map([...votes].filter(([option]) => votesOf(keep, option) > 0n));
    const exhausted = ballots * VOTE - sum(votes.values());
    /** @type {Round} */
    const round = {
      votes: written(standing, text),
      exhausted: text(exhausted > 0n ? exhausted : 0n),
      quota: text(quota),
      surplus: text(surplus),
      keep: written(kept, text),
      elected: [],
      ties: [],
    };
    race.elect(reached, votes, round);
    race.fill(votes, round);
    if (race.isUndecided && ballots === 0n) race.nothingRanked(votes, round);
    else if (race.isUndecided && reached.length === 0) {
      // B.3: tied with the lowest is whom the surplus could still lift it to.
      const lifted = least(race.hopeful.map((option) => votesOf(votes, option))) + surplus;
      const out = race.eliminate(race.hopeful.filter((option) => votesOf(votes, option) <= lifted), votes, round);
      if (out !== undefined) keep.set(out, 0n);
    }
    race.close(round, standing);
  }
  return race.end();
}

/**
 * Step B.2. `kept` are the keep factors of the last iteration; `keep` moves on.
 * @param {Race} race
 * @param {Papers[]} papers
 * @param {Votes} keep
 */
function iterate(race, papers, keep) {
  /** @type {bigint | undefined} */
  let previous;
  for (;;) {
    const votes = distribute(papers, keep);
    const quota = sum(votes.values()) / BigInt(race.contest.seats + 1) + 1n;
    let reached = race.hopeful.filter((option) => votesOf(votes, option) >= quota);
    // Rounding may lift more options to the quota than seats are left.
    if (reached.length > race.vacancies) reached = [];
    // Whoever reaches the quota only now ends the iteration and is not part of the round's surplus.
    const over = sum(race.winners.map((option) => votesOf(votes, option) - quota));
    const surplus = over > 0n ? over : 0n;
    if (reached.length > 0 || surplus < OMEGA || (previous !== undefined && surplus >= previous)) {
      return { votes, quota, surplus, reached, kept: new Map(keep) };
    }
    previous = surplus;
    for (const option of race.winners) {
      const factor = up(up(votesOf(keep, option) * quota, VOTE) * VOTE, votesOf(votes, option));
      keep.set(option, factor < VOTE ? factor : VOTE);
    }
  }
}

/**
 * Step B.2.a: what every option keeps of the papers, rounded up at the ninth decimal.
 * @param {Papers[]} papers
 * @param {Votes} keep
 */
function distribute(papers, keep) {
  /** @type {Votes} */
  const votes = new Map([...keep.keys()].map((option) => [option, 0n]));
  for (const { ranking, times } of papers) {
    let weight = VOTE;
    for (const option of ranking) {
      const kept = up(weight * votesOf(keep, option), VOTE);
      votes.set(option, votesOf(votes, option) + times * kept);
      weight -= kept;
      if (weight === 0n) break;
    }
  }
  return votes;
}

/** The quotient, rounded up. @param {bigint} dividend @param {bigint} divisor both positive, or the first one 0 */
const up = (dividend, divisor) => (dividend + divisor - 1n) / divisor;

const VOTE = 10n ** 9n;
const OMEGA = 1000n;
const text = decimal(9);
