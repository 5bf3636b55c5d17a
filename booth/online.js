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

let times = 0;
/** How often the device was connected again since the page is there: whoever asks before and after knows whether it was meanwhile. */
export const timesOnline = () => times;
globalThis.addEventListener?.("online", () => times++);

/**
 * Presses a button once the device is connected again, if it is still there; at once if that has happened since.
 * @param {HTMLButtonElement} button
 * @param {number} since as `timesOnline` told it
 */
export function onceOnline(button, since) {
  const press = () => button.isConnected && button.click();
  if (times === since) addEventListener("online", press, { once: true });
  // The page that the button is on is drawn first.
  else queueMicrotask(press);
}
