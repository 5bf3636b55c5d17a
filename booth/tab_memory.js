/**
 * What one tab remembers across reloads (`sessionStorage`): comfort only. A browser that forbids it loses the comfort,
 * nothing else; whatever must last stands in `storage.js`.
 */

/**
 * @param {string} key
 * @returns {any} undefined when there is nothing, or nothing readable
 */
export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 * @returns {boolean} whether it is remembered
 */
export function remember(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // Forbidden or full.
  }
}

/** @param {string} key */
export function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Forbidden: then nothing was kept.
  }
}
