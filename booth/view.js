/**
 * One page of the booth on the screen: title, steps, focus, banners, and what is said once.
 */

import { Unreachable } from "./api.js";
import { actions, announce, button, details, el, notice, span } from "./dom.js";
import { evidenceOffer } from "./evidence.js";
import { dateTime, inLanguage } from "./language.js";
import { onceOnline } from "./online.js";
import { t, tOf } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Child } from "./dom.js" */

/**
 * `step` counts from 0; without it no steps are shown. `heading` stands for the page's h1 where that is within the body. What is
 * `refused` is told by the window's title too.
 * @typedef {{ title: string, step?: number, heading?: boolean, refused?: boolean, body: Child[] }} Page
 */

/**
 * @param {Page} page
 * @param {import("./language.js").Text} [poll] its title, once it is known: each page with a heading other than that names it below
 */
export function show({ title, step, heading = true, refused = false, body }, poll) {
  const main = /** @type {HTMLElement} */ (document.getElementById("booth"));
  const named = poll && poll.text !== title && el("p", { class: "hint of-poll" }, span(poll));
  const content = el("div", {}, step !== undefined && steps(step), heading && [el("h1", { tabindex: -1 }, title), named], ...body);
  main.replaceChildren(content);
  pollTitle = poll?.text ?? "";
  call(title);
  titleWindow(refused);
  announce("");
  scrollTo(0, 0);
  focusHeading({ preventScroll: true });
}

/** Gives the page that is shown another heading: something has turned out meanwhile. @param {string} title */
export function retitle(title) {
  const h1 = document.querySelector("#booth h1");
  if (h1) h1.textContent = title;
  call(title);
  titleWindow(false);
}

/** @param {string} title */
function call(title) {
  called = pollTitle && pollTitle !== title ? t("title-of", { page: title, poll: pollTitle }) : title;
}

/** Names the window by the page, and tells first where something on it was refused. @param {boolean} refused */
export function titleWindow(refused) {
  document.title = refused ? t("title-of-error", { page: called }) : called;
}
/** What the page that is shown is called. */
let called = "";
let pollTitle = "";

/** So that a screen reader reads on from the top of the page, and Tab starts there. @param {FocusOptions} [options] */
export function focusHeading(options) {
  const h1 = document.querySelector("#booth h1");
  if (h1 instanceof HTMLElement) h1.focus(options);
}

/**
 * A page for what has gone wrong, with a way on.
 * @param {string} title
 * @param {string} text
 * @param {{ retry?: (() => unknown) | undefined, cause?: unknown, since?: number }} [options] `since`: `timesOnline` before it was tried
 * @returns {Page}
 */
export function troublePage(title, text, { retry, cause, since = 0 } = {}) {
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : cause === undefined ? "" : String(cause);
  const again = retry && button(t("try-again"), retry);
  if (again && cause instanceof Unreachable) onceOnline(again, since);
  return {
    title,
    body: [
      el("p", { class: "lead" }, text),
      again && actions(again),
      message && details(t("technical"), el("p", {}, el("code", {}, message))),
    ],
  };
}

/**
 * @param {{ test: boolean, demo: boolean }} poll
 */
export function showBanners({ test, demo }) {
  const banner = (/** @type {string} */ kind, /** @type {string} */ text) => el("div", { class: `banner banner-${kind}` }, el("p", {}, text));
  document.getElementById("banners")?.replaceChildren(
    ...(demo ? [banner("demo", t("demo-banner"))] : []),
    ...(test ? [banner("test", t("test-banner"))] : []),
  );
}

/** @param {string} poll */
export function showNavigation(poll) {
  const item = (/** @type {string} */ href, /** @type {string} */ text) => el("li", {}, el("a", { href }, text));
  document.getElementById("nav")?.replaceChildren(
    item(inLanguage(`/polls/${poll}`), t("start-poll-link")),
    item(inLanguage(`/polls/${poll}/receipt`), t("start-receipt-link")),
  );
}

const STEPS = ["collect", "mark", "review", "cast", "keep"];

/** @param {number} present */
const steps = (present) =>
  el(
    "ol",
    { class: "steps", "aria-label": t("steps-label") },
    ...STEPS.map((name, i) =>
      el(
        "li",
        { class: i < present && "done", "aria-current": i === present && "step" },
        el("span", {}, tOf("step-", name), i < present && el("span", { class: "visually-hidden" }, ` (${t("step-done")})`)),
      ),
    ),
  );

/**
 * What came back from the registrar, or what another tab did, said once on the next page.
 * @typedef {{ kind: "refused", error: string } | { kind: "bad" } | { kind: "none" } | { kind: "taken" } | { kind: "changed" } | { kind: "otherTab" } | { kind: "unkept" }
 *   | { kind: "arrived" } | { kind: "signed", note: string, response: string }} Flash
 */

/**
 * What is said at the top of a page: once what has just happened, and always what is doubtful.
 * @param {Booth} booth
 * @returns {Child[]}
 */
export function flashNotice(booth) {
  return [flashOf(booth), doubtOf(booth)];
}

/** Two clocks that differ, for the voter to compare with a third. @param {Booth} booth @returns {string | undefined} */
export const clocksOf = ({ poll: { clocks } }) => clocks && t("start-clocks", { box: dateTime(clocks.box), device: dateTime(clocks.device) });

/** @param {Booth} booth */
function doubtOf(booth) {
  const { poll, manifest } = booth;
  const { issuanceOpens, issuanceCloses, votingOpens } = manifest;
  switch (poll.doubted) {
    case undefined:
      return undefined;
    case "before":
      return notice("warn", t("start-doubted-before-title"), t("start-doubted-before", { date: dateTime(votingOpens) }), clocksOf(booth));
    case "no-passes":
      return notice("warn", t("start-doubted-passes-title"), t("start-doubted-passes", { from: dateTime(issuanceOpens), to: dateTime(issuanceCloses) }), clocksOf(booth));
    default:
      return notice("warn", t("start-doubted-title"), t("start-doubted", { date: dateTime(poll.votingCloses) }), clocksOf(booth));
  }
}

/** What has just happened, said once. @param {Booth} booth */
export function flashOf(booth) {
  const { flash } = booth;
  booth.flash = undefined;
  switch (flash?.kind) {
    case "refused":
      return notice("bad", t("request-refused-title"), tOf("request-refused-", flash.error));
    case "bad":
      return notice("bad", t("request-bad-title"), t("request-bad"));
    case "none":
      return notice("bad", t("request-none-title"), t("request-none"));
    case "signed":
      return notice("bad", t("request-signed-title"), t("request-signed"), evidenceOffer(booth.manifest, passFault(booth, flash)));
    case "taken":
      return notice("warn", "", t("backup-taken"));
    case "changed":
      return notice("warn", "", t("wait-changed"));
    case "otherTab":
      return notice("warn", "", t("cast-other-tab"));
    case "unkept":
      return notice("warn", "", t("receipt-unkept"));
    case "arrived":
      return notice("good", "", t("mark-got-pass"));
    default:
      return undefined;
  }
}

/**
 * @param {Booth} booth
 * @param {{ note: string, response: string }} flash
 * @returns {import("./evidence.js").Fault}
 */
const passFault = (booth, { note, response }) => ({
  failed: "the registrar has signed an answer that is no voting pass",
  said: [
    ["request", booth.stored.request?.request],
    ["response", response],
    ["note of the pass", note],
  ],
});
