/** Debian's Chromium, with an eye on what no page of ours may do. */

import { createRequire } from "node:module";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";

import { chromium } from "playwright-core";

import { SHOTS } from "./album.js";
import { beyond, tooSmall } from "./targets.js";
import { STEP } from "./until.js";
import { LANGUAGES, wordsOf } from "./words.js";

/** Where screenshots go, and the list of them that `album.js` and `looked.js` read. */
export const OUTPUT = fileURLToPath(new URL("../../test-output/", import.meta.url));
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Whether they are wanted; nothing is judged by them. */
const PICTURES = process.env["PSEPHOS_PICTURES"] !== undefined;
/** How the window's title of a page begins that refuses what was filled in. */
const REFUSED = LANGUAGES.map((language) => wordsOf(language, "common")("title-refused"));

/** Of axe: WCAG 2.2 AA. */
export const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** And what is good practice on a page of a site. */
const RULES = [...WCAG, "best-practice"];

/** Widths that every story is played at. */
export const SIZES = /** @type {const} */ ([
  { name: "desktop", viewport: { width: 1280, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
]);

/** 1280 by 1024 at 400 per cent: what is left are 320 by 256 pixels of CSS. */
export const ZOOMED = { width: 320, height: 256 };

/** Chromium without its own windows, which take three times as long to open as a page takes to draw; or the whole browser. */
export function launch({ whole = false } = {}) {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? (whole ? "/usr/bin/chromium" : "/usr/bin/chromium-headless-shell"),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A name that is not loopback: what browsers call an insecure context.
      "--host-resolver-rules=MAP box.test 127.0.0.1",
    ],
  });
}

/** A person with a browser window of their own; everything that goes wrong in it is noted. */
export class Visitor {
  /**
   * @param {import("playwright-core").Browser} browser
   * @param {string} name of the screenshots
   * @param {{ hosts: string[], viewport: { width: number, height: number }, scripts?: boolean, locale?: string, dark?: boolean,
   *   session?: import("playwright-core").BrowserContextOptions["storageState"] }} options
   */
  static async arrive(browser, name, { hosts, viewport, scripts = true, locale = "en-GB", dark = false, session }) {
    const context = await browser.newContext({ viewport, acceptDownloads: true, locale, colorScheme: dark ? "dark" : "light", storageState: session });
    context.setDefaultTimeout(STEP);
    const page = await context.newPage();
    const visitor = new Visitor(name, context, page, await context.newCDPSession(page), hosts);
    visitor.scripts = scripts;
    if (!scripts) await visitor.allowScripts(false);
    return visitor;
  }

  /**
   * @param {string} name
   * @param {import("playwright-core").BrowserContext} context
   * @param {import("playwright-core").Page} page
   * @param {import("playwright-core").CDPSession} devtools
   * @param {string[]} hosts
   */
  constructor(name, context, page, devtools, hosts) {
    this.devtools = devtools;
    this.hosts = hosts;
    this.scripts = true;
    this.name = name;
    this.context = context;
    this.page = page;
    /** @type {string[]} */
    this.complaints = [];
    this.shots = 0;
    /** @type {string[]} */
    this.excused = [];
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && !hosts.includes(origin)) this.complaints.push(`a request to ${request.url()}`);
    });
    context.on("weberror", (error) => this.complaints.push(`an exception: ${error.error()}`));
    context.on("console", (message) => {
      const wanted = this.excused.some((text) => message.text().includes(text));
      if (message.type() === "error" && !wanted) this.complaints.push(`on the console: ${message.text()} (${message.location().url})`);
    });
    context.on("response", (response) => {
      if (response.status() >= 500 && !this.excused.includes(statusText(response.status()))) this.complaints.push(`${response.status()} from ${response.url()}`);
    });
  }

  /**
   * From now on answers with this status, or lost ones (`net::ERR_..`), are what is wanted; Chromium complains of them on
   * the console.
   * @param {number | string} what
   */
  expected(what) {
    this.excused.push(typeof what === "number" ? statusText(what) : what);
  }

  /**
   * Looks closely at the page as it is: a screenshot where pictures are wanted, no sideways scrolling, no fault that axe finds, the
   * window's title tells of a refusal and of nothing else, and what services show is large enough.
   */
  async look(/** @type {string} */ what, page = this.page, rules = RULES) {
    await this.shoot(what, page, { looked: true });
    // axe needs timers, also on pages that had to do without scripts of their own; those do not start now.
    if (!this.scripts) await this.allowScripts(true);
    await this.bringAxe(page);
    const { tooWide, title, isRefused, faults } = await page.evaluate(async (rules) => {
      const { scrollWidth, clientWidth } = document.documentElement;
      // Nothing is told of what is in order, and no element is described but by its source: that takes most of axe's time.
      // @ts-ignore: axe is what was brought.
      const { violations } = await axe.run({
        runOnly: rules,
        // Text has 7:1, which is of the level AAA, and says more than 4.5:1 does.
        rules: { "color-contrast": { enabled: false }, "color-contrast-enhanced": { enabled: true } },
        resultTypes: ["violations"],
        selectors: false,
        // No rule of these reads style sheets.
        preload: false,
      });
      const faults = violations.map((/** @type {any} */ it) => `${it.impact}: ${it.id}: ${it.nodes.map((/** @type {any} */ node) => node.html).join(" ")}`);
      const isRefused = document.querySelector(".error-summary, #restore-error:not(:empty)") !== null;
      return { tooWide: scrollWidth - clientWidth, title: document.title, isRefused, faults };
    }, rules);
    if (tooWide > 0) this.complaints.push(`${what}: the page is ${tooWide} px wider than the window`);
    if (isRefused !== REFUSED.some((word) => title.startsWith(word))) this.complaints.push(`${what}: the window is called ${title}`);
    this.complaints.push(...faults.map((/** @type {string} */ fault) => `${what}: ${fault}`));
    await this.measure(what, page);
    if (!this.scripts) await this.allowScripts(false);
  }

  /** Whether fingers find what is on the page, and a window of a phone's width also fits one at 400 per cent. */
  async measure(/** @type {string} */ what, page = this.page) {
    const drawn = await page.evaluate(() => {
      if (!matchMedia("screen").matches || document.body.dataset["page"] === undefined) return null;
      const parts = [...document.body.querySelectorAll("*")].map((one) => `${one.localName}.${one.className}`);
      return [document.documentElement.lang, innerWidth, ...parts].join(" ");
    });
    // What the booth draws by itself is measured in `layout.test.js`; the same elements in the same language once.
    if (drawn === null || measured.has(drawn)) return;
    measured.add(drawn);
    const { targets, letters } = await tooSmall(page);
    this.complaints.push(...targets.map((one) => `${what}: to press: ${one}`), ...letters.map((one) => `${what}: to read: ${one}`));
    const before = page.viewportSize();
    if (before === null || before.width > WIDEST_PHONE) return;
    await page.setViewportSize(ZOOMED);
    this.complaints.push(...(await beyond(page)).map((one) => `${what}: beyond 320 pixels: ${one}`));
    await page.setViewportSize(before);
  }

  /** A picture for the album, where they are wanted, and nothing more: of the whole page, or of what is there. */
  async shoot(/** @type {string} */ what, page = this.page, { loaded = true, looked = false } = {}) {
    if (loaded) await page.waitForLoadState("load");
    const number = ++this.shots;
    if (!PICTURES && !looked) return;
    await mkdir(OUTPUT, { recursive: true });
    const file = `${this.name}-${String(number).padStart(2, "0")}-${what}.jpg`;
    // In half the time that a PNG takes.
    if (PICTURES) await page.screenshot({ path: OUTPUT + file, type: "jpeg", quality: 80, fullPage: true });
    const { width, title, drawn } = await page.evaluate(() => ({
      width: innerWidth,
      title: document.querySelector("h1")?.textContent ?? document.title,
      drawn: document.body.dataset["page"],
    }));
    /** @type {import("./album.js").Shot} */
    const shot = { flow: this.name, number, what, width, title, file, ...(looked && drawn !== undefined && { page: drawn }) };
    await appendFile(`${OUTPUT}${SHOTS}`, `${JSON.stringify(shot)}\n`);
  }

  /** Puts axe into the page, unless it is there. Straight through the developer tools: twice as fast as Playwright's way. */
  async bringAxe(page = this.page) {
    if (await page.evaluate("'axe' in globalThis")) return;
    const devtools = page === this.page ? this.devtools : await this.context.newCDPSession(page);
    const { exceptionDetails } = await devtools.send("Runtime.evaluate", { expression: AXE });
    assert.equal(exceptionDetails, undefined);
  }

  /** Looks at the page as a phone and as a desktop show it. */
  async lookAtBoth(/** @type {string} */ what, page = this.page, rules = RULES) {
    const before = page.viewportSize();
    for (const { name, viewport } of SIZES) {
      await page.setViewportSize(viewport);
      await this.look(`${what}-${name}`, page, rules);
    }
    if (before) await page.setViewportSize(before);
  }

  /** @param {boolean} allowed */
  async allowScripts(allowed) {
    await this.devtools.send("Emulation.setScriptExecutionDisabled", { value: !allowed });
  }

  /** Leaves, and tells everything that was noted. */
  async leave() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }
}

/** Pages whose elements were measured, at a width and in a language. @type {Set<string>} */
const measured = new Set();
/** As Chromium writes it on the console. @param {number} status */
const statusText = (status) => ` status of ${status} `;
/** In CSS pixels. */
const WIDEST_PHONE = 500;
