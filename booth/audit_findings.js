/**
 * What a check has found, in words: the verdict, what was checked, the ballot of this device, every fault with its place, and
 * the names of all of it for auditors.
 */

import { POLLS_LIST } from "./audit_report.js";
import { words } from "./audit_words.js";
import { details, el, facts, notice } from "./dom.js";
import { number } from "./language.js";

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
  const say = words.verdict;
  const took = say.seconds(number(Math.max(1, Math.round(seconds))));
  const isCancelled = warnings.some(({ warning }) => warning === "cancelled");
  switch (verdict) {
    case "faults":
      return notice("bad", say.faultsTitle, say.faults(sum(counts)), services ? say.todo(services.registrar.name) : say.todoUnnamed, took);
    case "unchecked":
      return notice("warn", say.uncheckedTitle, say.unchecked, ...gaps, took);
    case "holds":
      if (facts.ballots !== undefined) return notice("good", say.holdsTitle, say.holds(number(facts.ballots)), took);
      return notice("good", say.openTitle, isCancelled ? say.holdsCancelled : say.open, took);
  }
}

/** @param {Findings} found @param {boolean} isLive */
function checked({ facts: seen, faults, warnings, services }, isLive) {
  const { amount } = words;
  const is = (/** @type {string} */ name) => warnings.some(({ warning }) => warning === name);
  const why = is("cancelled") ? words.never : is("not-counted") ? words.notYet : "";
  const bad = new Set(faults.map(areaOf));
  const isUnknown = seen.issued === null && seen.eligible === null;
  /** How much was looked at; undefined: nothing. @type {{ [area: string]: string | undefined }} */
  const amounts = {
    manifest: services && "",
    statements: services && amount.statements(number(seen.statements)),
    log: seen.entries === undefined ? undefined : amount.entries(number(seen.entries)),
    ballots: seen.ballots === undefined ? undefined : amount.ballots(number(seen.ballots)),
    result: seen.questions === undefined ? undefined : amount.questions(number(seen.questions)),
    numbers: seen.logged === undefined || isUnknown ? undefined : numbers(seen),
    polls: seen.polls === undefined ? undefined : amount.polls(number(seen.polls)),
  };
  /** Why nothing was. @type {{ [area: string]: string }} */
  const excuses = { ballots: why, result: why, numbers: isUnknown ? words.noNumbers : "", polls: isLive ? "" : words.noPolls };
  const rows = Object.entries(words.areas).map(([area, [title = "", text = ""]]) => {
    const looked = amounts[area];
    const state = bad.has(area) ? "faults" : looked === undefined ? "unchecked" : "holds";
    const excuse = excuses[area] ?? "";
    const said = state === "holds" ? `${text} ${looked ?? ""}` : state === "unchecked" ? excuse : "";
    return /** @type {[string, HTMLElement]} */ ([title, el("span", {}, el("strong", {}, words.state[state]), said && `. ${said}`)]);
  });
  return [el("h2", {}, words.checkedTitle), facts(...rows)];
}

/** @param {Findings["facts"]} seen */
function numbers({ logged = 0, issued, eligible }) {
  const { amount } = words;
  return amount.numbers(number(logged), issued === null ? amount.unknown : number(issued), eligible === null ? amount.any : number(eligible));
}

/** Nothing that tells which ballot it is: others may use this device. @param {Findings} found */
function own({ facts: seen, counts }) {
  const [isLogged] = seen.own;
  const say = words.own;
  const isCounted = seen.results > 0;
  const text =
    isLogged === undefined
      ? counts.has("receipt-invalid") || seen.logged === undefined ? say.unknown : say.none
      : isLogged ? (isCounted ? say.counted : say.listed) : counts.has("promise-broken") ? say.missing : say.waiting;
  return [el("h2", {}, words.ownTitle), el("p", {}, text)];
}

/** @param {Findings} found */
function faultList(found) {
  const shown = found.faults.slice(0, MOST_IN_WORDS);
  const more = sum(found.counts) - shown.length;
  const items = shown.map((one) => el("li", {}, el("strong", {}, words.faults[one.fault] ?? one.fault), ` ${upper(placeInWords(one.place))}. ${convicted(found, one)}`));
  return el("section", { class: "card" }, el("h2", {}, words.faultsTitle), el("ul", {}, ...items), more > 0 && el("p", {}, words.moreFaults(more)));
}

/** @param {Findings} found @param {Fault} fault */
function convicted({ services }, { convicts }) {
  if (convicts === null || services === undefined) return words.convictsNobody;
  return words.convicts((convicts === "registrar" ? services.registrar : services.ballotBox).name);
}

/** @param {Findings} found */
function besides({ warnings }) {
  const told = [...new Set(warnings.map(({ warning }) => words.warnings[warning] ?? ""))].filter(Boolean);
  return told.length === 0 ? [] : [el("h2", {}, words.warningsTitle), el("ul", {}, ...told.map((text) => el("li", {}, text)))];
}

/** @param {Findings} found */
function forAuditors({ faults: kept, counts, warnings, services }) {
  const rows = [
    ...kept.slice(0, MOST_NAMED).map(({ fault, place, detail, convicts }) => [fault, `${place}: ${detail}${convicts ? ` [${convicts}]` : ""}`]),
    ...warnings.map(({ warning, detail }) => [warning, detail]),
  ];
  const more = sum(counts) - Math.min(kept.length, MOST_NAMED);
  const told = el(
    "div",
    {},
    services &&
      facts(
        [words.pollId, el("code", {}, services.poll)],
        [words.key(services.registrar.name), el("code", {}, services.registrar.key)],
        [words.key(services.ballotBox.name), el("code", {}, services.ballotBox.key)],
      ),
    services && el("p", {}, words.compare),
    el("p", {}, words.detailsAbout),
    el("ul", {}, ...rows.map(([name = "", detail]) => el("li", {}, el("code", {}, name), detail && ` ${detail}`))),
    more > 0 && el("p", {}, words.moreFaults(more)),
  );
  return details(words.detailsTitle, told);
}

/** @param {string} place as in a report */
export function placeInWords(place) {
  const { place: names } = words;
  const [, folder, n = ""] = /^(assets|notices|results)\/(\d+)\.note$/.exec(place) ?? [];
  if (folder === "assets" || folder === "notices" || folder === "results") return names[folder](n);
  const name = Object.hasOwn(names, place) ? names[/** @type {keyof typeof names} */ (place)] : place;
  return typeof name === "string" ? name : place;
}

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

const MOST_IN_WORDS = 20;
const MOST_NAMED = 200;
