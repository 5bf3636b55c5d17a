/**
 * The page *Check this election*: starts the check in a worker, shows how far it is, and lets the visitor end it.
 */

import { describeFindings } from "./audit_findings.js";
import { actions, button, details, el, notice } from "./dom.js";
import { openStorage, StorageForbidden } from "./storage.js";
import { learnFrom, t } from "./words.js";

/** @import { Placed, Step } from "./audit_run.js" */
/** @import { Task, Told } from "./audit_worker.js" */

const poll = /^\/polls\/([0-9a-f]{64})\/check$/.exec(location.pathname)?.[1] ?? "";
const place = /** @type {HTMLElement} */ (document.getElementById("check"));
const live = /** @type {HTMLElement} */ (document.getElementById("live"));

/** Draws, and keeps the keyboard where something was pressed. @param {...(Node | string)} nodes */
function show(...nodes) {
  const wasHere = place.contains(document.activeElement);
  place.replaceChildren(...nodes);
  const heading = place.querySelector("h2");
  if (wasHere && heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

/** What can be begun. @param {string} label */
function beginnings(label) {
  const file = el("input", { type: "file", id: "bundle-file", accept: ".tar,application/x-tar", "aria-describedby": "bundle-hint" });
  file.addEventListener("change", () => {
    const bundle = file.files?.[0];
    if (bundle) void run(bundle);
  });
  const field = el(
    "div",
    { class: "field" },
    el("label", { for: "bundle-file" }, t("audit-file-label")),
    el("span", { class: "hint", id: "bundle-hint" }, t("audit-file-hint")),
    file,
  );
  return [actions(button(label, () => run())), details(t("audit-file"), field)];
}

/** @param {Blob} [bundle] */
async function run(bundle) {
  const began = performance.now();
  const heading = el("h2", { id: "check-running" }, t("audit-running"));
  const doing = el("p", {}, t("audit-fetching"));
  const bar = el("progress", { class: "bar", max: 100, value: 0, "aria-labelledby": "check-running" });
  const worker = new Worker(WORKER, { type: "module" });
  const { say, hush } = sparingly((text) => {
    doing.textContent = text;
    live.textContent = text;
  });
  const end = (/** @type {(Node | string)[]} */ ...nodes) => {
    worker.terminate();
    hush();
    show(...nodes, ...beginnings(t("audit-again")));
    live.textContent = place.querySelector("h2")?.textContent ?? "";
  };
  const cancel = () => end(notice("plain", "", t("audit-cancelled")));
  show(heading, doing, bar, actions(button(t("audit-cancel"), cancel, "button-secondary")));
  say(t("audit-fetching"));
  worker.addEventListener("error", () => end(notice("bad", t("audit-unreachable-title"), t("audit-failed"))));
  worker.addEventListener("message", (/** @type {MessageEvent<Told>} */ { data }) => {
    switch (data.kind) {
      case "progress":
        bar.value = percent(data);
        say(progress(data));
        break;
      case "found":
        end(...describeFindings(data.findings, (performance.now() - began) / 1000, bundle === undefined));
        break;
      case "unreadable":
        end(notice("warn", t("audit-unreachable-title"), t("audit-no-bundle")));
        // Another file can be chosen there.
        place.querySelector("details")?.setAttribute("open", "");
        break;
      case "unreachable":
        end(notice("warn", t("audit-unreachable-title"), t("audit-unreachable")));
        break;
      case "failed":
        end(notice("bad", t("audit-unreachable-title"), t("audit-failed"), el("p", {}, el("code", { lang: "en" }, data.detail))));
    }
  });
  /** @type {Task} */
  const task = { poll, receipts: await ownReceipts(), ...(bundle && { bundle }) };
  worker.postMessage(task);
}

/** @typedef {{ step: Step, done: number, total: number }} Progress */

/** @param {Progress} progress */
const progress = ({ step, done, total }) => (step === "log" ? t("audit-log", { done, total }) : t("audit-ballots", { done, total }));

/** The log is quickly read; almost all the time goes into the ballots. @param {Progress} progress */
const percent = ({ step, done, total }) => (step === "log" ? 0 : LOG_PERCENT) + ((step === "log" ? LOG_PERCENT : 100 - LOG_PERCENT) * done) / Math.max(total, 1);

/** Says something at once, and then the newest every few seconds, for those who hear it. @param {(text: string) => void} speak */
function sparingly(speak) {
  let [next, newest] = [0, ""];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const flush = () => {
    timer = undefined;
    next = performance.now() + SPEAK_EVERY_MS;
    speak(newest);
  };
  const say = (/** @type {string} */ text) => {
    newest = text;
    if (performance.now() >= next) flush();
    else timer ??= setTimeout(flush, next - performance.now());
  };
  return { say, hush: () => clearTimeout(timer) };
}

/** The promise that this browser keeps for its voter. @returns {Promise<Placed[]>} */
async function ownReceipts() {
  try {
    const { promise } = await (await openStorage()).read(poll);
    return promise ? [{ place: "receipt", text: promise.promise }] : [];
  } catch (error) {
    if (error instanceof StorageForbidden || error instanceof DOMException) return [];
    throw error;
  }
}

/**
 * Where Trusted Types are known, the policy that the page's own header names lets this one address become a worker. A policy
 * can be made once only.
 */
const ADDRESS = "/booth/audit_worker.js";
const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("psephos-check", { createScriptURL: () => ADDRESS });
/** @type {string} */
const WORKER = policy?.createScriptURL(ADDRESS) ?? ADDRESS;
const LOG_PERCENT = 10;
const SPEAK_EVERY_MS = 4000;

await learnFrom("audit_words");
if (!isSecureContext) show(notice("warn", "", t("audit-insecure")));
else if (typeof Worker === "undefined") show(notice("warn", "", t("audit-old")));
else show(...beginnings(t("audit-start")));
