/**
 * How often a page that follows a poll asks for itself. Behind one address many may look at a poll, and vote: what they read must not
 * keep their ballots out.
 */

/** Over how many seconds all who look at a poll of so many ballots spread their questions. @param {number} ballots */
export const spreadSeconds = (ballots) => Math.min(MOST_SPREAD_SECONDS, LEAST_SPREAD_SECONDS + ballots / 10);

/**
 * How many seconds to rest after an answer: longer after each failure in a row, and at least as long as the answer says.
 * @param {number} failures @param {string | null} retryAfter the header of that name
 */
export const restSeconds = (failures, retryAfter) => Math.max(Math.min(MOST_REST_SECONDS, REST_SECONDS * 2 ** failures), Number(retryAfter) || 0);

/** @returns {number} anywhere from nothing up to so many seconds @param {number} seconds */
export const within = (seconds) => ((crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) / 2 ** 16) * seconds;

const LEAST_SPREAD_SECONDS = 2;
const MOST_SPREAD_SECONDS = 30;
const REST_SECONDS = 4;
const MOST_REST_SECONDS = 300;
