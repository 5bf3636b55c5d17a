/**
 * What a running ballot box publishes of a poll, and its list of all polls. Only small files are kept; the ballots are fetched
 * while they are checked.
 */

import { chunksOf, largestNote } from "./audit_source.js";
import { ENTRY, ENTRY_LENGTH, MOST_ENTRIES } from "./audit_tree.js";
import { ask, bodyOf, Problem, Unreachable } from "./api.js";
import { concat, hex, Malformed } from "./bytes.js";
import { TILE_WIDTH, tilePath } from "./tiles.js";

/** @import { PollsList } from "./audit_polls.js" */
/** @import { Bytes } from "./bytes.js" */

/** What `Source` in `audit_source.js` asks for. */
export class Live {
  /**
   * The log may grow while it is read. So the results come first, then the checkpoint, then no more entries than it counts,
   * and of the statements those that stand in them.
   * @param {string} poll
   * @param {string} [origin]
   */
  static async open(poll, origin = "") {
    const live = new Live(`${origin}/api/v1/polls/${poll}`);
    await live.#keep("manifest.note", "/manifest");
    const results = await live.#results();
    for (let number = 1; number <= results; number++) await live.#keep(`results/${number}.note`, `/results/${number}`);
    await live.#keep("checkpoint", "/checkpoint");
    await live.#keepEntries();
    await live.#keepStatements();
    if (results > 0) live.hasBallots = await live.#isThere("/ballots");
    return live;
  }

  /** @param {string} base */
  constructor(base) {
    this.base = base;
    /** @type {Map<string, Bytes>} */
    this.kept = new Map();
    this.hasBallots = false;
    /** @type {string[]} */
    this.unknown = [];
  }

  /** @param {string} name */
  has(name) {
    return this.kept.has(name) || (name === BALLOTS && this.hasBallots);
  }

  /** @param {string} name @returns {Promise<Bytes>} */
  async read(name) {
    return this.kept.get(name) ?? new Uint8Array();
  }

  /** @param {string} name @returns {AsyncGenerator<Bytes>} */
  async *parts(name) {
    if (name === BALLOTS) yield* stream(`${this.base}/ballots`);
    else yield await this.read(name);
  }

  /** Numbers of the notes in `assets`, `notices` or `results`, in order. @param {string} folder */
  numbered(folder) {
    const names = [...this.kept.keys()].filter((name) => name.startsWith(`${folder}/`));
    return names.map((name) => Number(name.slice(folder.length + 1, -".note".length))).sort((a, b) => a - b);
  }

  /** @param {string} name @param {string} path */
  async #keep(name, path) {
    const body = await optional(this.base + path, largestNote(name));
    if (body) this.kept.set(name, body);
  }

  /** How many results there are, by the ballot box's word: one that it hides it would not show either. */
  async #results() {
    const { result } = parseObject(await optional(this.base));
    return Number.isSafeInteger(result) ? Math.min(result, MOST_RESULTS) : 0;
  }

  /** As many bytes as the checkpoint counts; of one that cannot be read the check tells. */
  async #keepEntries() {
    const parts = [];
    let wanted = Math.min(sizeIn(this.kept.get("checkpoint")), MOST_ENTRIES + 1) * ENTRY_LENGTH;
    for await (const part of stream(`${this.base}/entries`)) {
      parts.push(part.slice(0, wanted));
      wanted -= part.length;
      if (wanted <= 0) break;
    }
    this.kept.set("entries.bin", concat(...parts));
  }

  async #keepStatements() {
    const entries = this.kept.get("entries.bin") ?? new Uint8Array();
    const counts = new Map();
    for (let at = 0; at < entries.length; at += ENTRY_LENGTH) counts.set(entries[at], (counts.get(entries[at]) ?? 0) + 1);
    const logged = (/** @type {number} */ type) => Math.min(counts.get(type) ?? 0, MOST_STATEMENTS);
    for (let number = 1; number <= logged(ENTRY.assets); number++) await this.#keep(`assets/${number}.note`, `/assets/${number}`);
    for (const [i, note] of (await this.#notices()).slice(0, logged(ENTRY.notice)).entries()) {
      this.kept.set(`notices/${i + 1}.note`, /** @type {Bytes} */ (new TextEncoder().encode(note)));
    }
    if (logged(ENTRY.issuance) > 0) await this.#keep("issuance.note", "/issuance");
  }

  /** @returns {Promise<string[]>} */
  async #notices() {
    const { notices } = parseObject(await optional(`${this.base}/notices`));
    // What is no list lacks all that the log has.
    return Array.isArray(notices) ? notices.map(String) : [];
  }

  /** @param {string} path */
  async #isThere(path) {
    const answer = await optionalAnswer(this.base + path);
    await answer?.body?.cancel();
    return answer !== undefined;
  }
}

/**
 * The list of all polls, and the manifests of the newest. Of a list that makes no sense there are no entries.
 * @param {string} [origin]
 * @returns {Promise<PollsList>}
 */
export async function fetchPolls(origin = "") {
  const log = `${origin}/polls/log`;
  const checkpoint = (await optional(`${log}/checkpoint`)) ?? new Uint8Array();
  const [size, entries] = [sizeIn(checkpoint), /** @type {Bytes[]} */ ([])];
  for (let index = 0; index * TILE_WIDTH < Math.min(size, MOST_POLLS); index++) {
    const width = Math.min(size - index * TILE_WIDTH, TILE_WIDTH);
    entries.push(...entriesIn((await optional(`${log}/${tilePath("entries", index, width)}`)) ?? new Uint8Array()));
  }
  const manifests = [];
  for (const entry of entries.slice(-NEWEST)) {
    const note = await optional(`${origin}/api/v1/polls/${hex(entry.subarray(1))}/manifest`);
    if (note) manifests.push(new TextDecoder().decode(note));
  }
  return { checkpoint: new TextDecoder().decode(checkpoint), entries, manifests };
}

/** What a checkpoint says; nothing of it is verified. @param {Bytes | undefined} checkpoint */
const sizeIn = (checkpoint) => Number(/^[^\n]*\n([0-9]{1,15})\n/.exec(new TextDecoder().decode(checkpoint))?.[1] ?? 0);

/** @param {Bytes | undefined} body @returns {{ [field: string]: any }} empty for what is no object */
function parseObject(body) {
  try {
    return { ...JSON.parse(new TextDecoder().decode(body)) };
  } catch {
    return {};
  }
}

/** `u16 length || entry` each; up to where it is no such list. @param {Bytes} tile */
function entriesIn(tile) {
  const [framed, found] = [2 + ENTRY_LENGTH, /** @type {Bytes[]} */ ([])];
  for (let at = 0; at + framed <= tile.length && tile[at] === 0 && tile[at + 1] === ENTRY_LENGTH; at += framed) {
    found.push(tile.slice(at + 2, at + framed));
  }
  return found;
}

/** @param {string} address @param {number} [most] bytes; of what goes on without end nothing is kept @returns {Promise<Bytes | undefined>} undefined: there is none */
async function optional(address, most) {
  const answer = await optionalAnswer(address);
  try {
    return answer && (await bodyOf(answer, most));
  } catch (error) {
    if (error instanceof Malformed) return new Uint8Array();
    throw error;
  }
}

/** @param {string} address */
async function optionalAnswer(address) {
  try {
    return await ask(address);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * A long answer in parts; it may take as long as it likes, but no part longer than `STALLED_MS`.
 * @param {string} address
 * @returns {AsyncGenerator<Bytes>}
 */
async function* stream(address) {
  const abort = new AbortController();
  const inTime = async (/** @type {Promise<any>} */ step) => {
    const timer = setTimeout(() => abort.abort(), STALLED_MS);
    try {
      return await step;
    } finally {
      clearTimeout(timer);
    }
  };
  const { body } = await inTime(ask(address, { signal: abort.signal }));
  if (body === null) return;
  const parts = chunksOf(body);
  try {
    for (;;) {
      const part = await inTime(parts.next()).catch((/** @type {unknown} */ error) => {
        throw new Unreachable(String(error));
      });
      if (part.done) return;
      yield part.value;
    }
  } finally {
    abort.abort();
  }
}

const BALLOTS = "ballots.bin";
const STALLED_MS = 30_000;
/** Far more than any poll has; what a hostile ballot box could go on with. */
const MOST_RESULTS = 100;
const MOST_STATEMENTS = 10_000;
const MOST_POLLS = 1 << 20;
/** Manifests that are compared with the poll's own. */
const NEWEST = 50;
