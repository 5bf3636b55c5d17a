/**
 * Instant run-off: eliminate the option with fewest first preferences until one has more than half of the continuing ballots
 * (docs/protocol.md section 9).
 */

import { least, Race, sum, votesOf, written } from "./audit_race.js";

/** @import { Contest, Papers } from "./audit_tally.js" */

/**
 * Each round is a count of first continuing preferences.
 * @param {Contest} contest
 * @param {Papers[]} papers
 */
export function irv(contest, papers) {
  const race = new Race(contest);
  const ballots = sum(papers.map(({ times }) => times));
  while (race.isUndecided) {
    /** @type {import("./audit_race.js").Votes} */
    const votes = new Map(race.hopeful.map((option) => [option, 0n]));
    for (const { ranking, times } of papers) {
      const first = ranking.find((option) => votes.has(option));
      if (first !== undefined) votes.set(first, votesOf(votes, first) + times);
    }
    const continuing = sum(votes.values());
    /** @type {import("./audit_race.js").Round} */
    const round = { votes: written(votes, Number), exhausted: Number(ballots - continuing), elected: [], ties: [] };
    const majority = race.hopeful.filter((option) => 2n * votesOf(votes, option) > continuing);
    if (majority.length > 0) race.elect(majority, votes, round);
    else race.fill(votes, round);
    if (race.isUndecided && ballots === 0n) race.nothingRanked(votes, round);
    else if (race.isUndecided) {
      const fewest = least([...votes.values()]);
      race.eliminate(race.hopeful.filter((option) => votesOf(votes, option) === fewest), votes, round);
    }
    race.close(round, votes);
  }
  return race.end();
}
