/**
 * The voting pass: collecting it, waiting with it, and asking whose it is.
 */

import { parseBase64url, sha256 } from "./bytes.js";
import { actions, button, codeBlock, el, facts, link, notice, saveFile } from "./dom.js";
import { dateTime } from "./language.js";
import { receiptFileOf } from "./page_cast.js";
import { backupCard } from "./page_start.js";
import { checkCode } from "./receipt.js";
import { flashNotice } from "./view.js";
import { words } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Page } from "./view.js" */

/**
 * A request is stored; the voter goes to the registrar, or goes there again.
 * @param {Booth} booth
 * @returns {Page}
 */
export function requestPage(booth) {
  const { manifest, poll, stored } = booth;
  const { request } = words;
  const { registrar } = manifest;
  const mustSave = manifest.votingOpens.getTime() - poll.now.getTime() > DAYS_BROWSERS_KEEP * 86_400_000;
  let saved = !mustSave || booth.hasBackup;
  const missing = el("p", { class: "error", role: "alert" });
  const onsubmit = (/** @type {SubmitEvent} */ event) => {
    if (saved) return;
    event.preventDefault();
    missing.textContent = words.backup.missing;
    document.getElementById("save-backup")?.focus();
  };
  const code = codeBlock("····", "check-code");
  void showCheckCode(code, stored.request?.request ?? "");
  return {
    title: request.title,
    step: 0,
    body: [
      flashNotice(booth),
      el("p", { class: "lead" }, request.lead(registrar.name)),
      mustSave && notice("warn", words.backup.mustTitle, words.backup.must),
      backupCard(booth, () => {
        saved = true;
        booth.noteBackup();
        missing.textContent = "";
      }),
      el("h2", {}, request.code),
      el("p", {}, request.codeHint),
      code,
      missing,
      // A top-level form, not fetch: the registrar's own page must show what is issued, and ask.
      el(
        "form",
        { method: "post", action: `${registrar.url}/polls/${manifest.id}/pass`, onsubmit },
        el("input", { type: "hidden", name: "request", value: stored.request?.request ?? "" }),
        actions(
          el("button", { type: "submit", class: "button" }, request.go(registrar.name)),
          button(request.startOver, () => booth.goTo({ view: "forget" }), "button-danger"),
        ),
      ),
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function waitPage(booth) {
  return {
    title: words.wait.title,
    step: 0,
    body: [
      flashNotice(booth),
      el("p", { class: "lead" }, words.wait.lead(dateTime(booth.manifest.votingOpens))),
      facts([words.start.voting, words.start.fromTo(dateTime(booth.manifest.votingOpens), dateTime(booth.poll.votingCloses))]),
      backupCard(booth),
      actions(button(words.lookAgain, () => booth.refresh(), "button-secondary")),
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function latePage(booth) {
  return {
    title: words.wait.lateTitle,
    body: [
      el("p", { class: "lead" }, words.wait.late),
      booth.poll.phase === "counted" && actions(link(`/polls/${booth.manifest.id}/result`, words.start.resultLink)),
    ],
  };
}

/**
 * On a shared computer nothing of someone else's is gone on with, and nothing of it is shown.
 * @param {Booth} booth
 * @param {import("./situation.js").Situation} situation
 * @returns {Page}
 */
export function askPage(booth, situation) {
  const { ask } = words;
  const [title, text] = {
    recorded: [ask.recordedTitle, ask.recorded],
    unconfirmed: [ask.ballotTitle, ask.ballot],
    request: [ask.requestTitle, ask.request],
  }[/** @type {string} */ (situation)] ?? [ask.passTitle, ask.pass];
  const goOn = situation === "recorded" ? ask.receipt : situation === "unconfirmed" ? ask.send : ask.goOn;
  const claim = () => {
    booth.claim();
    booth.draw();
  };
  return {
    title,
    body: [
      flashNotice(booth),
      el("p", { class: "lead" }, text),
      actions(
        button(goOn, claim),
        button(ask.startOver, () => booth.goTo({ view: "forget" }), "button-secondary"),
      ),
    ],
  };
}

/**
 * The last question before something on this device is given up.
 * @param {Booth} booth
 * @returns {Page}
 */
export function forgetPage(booth) {
  const { ask } = words;
  const { stored } = booth;
  const [title, text] = stored.promise
    ? [ask.lossReceiptTitle, ask.lossReceipt]
    : stored.ballot
      ? [ask.lossBallotTitle, ask.lossBallot]
      : [ask.lossTitle, stored.pass ? ask.loss : `${ask.loss} ${ask.lossRequest}`];
  const save = stored.promise
    ? actions(button(ask.saveReceipt, async () => saveFile(...(await receiptFileOf(booth))), "button-secondary"))
    : backupCard(booth);
  return {
    title,
    body: [
      el("p", { class: "lead" }, text),
      save,
      actions(
        button(ask.keep, () => history.back()),
        button(ask.remove, () => booth.startOver(), "button-danger"),
      ),
    ],
  };
}

/**
 * @param {HTMLElement} element
 * @param {string} request
 */
async function showCheckCode(element, request) {
  element.textContent = checkCode(await sha256(parseBase64url(request)));
}

/** Safari clears a site's storage after seven idle days; five leave a margin. */
const DAYS_BROWSERS_KEEP = 5;
