/**
 * What a check has found, in words: the verdict, what was checked, the ballot of this device, every fault with its place, and
 * the names of all of it for auditors.
 */

import { POLLS_LIST } from "./audit_report.js";
import { details, el, facts, notice } from "./dom.js";
import { t, tOf } from "./words.js";

/** @import { Fault, Findings } from "./audit_report.js" */

/**
 * @param {Findings} found
 * @param {number} seconds that the check took
 * @param {boolean} isLive whether the ballot box was asked, and not a file
 * @returns {HTMLElement[]}
 */
export function describeFindings(found, seconds, isLive) {
  return [verdict(found, seconds), ...(found.verdict === "faults" ? [faultList(found)] : []), ...checked(found, isLive), ...own(found), ...besides(found), forAuditors(found)];
}

/** @param {Findings} found @param {number} seconds */
function verdict({ verdict, facts, counts, gaps, warnings, services }, seconds) {
  const took = t("audit-seconds", { n: Math.max(1, Math.round(seconds)) });
  switch (verdict) {
    case "faults": {
      const todo = services ? t("audit-todo", { registrar: services.registrar.name }) : t("audit-todo-unnamed");
      return notice("bad", t("audit-faults-title"), t("audit-faults", { n: sum(counts) }), todo, took);
    }
    case "unchecked":
      return notice("warn", t("audit-unchecked-title"), t("audit-unchecked"), ...gaps.map((gap) => el("p", {}, sayGap(gap))), took);
    case "holds":
      if (facts.ballots !== undefined) return notice("good", t("audit-holds-title"), t("audit-holds", { ballots: facts.ballots }), took);
      return notice("good", t("audit-open-title"), names(warnings, "cancelled") ? t("audit-holds-cancelled") : t("audit-open"), took);
  }
}

/** @param {Findings["gaps"][number]} gap */
function sayGap(gap) {
  switch (gap) {
    case "too-large":
      return t("audit-gap-too-large");
    case "ml-dsa-44":
      return t("audit-gap-ml-dsa-44");
  }
}

/** @param {Findings} found @param {boolean} isLive */
function checked({ facts: seen, faults, warnings, services }, isLive) {
  const why = names(warnings, "cancelled") ? t("audit-never") : names(warnings, "not-counted") ? t("audit-not-yet") : "";
  const bad = new Set(faults.map(areaOf));
  const isUnknown = seen.issued === null && seen.eligible === null;
  /**
   * @param {string} area
   * @param {string} title
   * @param {string} about what it is that holds
   * @param {string | false} looked how much was looked at; false: at nothing
   * @param {string} [excuse] why not
   * @returns {[string, HTMLElement]}
   */
  const row = (area, title, about, looked, excuse = "") => {
    const [state, said] = bad.has(area) ? [t("audit-state-faults"), ""]
      : looked === false ? [t("audit-state-unchecked"), excuse]
      : [t("audit-state-holds"), `${about} ${looked}`];
    return [title, el("span", {}, el("strong", {}, `${upper(state)}.`), said && ` ${said}`)];
  };
  return [
    el("h2", {}, t("audit-checked-title")),
    facts(
      row("manifest", t("audit-manifest-title"), t("audit-manifest"), services !== undefined && ""),
      row("statements", t("audit-statements-title"), t("audit-statements"), services !== undefined && t("audit-amount-statements", { n: seen.statements })),
      row("log", t("audit-log-title"), t("audit-log-about"), seen.entries !== undefined && t("audit-amount-entries", { n: seen.entries })),
      row("ballots", t("audit-ballots-title"), t("audit-ballots-about"), seen.ballots !== undefined && t("audit-amount-ballots", { n: seen.ballots }), why),
      row("result", t("audit-result-title"), t("audit-result"), seen.questions !== undefined && t("audit-amount-questions", { n: seen.questions }), why),
      row("numbers", t("audit-numbers-title"), t("audit-numbers"), seen.logged !== undefined && !isUnknown && numbers(seen), isUnknown ? t("audit-no-numbers") : ""),
      row("polls", t("audit-polls-title"), t("audit-polls"), seen.polls !== undefined && t("audit-amount-polls", { n: seen.polls }), isLive ? "" : t("audit-no-polls")),
    ),
  ];
}

/** @param {Findings["facts"]} seen */
function numbers({ logged: ballots = 0, issued, eligible }) {
  return t("audit-amount-numbers", { ballots, issued: issued ?? t("audit-amount-unknown"), eligible: eligible ?? t("audit-amount-any") });
}

/** Nothing that tells which ballot it is: others may use this device. @param {Findings} found */
function own({ facts: seen, counts }) {
  const [isLogged] = seen.own;
  const text = () => {
    if (isLogged === undefined) return counts.has("receipt-invalid") || seen.logged === undefined ? t("audit-own-unknown") : t("audit-own-none");
    if (isLogged) return seen.results > 0 ? t("audit-own-counted") : t("audit-own-listed");
    return counts.has("promise-broken") ? t("audit-own-missing") : t("audit-own-waiting");
  };
  return [el("h2", {}, t("audit-own-title")), el("p", {}, text())];
}

/** @param {Findings} found */
function faultList(found) {
  const shown = found.faults.slice(0, MOST_IN_WORDS);
  const more = sum(found.counts) - shown.length;
  const items = shown.map((one) => el("li", {}, el("strong", {}, tOf("audit-fault-", one.fault)), ` ${upper(placeInWords(one.place))}. ${convicted(found, one)}`));
  return el("section", { class: "card" }, el("h2", {}, t("audit-wrong-title")), el("ul", {}, ...items), more > 0 && el("p", {}, t("audit-more-faults", { n: more })));
}

/** @param {Findings} found @param {Fault} fault */
function convicted({ services }, { convicts }) {
  if (convicts === null || services === undefined) return t("audit-convicts-nobody");
  const { name } = convicts === "registrar" ? services.registrar : services.ballotBox;
  return t("audit-convicts", { name });
}

/** @param {Findings} found */
function besides({ warnings }) {
  const told = new Set(warnings.map(({ warning }) => warning).filter((warning) => !SAID_ELSEWHERE.includes(warning)));
  return told.size === 0 ? [] : [el("h2", {}, t("audit-warnings-title")), el("ul", {}, ...[...told].map((warning) => el("li", {}, tOf("audit-warning-", warning))))];
}

/** Names and details are those of reports, in English. @param {Findings} found */
function forAuditors({ faults: kept, counts, warnings, services }) {
  const rows = [
    ...kept.slice(0, MOST_NAMED).map(({ fault, place, detail, convicts }) => [fault, `${place}: ${detail}${convicts ? ` [${convicts}]` : ""}`]),
    ...warnings.map(({ warning, detail }) => [warning, detail]),
  ];
  const more = sum(counts) - Math.min(kept.length, MOST_NAMED);
  const key = (/** @type {{ name: string, key: string }} */ { name, key }) => /** @type {const} */ ([t("audit-key", { name }), el("code", {}, key)]);
  const told = el(
    "div",
    {},
    services && facts([t("audit-poll-id"), el("code", {}, services.poll)], [...key(services.registrar)], [...key(services.ballotBox)]),
    services && el("p", {}, t("audit-compare")),
    el("p", {}, t("audit-details-about")),
    el("ul", { lang: "en", dir: "ltr" }, ...rows.map(([name = "", detail]) => el("li", {}, el("code", {}, name), detail && ` ${detail}`))),
    more > 0 && el("p", {}, t("audit-more-faults", { n: more })),
  );
  return details(t("audit-details-title"), told);
}

/** @param {string} place as in a report */
export function placeInWords(place) {
  const [, n = "", ofLog, code = ""] = /^ballot (\d+)( of the log)?(?: \((.+)\))?$/.exec(place) ?? [];
  if (n) return ofLog ? t("audit-place-ballot-of-log", { n }) : code ? t("audit-place-ballot-code", { n, code }) : t("audit-place-ballot", { n });
  return numbered(place) ?? fixed(place);
}

/** @param {string} place */
function numbered(place) {
  const [, folder, n = ""] = /^(assets\/|notices\/|results\/|entry )(\d+)(?:\.note)?$/.exec(place) ?? [];
  switch (folder) {
    case "assets/":
      return t("audit-place-assets", { n });
    case "notices/":
      return t("audit-place-notice", { n });
    case "results/":
      return t("audit-place-result", { n });
    case "entry ":
      return t("audit-place-entry", { n });
  }
  return undefined;
}

/** @param {string} place */
function fixed(place) {
  switch (place) {
    case "manifest.note":
      return t("audit-place-manifest");
    case "issuance.note":
      return t("audit-place-issuance");
    case "entries.bin":
      return t("audit-place-entries");
    case "ballots.bin":
      return t("audit-place-ballots");
    case "checkpoint":
      return t("audit-place-checkpoint");
    case "receipt":
      return t("audit-place-receipt");
    case "bundle":
      return t("audit-place-bundle");
    case POLLS_LIST:
      return t("audit-place-polls");
    default:
      return place;
  }
}

/** @param {Findings["warnings"]} warnings @param {string} name */
const names = (warnings, name) => warnings.some(({ warning }) => warning === name);

/** @param {string} text */
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {Map<string, number>} counts */
const sum = (counts) => [...counts.values()].reduce((total, count) => total + count, 0);

/** Against which of the things that were checked a fault speaks. @param {Fault} fault */
export function areaOf({ fault, place }) {
  if (place === POLLS_LIST) return "polls";
  const areas = fault === "file-missing" ? PLACES : FAULTS;
  const name = fault === "file-missing" ? place : fault;
  return Object.entries(areas).find(([, pattern]) => pattern.test(name))?.[0] ?? "log";
}

/** Everything else is about the log. @type {{ [area: string]: RegExp }} */
const FAULTS = {
  manifest: /^(?:manifest-|other-)/,
  statements: /^(?:statement-|notice-)/,
  ballots: /^(?:ballots-(?!over)|ballot-|token-|signature-|content-|receipt-|promise-)/,
  numbers: /^(?:eligible-differs|issued-over-eligible|ballots-over-issued|result-issued)$/,
  result: /^(?:result-|cancelled-)/,
};
/** @type {{ [area: string]: RegExp }} */
const PLACES = { manifest: /^manifest/, statements: /^(?:assets|notices)/, ballots: /^ballots/, result: /^results/ };

/** Warnings that the verdict, or another part of the page, has told already. */
export const SAID_ELSEWHERE = ["not-counted", "cancelled", "poll-not-pinned", "keys-not-pinned"];
const MOST_IN_WORDS = 20;
const MOST_NAMED = 200;
