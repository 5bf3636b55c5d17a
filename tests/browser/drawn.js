/** What was on a page at a time, so that nobody takes it for the answer to what they did next. */

import { until } from "./until.js";

export class Drawn {
  /** What is there now. @param {import("playwright-core").Page} page */
  static async on(page) {
    const heading = await page.evaluateHandle(() => document.querySelector("h1"));
    return new Drawn(heading, await page.locator("body").innerText());
  }

  /**
   * @param {import("playwright-core").JSHandle<HTMLHeadingElement | null>} heading
   * @param {string} text
   */
  constructor(heading, text) {
    this.heading = heading;
    this.text = text;
  }

  /** Whether somebody who waits for this would have found it there. @param {string | RegExp} words */
  said(words) {
    if (typeof words === "string") return this.text.toLowerCase().includes(words.toLowerCase());
    return this.text.split("\n").some((line) => words.test(line));
  }

  /** Waits until the page has another heading, or is another one. */
  isGone() {
    // Of a document that is left nothing can be asked.
    return until("the page is drawn anew", () => this.heading.evaluate((heading) => !heading?.isConnected).catch(() => true));
  }
}
