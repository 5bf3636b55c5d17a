/**
 * What this browser keeps of a voter's way through a poll: request, pass, ballot, promise, one of each for a poll.
 *
 * Each is written once, by `add`, in one durable transaction that also checks what came before; whoever comes second
 * (another tab) is given what is stored. So there is never a second pass request, and never a second finished ballot.
 * Where the voter stands is read off from what is there.
 */

/** Bytes are kept in base64url. @typedef {{ seed: string, salt: string, inverse: string, request: string }} StoredRequest */
/** @typedef {{ response: string, note: string }} StoredPass */
/** @typedef {{ ballot: string }} StoredBallot */
/** @typedef {{ promise: string }} StoredPromise */
/** @typedef {{ request: StoredRequest, pass: StoredPass, ballot: StoredBallot, promise: StoredPromise }} Stages */
/** @typedef {Partial<Stages>} Stored */
/** @typedef {keyof Stages} Stage */

/** The browser does not let this page keep anything. */
export class StorageForbidden extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("this browser keeps nothing for this page", { cause });
    this.name = "StorageForbidden";
  }
}

/** Another tab has started over, or gone on, since the page was drawn. */
export class ChangedElsewhere extends Error {
  constructor() {
    super("changed in another tab");
    this.name = "ChangedElsewhere";
  }
}

/** @returns {Promise<Storage>} */
export async function openStorage() {
  try {
    const opening = indexedDB.open("psephos", 1);
    opening.onupgradeneeded = () => STAGES.forEach((stage) => opening.result.createObjectStore(stage));
    const database = await done(opening);
    // A newer booth in another tab may need to change the layout.
    database.onversionchange = () => database.close();
    return new Storage(database);
  } catch (error) {
    throw new StorageForbidden(error);
  }
}

export class Storage {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /**
   * @param {string} poll
   * @returns {Promise<Stored>}
   */
  async read(poll) {
    return readStages(this.database.transaction(STAGES, "readonly"), poll);
  }

  /**
   * The first step: a request where there is none. Resolves once it is on disk, to what is now stored.
   * @param {string} poll
   * @param {Stored} stored more than the request when a backup is restored
   */
  begin(poll, stored) {
    return this.#write(poll, (found, transaction) => {
      if (found.request !== undefined) return found;
      addAll(transaction, poll, stored);
      return stored;
    });
  }

  /**
   * A further step on the way that `seen` is of: the same request, the same ballot if there was one, and the step before
   * it made. If the step was made already, what it left is what counts.
   * @template {Exclude<Stage, "request">} S
   * @param {string} poll
   * @param {Stored} seen
   * @param {S} stage
   * @param {Stages[S]} value
   * @returns {Promise<Stored>} what is now stored
   */
  advance(poll, seen, stage, value) {
    const before = /** @type {Stage} */ (STAGES[STAGES.indexOf(stage) - 1]);
    return this.#write(poll, (found, transaction) => {
      const isOther = found.request?.request !== seen.request?.request || (seen.ballot && found.ballot?.ballot !== seen.ballot.ballot);
      if (isOther || found[before] === undefined) throw new ChangedElsewhere();
      if (found[stage] !== undefined) return found;
      addAll(transaction, poll, { [stage]: value });
      return { ...found, [stage]: value };
    });
  }

  /**
   * Starts over, if things still stand as the voter saw them.
   * @param {string} poll
   * @param {Stored} seen
   */
  forget(poll, seen) {
    return this.#write(poll, (found, transaction) => {
      if (!sameStand(found, seen)) throw new ChangedElsewhere();
      for (const stage of STAGES) transaction.objectStore(stage).delete(poll);
      return /** @type {Stored} */ ({});
    });
  }

  /** Every poll of which this browser keeps something. @returns {Promise<Map<string, Stored>>} */
  async readAll() {
    const transaction = this.database.transaction(STAGES, "readonly");
    const polls = await done(transaction.objectStore("request").getAllKeys());
    return new Map(await Promise.all(polls.map(async (poll) => /** @type {const} */ ([String(poll), await readStages(transaction, String(poll))]))));
  }

  /** Gives up everything. */
  async forgetAll() {
    const transaction = this.database.transaction(STAGES, "readwrite", { durability: "strict" });
    for (const stage of STAGES) transaction.objectStore(stage).clear();
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /**
   * @param {string} poll
   * @param {(found: Stored, transaction: IDBTransaction) => Stored} step
   * @returns {Promise<Stored>}
   */
  async #write(poll, step) {
    const transaction = this.database.transaction(STAGES, "readwrite", { durability: "strict" });
    const complete = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error ?? new Error("not stored"));
    });
    complete.catch(() => {}); // awaited below, or replaced by the step's own error
    let stored;
    try {
      stored = step(await readStages(transaction, poll), transaction);
    } catch (error) {
      if (transaction.error === null) transaction.abort();
      throw error;
    }
    await complete;
    return stored;
  }
}

/**
 * @param {Stored} a
 * @param {Stored} b
 */
export const sameStand = (a, b) =>
  a.request?.request === b.request?.request && STAGES.every((stage) => (a[stage] === undefined) === (b[stage] === undefined));

/**
 * @param {IDBTransaction} transaction
 * @param {string} poll
 * @returns {Promise<Stored>}
 */
async function readStages(transaction, poll) {
  const values = await Promise.all(STAGES.map((stage) => done(transaction.objectStore(stage).get(poll))));
  return Object.fromEntries(STAGES.map((stage, i) => [stage, values[i]]).filter(([, value]) => value !== undefined));
}

/**
 * @param {IDBTransaction} transaction
 * @param {string} poll
 * @param {Stored} values
 */
function addAll(transaction, poll, values) {
  for (const stage of STAGES) if (values[stage] !== undefined) transaction.objectStore(stage).add(values[stage], poll);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @type {Stage[]} */
const STAGES = ["request", "pass", "ballot", "promise"];
