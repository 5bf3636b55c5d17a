/**
 * STV as in Scottish councils: Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52 (whole-vote quota,
 * weighted inclusive Gregory, values cut off after five decimals); docs/protocol.md section 9.
 *
 * A vote is 100,000 units. Papers with equal rankings always have equal values, so they are kept as one pile.
 */

import { decimal, least, Race, sum, votesOf, written } from "./audit_race.js";

/** @import { Contest, Papers } from "./audit_tally.js" */
/** @import { Round, Votes } from "./audit_race.js" */

/** `value` of each paper, lying with the option at `place` of the ranking. @typedef {Papers & { value: bigint, place: number }} Pile */

/**
 * A round is a stage of the Order.
 * @param {Contest} contest
 * @param {Papers[]} papers
 */
export function scottish(contest, papers) {
  const count = new Count(contest, papers);
  const { race, ballots } = count;
  while (race.isUndecided) {
    const votes = new Map(count.votes);
    const exhausted = ballots * VOTE - sum(votes.values());
    /** @type {Round} */
    const round = { votes: written(votes, text), exhausted: text(exhausted > 0n ? exhausted : 0n), elected: [], ties: [] };
    // Rule 47.
    race.elect(race.hopeful.filter((option) => votesOf(votes, option) >= count.quota), votes, round);
    count.surpluses.push(...round.elected.filter((option) => votesOf(votes, option) > count.quota));
    // Rule 52.
    race.fill(votes, round);
    if (race.isUndecided && ballots === 0n) race.nothingRanked(votes, round);
    else if (race.isUndecided && count.surpluses.length > 0) count.transferSurplus(round);
    else if (race.isUndecided) count.exclude(votes, round);
    race.close(round, votes);
  }
  return { quota: Number(count.quota / VOTE), ...race.end() };
}

class Count {
  /** @param {Contest} contest @param {Papers[]} papers */
  constructor(contest, papers) {
    this.race = new Race(contest);
    this.ballots = sum(papers.map(({ times }) => times));
    // Rule 46, in units.
    this.quota = (this.ballots / BigInt(contest.seats + 1) + 1n) * VOTE;
    /** @type {Map<string, Pile[]>} */
    this.held = new Map(contest.options.map((option) => [option, []]));
    for (const { ranking, times } of papers) this.held.get(ranking[0] ?? "")?.push({ ranking, times, value: VOTE, place: 0 });
    /** @type {Votes} of all who are not out */
    this.votes = new Map([...this.held].map(([option, piles]) => [option, sum(piles.map(({ times }) => times * VOTE))]));
    /** @type {string[]} elected, above the quota, not transferred yet */
    this.surpluses = [];
  }

  /** Rules 48 and 49: the greatest surplus goes, each paper at surplus x value / votes, cut off. @param {Round} round */
  transferSurplus(round) {
    const greatest = this.surpluses.map((option) => votesOf(this.votes, option)).reduce((a, b) => (b > a ? b : a));
    const option = this.race.firstSurplus(this.surpluses.filter((one) => votesOf(this.votes, one) === greatest), round);
    this.surpluses = this.surpluses.filter((one) => one !== option);
    round["transferred"] = option;
    for (const pile of this.held.get(option) ?? []) pile.value = ((greatest - this.quota) * pile.value) / greatest;
    this.#passOn(option);
    this.votes.set(option, this.quota);
  }

  /** Rules 50 and 51: the option with fewest votes goes out; its papers keep their value. @param {Votes} votes @param {Round} round */
  exclude(votes, round) {
    const { hopeful } = this.race;
    const fewest = least(hopeful.map((option) => votesOf(votes, option)));
    const out = this.race.eliminate(hopeful.filter((option) => votesOf(votes, option) === fewest), votes, round);
    if (out === undefined) return;
    this.#passOn(out);
    this.votes.delete(out);
  }

  /** Moves the papers to their next hopeful option; those without one are set aside. @param {string} option */
  #passOn(option) {
    const piles = this.held.get(option) ?? [];
    this.held.set(option, []);
    for (const pile of piles) {
      pile.place = pile.ranking.findIndex((one, place) => place > pile.place && this.race.hopeful.includes(one));
      const to = pile.ranking[pile.place];
      if (to === undefined) continue;
      this.held.get(to)?.push(pile);
      this.votes.set(to, votesOf(this.votes, to) + pile.times * pile.value);
    }
  }
}

const VOTE = 100_000n;
const text = decimal(5);
