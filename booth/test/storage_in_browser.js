/**
 * Laws of the storage, which needs a browser's IndexedDB.
 */

import { ChangedElsewhere, openStorage } from "../storage.js";

/** @import { Report } from "./vectors.js" */

/** @param {Report} report */
export async function testStorage(report) {
  const check = (/** @type {string} */ name, /** @type {boolean} */ ok) => report(`storage: ${name}`, ok);
  const request = (/** @type {string} */ name) => ({ seed: name, salt: name, inverse: name, request: name });
  const [one, two] = await Promise.all([openStorage(), openStorage()]);
  const poll = `test-${crypto.randomUUID()}`;

  check("nothing at first", same(await one.read(poll), {}));
  const begun = await Promise.all([
    one.begin(poll, { request: request("a") }),
    two.begin(poll, { request: request("b") }),
    one.begin(poll, { request: request("c") }),
  ]);
  const first = begun[0]?.request;
  check("of several requests at once one is stored, and all are told which", begun.every((stored) => same(stored, begun[0])));
  if (first === undefined) return check("a request is stored", false);

  const pass = { response: "x", note: "" };
  check("another way's pass is refused", await rejects(one.advance(poll, { request: request("other") }, "pass", pass)));
  check("and leaves nothing", same(await two.read(poll), { request: first }));
  await one.advance(poll, { request: first }, "pass", pass);
  check("a second pass does not replace the first", same(await two.advance(poll, { request: first }, "pass", { response: "y", note: "" }), { request: first, pass }));

  check("no step is left out", await rejects(one.advance(poll, { request: first }, "promise", { promise: "p" })));
  const casts = await Promise.all(["1", "2", "3"].map((ballot, i) => (i % 2 ? one : two).advance(poll, { request: first }, "ballot", { ballot })));
  check("of several ballots at once one is stored, and all are told which", casts.every((stored) => same(stored, casts[0])));

  check("a promise for another ballot is refused", await rejects(one.advance(poll, { request: first, ballot: { ballot: "other" } }, "promise", { promise: "p" })));

  check("starting over is refused when things have moved on", await rejects(two.forget(poll, { request: first, pass })));
  const stand = await one.read(poll);
  await one.forget(poll, stand);
  check("starting over leaves nothing", same(await two.read(poll), {}));
  check("and what follows on it is refused", await rejects(two.advance(poll, { request: first }, "promise", { promise: "p" })));
  await two.begin(poll, stand);
  check("a restored way is whole", same(await one.read(poll), stand));
  await one.forget(poll, stand);
}

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** @param {any} value @returns {any} */
const sorted = (value) =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
    : value;

/** @param {Promise<unknown>} promise */
const rejects = (promise) => promise.then(() => false, (error) => error instanceof ChangedElsewhere);
