/**
 * What `irv`, `stv-scottish` and `stv-meek` share: who is in the race, the notes of rounds, and ties between equals
 * (docs/protocol.md section 9, A round, Ties in rounds; choice C30).
 */

import { members } from "./audit_values.js";

/** @import { Contest, Told } from "./audit_tally.js" */

/** Whole votes, or units of the last decimal, by option. @typedef {Map<string, bigint>} Votes */
/** A round as the tally tells it. @typedef {Told & { elected: string[], ties: Told[] }} Round */

/** Options are hopeful, then elected or out. */
export class Race {
  /** @param {Contest} contest */
  constructor(contest) {
    this.contest = contest;
    this.hopeful = [...contest.options];
    /** @type {string[]} */
    this.winners = [];
    /** @type {string[]} */
    this.tied = [];
    /** @type {Round[]} */
    this.rounds = [];
    /** @type {Votes[]} of the rounds that are over */
    this.history = [];
  }

  /** Seats that are not filled yet. */
  get vacancies() {
    return this.contest.seats - this.winners.length;
  }

  /** Whether seats and rivals for them are left. */
  get isUndecided() {
    return this.vacancies > 0 && this.hopeful.length > 0 && this.tied.length === 0;
  }

  /** Ends a round. @param {Round} round @param {Votes} votes as they stood when it was counted */
  close(round, votes) {
    this.rounds.push(round);
    this.history.push(votes);
  }

  /** Gives seats: most votes first, equal ones in the manifest's order. @param {string[]} options @param {Votes} votes @param {Round} round */
  elect(options, votes, round) {
    const order = this.inOrder(options).sort((a, b) => compare(votesOf(votes, b), votesOf(votes, a)));
    this.hopeful = this.hopeful.filter((option) => !order.includes(option));
    this.winners.push(...order);
    round.elected.push(...order);
  }

  /** Elects all hopeful options if there are no more of them than seats. @param {Votes} votes @param {Round} round */
  fill(votes, round) {
    if (this.hopeful.length > 0 && this.hopeful.length <= this.vacancies) this.elect(this.hopeful, votes, round);
  }

  /**
   * Takes one of the `equal` options out, and elects the rest if they are no more than the seats.
   * @param {string[]} equal
   * @param {Votes} votes
   * @param {Round} round
   * @returns {string | undefined} nobody, where they tie for the last seat
   */
  eliminate(equal, votes, round) {
    const out = this.#loser(this.inOrder(equal), votes, round);
    if (out === undefined) return undefined;
    this.hopeful = this.hopeful.filter((option) => option !== out);
    round["eliminated"] = out;
    this.fill(votes, round);
    return out;
  }

  /** Where no ballot ranks anything all options tie for the seats in the first round. @param {Votes} votes @param {Round} round */
  nothingRanked(votes, round) {
    if (this.contest.ties === "report") {
      this.tied = [...this.hopeful];
      round.ties.push(tie("seat", this.tied, "nothing", []));
    } else {
      const first = this.hopeful.slice(0, this.vacancies);
      round.ties.push(tie("seat", this.hopeful, "list", first));
      this.elect(first, votes, round);
    }
  }

  /** Which of equal surpluses is transferred first. @param {string[]} options @param {Round} round @returns {string} */
  firstSurplus(options, round) {
    const equal = this.inOrder(options);
    if (equal.length > 1) {
      const { left, decided } = this.#narrow(equal, (a, b) => a > b);
      const chosen = left.slice(0, 1);
      round.ties.push(left.length === 1 ? tie("surplus", equal, "round", chosen, decided) : tie("surplus", equal, "list", chosen));
      return /** @type {string} */ (left[0]);
    }
    return /** @type {string} */ (equal[0]);
  }

  /** In the manifest's order. @param {string[]} options */
  inOrder(options) {
    return this.contest.options.filter((option) => options.includes(option));
  }

  /** @returns {{ rounds: Round[], winners: string[], tied: string[] }} */
  end() {
    return { rounds: this.rounds, winners: this.winners, tied: this.tied };
  }

  /** @param {string[]} equal @param {Votes} votes @param {Round} round */
  #loser(equal, votes, round) {
    if (equal.length === 1) return equal[0];
    const { left, decided } = this.#narrow(equal, (a, b) => a < b);
    if (left.length === 1) {
      round.ties.push(tie("elimination", equal, "round", left, decided));
      return left[0];
    }
    if (this.hopeful.length === this.vacancies + 1 && this.contest.ties === "report") {
      this.tied = left;
      round.ties.push(tie("seat", left, "nothing", []));
      this.elect(this.hopeful.filter((option) => !left.includes(option)), votes, round);
      return undefined;
    }
    round.ties.push(tie("elimination", equal, "list", left.slice(-1)));
    return left.at(-1);
  }

  /**
   * Those whom the most recent earlier round in which they differ leaves, then the one before, and so on.
   * @param {string[]} equal
   * @param {(one: bigint, other: bigint) => boolean} isFurther towards being left
   */
  #narrow(equal, isFurther) {
    let [left, decided] = [equal, 0];
    for (let number = this.history.length; number > 0 && left.length > 1; number--) {
      const votes = /** @type {Votes} */ (this.history[number - 1]);
      const wanted = left.map((option) => votesOf(votes, option)).reduce((a, b) => (isFurther(b, a) ? b : a));
      const remaining = left.filter((option) => votesOf(votes, option) === wanted);
      if (remaining.length < left.length) [left, decided] = [remaining, number];
    }
    return { left, decided };
  }
}

/**
 * @param {"elimination" | "surplus" | "seat"} what
 * @param {string[]} options
 * @param {"round" | "list" | "nothing"} by
 * @param {string[]} chosen
 * @param {number} [round]
 */
const tie = (what, options, by, chosen, round) => ({ for: what, options, by, ...(round !== undefined && { round }), chosen });

/** @param {Votes} votes @param {string} option */
export const votesOf = (votes, option) => votes.get(option) ?? 0n;

/** @param {Iterable<bigint>} values */
export const sum = (values) => [...values].reduce((total, value) => total + value, 0n);

/** @param {bigint[]} values at least one */
export const least = (values) => values.reduce((a, b) => (b < a ? b : a));

/** @param {Votes} votes @param {(value: bigint) => unknown} write */
export const written = (votes, write) => members([...votes].map(([option, value]) => /** @type {[string, unknown]} */ ([option, write(value)])));

/** With exactly `digits` digits after the point. @param {number} digits @returns {(units: bigint) => string} */
export const decimal = (digits) => (units) => {
  const text = String(units).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** @param {bigint} a @param {bigint} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
