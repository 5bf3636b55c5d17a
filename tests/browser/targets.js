/** Whether a page fits its window, and what is pressed and read is large enough: as docs/booth.md promises. */

import assert from "node:assert/strict";

/** Fails unless everything is as large as it must be. @param {import("playwright-core").Page} page @param {string} what */
export async function isLargeEnough(page, what) {
  assert.deepEqual(await tooSmall(page), { targets: [], letters: [] }, what);
}

/**
 * What does not take a finger anywhere in a square of 44 CSS pixels though it is there to be pressed, and what has text of less than 18.
 * @param {import("playwright-core").Page} page
 */
export function tooSmall(page) {
  return page.evaluate(({ target, letter }) => {
    const unfolded = [...document.querySelectorAll("details:not([open])")];
    for (const one of unfolded) one.toggleAttribute("open", true);
    const shown = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1);

    /** What takes the press: of a radio or checkbox its label. @param {Element} one */
    const pressed = (one) => (one.matches("[type=radio], [type=checkbox]") && one.closest("label")) || one;
    /** Part of a sentence: other words stand beside it. @param {Element} one */
    const isInSentence = (one) => {
      if (!one.matches("a") || getComputedStyle(one).display !== "inline") return false;
      const block = one.closest("p, li, dd, td, th, label, figcaption, div");
      return /[\p{L}\p{N}]/u.test((block?.textContent ?? "").replace(one.textContent ?? "", ""));
    };
    /** Whether a press there reaches it. @param {Element} one @param {number} x @param {number} y */
    const isHit = (one, x, y) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (one.contains(hit) || hit.closest("label")?.contains(one) === true);
    };
    const controls = shown.filter((one) => one.matches("a[href], button, input, select, textarea, summary, .drag-handle") && !one.matches(".skip-link, :disabled, [aria-hidden=true]") && !isInSentence(one));
    const narrow = controls.filter((one) => {
      const area = pressed(one);
      // A link may be of several lines; what counts is that it is large somewhere.
      const { width, height } = area.getBoundingClientRect();
      if (width < target || height < target) return true;
      area.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top } = area.getBoundingClientRect();
      const [x, y, reach] = [left + width / 2, top + height / 2, target / 2 - 1];
      // Rounded corners are no concern: points on the cross, and its middle.
      return ![[0, 0], [-reach, 0], [reach, 0], [0, -reach], [0, reach]].every(([dx = 0, dy = 0]) => isHit(area, x + dx, y + dy));
    });
    const fine = shown.filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) && parseFloat(getComputedStyle(one).fontSize) < letter);
    for (const one of unfolded) one.toggleAttribute("open", false);
    scrollTo(0, 0);
    const told = (/** @type {Element} */ one) => {
      const { width, height } = pressed(one).getBoundingClientRect();
      return `${width.toFixed(1)} x ${height.toFixed(1)}: ${one.outerHTML.slice(0, 120)}`;
    };
    return { targets: narrow.map(told), letters: fine.map((one) => `${getComputedStyle(one).fontSize}: ${one.outerHTML.slice(0, 120)}`) };
  }, { target: 43.9, letter: 17.9 });
}

/** Fails if something reaches beyond the window. @param {import("playwright-core").Page} page @param {string} what */
export async function fits(page, what) {
  assert.deepEqual(await beyond(page), [], what);
}

/** Text and controls that reach beyond the window, and the page if it scrolls sideways. @param {import("playwright-core").Page} page */
export function beyond(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth > width ? [`the page has ${document.documentElement.scrollWidth} px`] : [];
    const cut = [...document.querySelectorAll("main *")].filter((one) => {
      const { left, right, width: own } = one.getBoundingClientRect();
      return own > 1 && one.checkVisibility() && !one.closest(".visually-hidden, .steps, .table-wrap, pre") && (left < -1 || right > width + 1);
    });
    return [...wide, ...cut.map((one) => one.outerHTML.slice(0, 100))];
  });
}
