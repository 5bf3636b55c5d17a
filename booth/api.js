/**
 * The ballot box over HTTP. No cookie, no account, no other host.
 */

import { base64url, concat, Malformed, utf8 } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */

/** @typedef {"before" | "voting" | "closed" | "counted" | "cancelled"} Phase */

/**
 * What the ballot box says of a poll, unsigned: for times and numbers on the page only.
 * @typedef {{ phase: Phase, votingCloses: Date, now: Date, ballots: number, demo: boolean }} PollSummary
 */

/** @typedef {{ ballot: string, state: "promised" | "logged" | "counted", index?: number, number?: number }} ReceiptState */

/** No answer came, or one that says only "not now". Whether a request arrived is unknown. */
export class Unreachable extends Error {
  /**
   * @param {string} message
   * @param {number} [retryAfter] seconds
   */
  constructor(message, retryAfter) {
    super(message);
    this.name = "Unreachable";
    this.retryAfter = retryAfter;
  }
}

/** An RFC 9457 problem document; `error` is the part of its type after `urn:psephos:error:`. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{ [field: string]: unknown }} document
   */
  constructor(status, document) {
    const type = document["type"];
    const error = typeof type === "string" && type.startsWith(ERROR_PREFIX) ? type.slice(ERROR_PREFIX.length) : "unknown";
    super(`${status} ${error}`);
    this.name = "Problem";
    this.status = status;
    this.error = error;
    this.document = document;
  }

  /**
   * A field that holds a text, such as an enclosed note.
   * @param {string} name
   */
  text(name) {
    const value = this.document[name];
    return typeof value === "string" ? value : undefined;
  }
}

/**
 * The titles of all polls of this ballot box, by id. One question for all: it tells nobody which poll is meant.
 * @returns {Promise<Map<string, import("./strict_json.js").Words>>}
 */
export async function listPolls() {
  const answer = await answerOf(await ask("/api/v1/polls"));
  const polls = Array.isArray(answer["polls"]) ? answer["polls"] : [];
  return new Map(polls.map(({ poll, title }) => [String(poll), title]));
}

export class BallotBox {
  /**
   * @param {string} poll
   * @param {string} [origin]
   */
  constructor(poll, origin = "") {
    this.base = `${origin}/api/v1/polls/${poll}`;
  }

  /** @returns {Promise<PollSummary>} */
  async summary() {
    const answer = await this.#json("");
    const [phase, votingCloses, now] = [answer["phase"], new Date(answer["voting_closes"]), new Date(answer["now"] ?? Date.now())];
    if (!PHASES.includes(phase) || Number.isNaN(votingCloses.getTime()) || Number.isNaN(now.getTime())) {
      throw new Malformed("an answer about the poll that makes no sense");
    }
    return { phase, votingCloses, now, ballots: count(answer["ballots"]) ?? 0, demo: answer["demo"] === true };
  }

  /** The manifest note. */
  async manifest() {
    return textOf(await this.#fetch("/manifest"));
  }

  /**
   * @param {Bytes} ballot
   * @param {string} [promise] made for this ballot before: with it a ballot box takes again what it has lost
   * @returns {Promise<string>} the promise note, unchecked
   */
  async cast(ballot, promise) {
    const headers = { "Content-Type": "application/vnd.psephos.ballot", ...(promise && { "Psephos-Note": base64url(utf8(promise)) }) };
    return textOf(await this.#fetch("/ballots", { method: "POST", headers, body: ballot }));
  }

  /**
   * @param {string} codeOrHash
   * @returns {Promise<ReceiptState | undefined>} undefined when the ballot box knows no such ballot
   */
  async receipt(codeOrHash) {
    let answer;
    try {
      answer = await this.#json(`/receipts/${codeOrHash}`);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
    const { ballot, state } = answer;
    if (typeof ballot !== "string" || !/^[0-9a-f]{64}$/.test(ballot) || !["promised", "logged", "counted"].includes(state)) {
      throw new Malformed("an answer about the receipt that makes no sense");
    }
    const [index, number] = [count(answer["index"]), count(answer["number"])];
    return { ballot, state, ...(index !== undefined && { index }), ...(number !== undefined && { number }) };
  }

  /** The registrar's notices, unchecked. @returns {Promise<string[]>} */
  async notices() {
    const { notices } = await this.#json("/notices");
    if (!Array.isArray(notices) || !notices.every((note) => typeof note === "string")) throw new Malformed("notices that make no sense");
    return notices;
  }

  /** The newest signed result, unchecked. @returns {Promise<string | undefined>} undefined while there is none */
  async result() {
    try {
      return await textOf(await this.#fetch("/result"));
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return undefined;
      throw error;
    }
  }

  /** @param {string} hash */
  async proof(hash) {
    return textOf(await this.#fetch(`/receipts/${hash}/proof`));
  }

  /**
   * @param {string} path
   * @returns {Promise<{ [field: string]: any }>}
   */
  async #json(path) {
    return answerOf(await this.#fetch(path));
  }

  /**
   * @param {string} path
   * @param {RequestInit} [init]
   */
  #fetch(path, init) {
    return ask(this.base + path, init);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<{ [field: string]: any }>}
 */
async function answerOf(response) {
  const answer = parseJson(await textOf(response));
  if (typeof answer !== "object" || answer === null) throw new Malformed("an answer that is not JSON");
  return answer;
}

/**
 * @param {string} address
 * @param {RequestInit} [init] without a signal of its own the whole exchange has 30 seconds
 * @returns {Promise<Response>} a good one; throws `Problem` for a refusal, `Unreachable` for anything else
 */
export async function ask(address, init = {}) {
  let response;
  try {
    const signal = init.signal ?? AbortSignal.timeout(TIMEOUT_MS);
    response = await fetch(address, { ...init, signal, credentials: "omit", cache: "no-store", redirect: "error" });
    if (response.ok) return response;
  } catch (error) {
    throw new Unreachable(String(error));
  }
  const document = parseJson(await textOf(response));
  const isProblem = typeof document === "object" && document !== null && "type" in document;
  // 429 and 5xx come from an overloaded box or something in front of it: nothing was decided about the request.
  if (response.status === 429 || response.status >= 500 || !isProblem) {
    const seconds = Number(response.headers.get("Retry-After") ?? NaN);
    throw new Unreachable(`status ${response.status}`, Number.isFinite(seconds) ? seconds : undefined);
  }
  throw new Problem(response.status, document);
}

/** @param {Response} response */
const textOf = async (response) => new TextDecoder().decode(await bodyOf(response));

/**
 * The body, whose length and time are bounded: a hostile ballot box could answer without an end. What ends the request in
 * time ends the reading too.
 * @param {Response} response
 * @param {number} [most] bytes
 */
export async function bodyOf(response, most = LARGEST_ANSWER) {
  const parts = [];
  let length = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > most) {
        void reader?.cancel();
        throw new Malformed("an answer without end");
      }
    }
  } catch (error) {
    throw error instanceof Malformed ? error : new Unreachable(String(error));
  }
  return concat(...parts);
}

/** @param {string} text @returns {unknown} undefined for what is no JSON */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
const count = (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined);

const ERROR_PREFIX = "urn:psephos:error:";
const TIMEOUT_MS = 30_000;
/** Bytes. A manifest has 256 KiB at most, and signatures. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
const PHASES = ["before", "voting", "closed", "counted", "cancelled"];
