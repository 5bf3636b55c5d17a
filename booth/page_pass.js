/**
 * The voting pass: collecting it, waiting with it, and asking whose it is.
 */

import { parseBase64url, sha256 } from "./bytes.js";
import { actions, button, codeBlock, el, facts, notice, saveFile } from "./dom.js";
import { dateTime } from "./language.js";
import { receiptFileOf } from "./page_cast.js";
import { afterwards, backupCard } from "./page_start.js";
import { checkCode } from "./receipt.js";
import { isOver } from "./standing.js";
import { flashNotice } from "./view.js";
import { t } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Page } from "./view.js" */

/**
 * A request is stored; the voter goes to the registrar, or goes there again.
 * @param {Booth} booth
 * @returns {Page}
 */
export function requestPage(booth) {
  const { manifest, poll, stored } = booth;
  const { registrar } = manifest;
  const mustSave = manifest.votingOpens.getTime() - poll.now.getTime() > DAYS_BROWSERS_KEEP * 86_400_000;
  let saved = !mustSave || booth.hasBackup;
  const isLate = poll.now >= manifest.issuanceCloses;
  const isRefused = booth.flash?.kind === "refused";
  const missing = el("p", { class: "error", role: "alert" });
  const onsubmit = async (/** @type {SubmitEvent & { target: HTMLFormElement }} */ event) => {
    if (saved && navigator.onLine) return;
    event.preventDefault();
    if (!saved) {
      missing.textContent = t("backup-missing");
      document.getElementById("save-backup")?.focus();
    } else {
      const told = (missing.textContent = t("request-offline"));
      addEventListener("online", () => void (missing.textContent === told && (missing.textContent = "")), { once: true });
      // The browser may be wrong.
      if (await booth.lookAtPoll()) event.target.submit();
    }
  };
  const onSaved = () => {
    saved = true;
    booth.noteBackup();
    missing.textContent = "";
  };
  const backup = backupCard(booth, { onSaved, isFolded: !mustSave });
  const code = codeBlock("····", "check-code");
  void showCheckCode(code, stored.request?.request ?? "");
  return {
    title: isLate ? t("start-no-passes-title") : t("request-title"),
    step: 0,
    body: [
      flashNotice(booth),
      // Whoever was just refused has none that was issued before.
      !(isLate && isRefused) && el("p", { class: "lead" }, isLate ? t("request-late") : t("request-lead", { registrar: registrar.name })),
      mustSave && notice("warn", t("backup-must-title"), t("backup-must")),
      mustSave && backup,
      el("h2", {}, t("request-code")),
      el("p", {}, t("request-code-hint")),
      code,
      missing,
      // A top-level form, not fetch: the registrar's own page must show what is issued, and ask.
      el(
        "form",
        { method: "post", action: `${registrar.url}/polls/${manifest.id}/pass`, onsubmit },
        el("input", { type: "hidden", name: "request", value: stored.request?.request ?? "" }),
        actions(
          isLate
            ? el("button", { type: "submit", class: "button-secondary" }, t("request-late-go", { registrar: registrar.name }))
            : el("button", { type: "submit", class: "button" }, t("request-go", { registrar: registrar.name })),
          button(t("request-start-over"), () => booth.goTo({ view: "forget" }), "button-danger"),
        ),
      ),
      !mustSave && backup,
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function waitPage(booth) {
  return {
    title: t("wait-title"),
    // The pass is here; marking is what comes next.
    step: 1,
    body: [
      flashNotice(booth),
      el("p", { class: "lead" }, t("wait-lead", { date: dateTime(booth.manifest.votingOpens) })),
      facts([t("start-voting"), t("start-from-to", { from: dateTime(booth.manifest.votingOpens), to: dateTime(booth.poll.votingCloses) })]),
      backupCard(booth),
      actions(button(t("look-again"), () => booth.refresh(), "button-secondary")),
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function latePage(booth) {
  return {
    title: t("wait-late-title"),
    body: [el("p", { class: "lead" }, t("wait-late")), afterwards(booth)],
  };
}

/**
 * On a shared computer nothing of someone else's is gone on with, and nothing of it is shown.
 * @param {Booth} booth
 * @param {import("./situation.js").Situation} situation
 * @returns {Page}
 */
export function askPage(booth, situation) {
  const isKeepsake = situation === "recorded" && isOver(booth.poll);
  const [title, text] = {
    recorded: [t("ask-recorded-title"), isKeepsake ? t("ask-recorded-over") : t("ask-recorded")],
    unconfirmed: [t("ask-ballot-title"), t("ask-ballot")],
    request: [t("ask-request-title"), t("ask-request")],
  }[/** @type {string} */ (situation)] ?? [t("ask-pass-title"), t("ask-pass")];
  const goOn = situation === "recorded" ? t("ask-receipt") : situation === "unconfirmed" ? t("ask-send") : t("ask-go-on");
  // To whom has voted a pass does not arrive any more.
  const isOld = booth.flash?.kind === "arrived" && (situation === "recorded" || situation === "unconfirmed");
  if (isOld) booth.flash = undefined;
  const told = flashNotice(booth);
  const claim = () => {
    booth.claim();
    booth.draw();
  };
  return {
    title,
    body: [
      told,
      el("p", { class: "lead" }, text),
      actions(
        button(goOn, claim),
        button(isKeepsake ? t("ask-remove-receipt") : t("ask-start-over"), () => booth.goTo({ view: "forget" }), "button-secondary"),
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
  const { stored, poll } = booth;
  const [title, text] = stored.promise
    ? [t("ask-loss-receipt-title"), poll.phase === "cancelled" ? t("ask-loss-receipt-cancelled") : t("ask-loss-receipt")]
    : stored.ballot
      ? [t("ask-loss-ballot-title"), t("ask-loss-ballot")]
      : stored.pass
        ? [t("ask-loss-title"), t("ask-loss")]
        : [t("ask-loss-request-title"), t("ask-loss-request")];
  const save = stored.promise
    ? actions(button(t("ask-save-receipt"), async () => saveFile(...(await receiptFileOf(booth))), "button-secondary"))
    : backupCard(booth);
  return {
    title,
    body: [
      el("p", { class: "lead" }, text),
      save,
      actions(
        button(t("ask-keep"), () => history.back()),
        button(stored.promise && isOver(poll) ? t("ask-remove-receipt") : t("ask-remove"), () => booth.startOver(), "button-danger"),
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
