/**
 * Counting: docs/protocol.md section 9. Votes are integers, or whole units of the last decimal that a method prescribes;
 * nothing here is rounded by a machine.
 */

import { irv } from "./audit_irv.js";
import { meek } from "./audit_meek.js";
import { schulze } from "./audit_schulze.js";
import { scottish } from "./audit_scottish.js";
import { members } from "./audit_values.js";

/** `ties` is what the question says of them. @typedef {import("./manifest.js").Question & { ties: string }} Counted */
/** `options` are ids in the manifest's order. @typedef {{ options: string[], seats: number, ties: string }} Contest */
/** How often a ranking occurs. @typedef {{ ranking: string[], times: bigint }} Papers */
/** A tally, or a part of one, as a result tells it. @typedef {{ [member: string]: any }} Told */

/** The answers to one question. Of rankings it keeps how often each occurs, of the rest sums only. */
export class Counter {
  /** @param {Counted} question */
  constructor(question) {
    this.question = question;
    this.contest = { options: question.options.map(({ id }) => id), seats: question.seats, ties: question.ties };
    this.abstain = 0;
    this.sums = new Map(this.contest.options.map((option) => [option, 0]));
    /** @type {Map<string, Papers>} */
    this.papers = new Map();
  }

  /** @param {import("./content.js").Answer} answer one that the question allows */
  add(answer) {
    if (answer === "abstain") this.abstain++;
    else if ("score" in answer) for (const [option, score] of answer.score) this.#give(option, score);
    else if ("choose" in answer) for (const option of answer.choose) this.#give(option, 1);
    else {
      const key = answer.rank.join();
      const papers = this.papers.get(key) ?? { ranking: answer.rank, times: 0n };
      papers.times++;
      this.papers.set(key, papers);
    }
  }

  /** The tally as a result tells it. @returns {Told} */
  tally() {
    const { question, contest, abstain, sums } = this;
    if (question.kind === "ranking") {
      const count = METHODS[/** @type {keyof typeof METHODS} */ (question.method)];
      return { kind: "ranking", method: question.method, abstain, ...count(contest, [...this.papers.values()]) };
    }
    const name = question.kind === "choice" ? "counts" : "totals";
    return { kind: question.kind, [name]: members(sums), abstain, ...byValue(contest, sums) };
  }

  /** @param {string} option @param {number} votes */
  #give(option, votes) {
    this.sums.set(option, (this.sums.get(option) ?? 0) + votes);
  }
}

/**
 * Who wins where every option has one number. `report` puts all who tie for the last seat into `tied` and gives the seat to
 * none of them; `listed` prefers the option that stands first. Where there are seats for all, all win.
 * @param {Contest} contest
 * @param {Map<string, number>} values
 */
export function byValue({ options, seats, ties }, values) {
  const valueOf = (/** @type {string} */ option) => values.get(option) ?? 0;
  // Sorting is stable: equal ones stay in the manifest's order.
  const order = [...options].sort((a, b) => valueOf(b) - valueOf(a));
  const last = valueOf(order[Math.min(seats, order.length) - 1] ?? "");
  const above = order.filter((option) => valueOf(option) > last);
  const equal = order.filter((option) => valueOf(option) === last);
  if (above.length + equal.length <= seats || ties === "listed") return { winners: [...above, ...equal].slice(0, seats), tied: [] };
  return { winners: above, tied: equal };
}

/**
 * With n options, place i scores n - i; unranked 0.
 * @param {Contest} contest
 * @param {Papers[]} papers
 */
function borda(contest, papers) {
  const totals = new Map(contest.options.map((option) => [option, 0]));
  for (const { ranking, times } of papers) {
    for (const [place, option] of ranking.entries()) {
      totals.set(option, (totals.get(option) ?? 0) + Number(times) * (contest.options.length - 1 - place));
    }
  }
  return { totals: members(totals), ...byValue(contest, totals) };
}

const METHODS = { irv, "stv-scottish": scottish, "stv-meek": meek, schulze, borda };
