/**
 * What waits until the device is connected again.
 */

/** Ends early where the device is connected again. @param {number} seconds */
export const pause = (seconds) =>
  new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      resolve(undefined);
    };
    setTimeout(end, seconds * 1000);
    addEventListener("online", end, { signal: over.signal });
  });

/** Presses a button once the device is connected again, if it is still there. @param {HTMLButtonElement} button */
export const onceOnline = (button) => addEventListener("online", () => button.isConnected && button.click(), { once: true });
