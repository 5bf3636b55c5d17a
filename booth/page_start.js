/**
 * Before there is anything on this device: what the poll is, who may vote, when; and going on from a backup file.
 */

import { description } from "./description.js";
import { actions, button, details, el, facts, link, notice, saveFile } from "./dom.js";
import { dateTime, inLanguage } from "./language.js";
import { flashNotice, titleWindow } from "./view.js";
import { formatBackup, openBackup, OtherPoll } from "./voter.js";
import { t } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Page } from "./view.js" */

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function startPage(booth) {
  const { manifest } = booth;
  return {
    title: booth.text(manifest.title).text,
    step: 0,
    body: [
      flashNotice(booth),
      description(booth.text(manifest.description)),
      manifest.live && notice("warn", t("start-live-title"), t("start-live")),
      pollFacts(booth),
      actions(button(t("start-action"), () => booth.begin())),
      manifest.eligible !== null && el("p", {}, link(`${manifest.registrar.url}/polls/${manifest.id}`, t("start-eligible"))),
      details(t("start-how-title"), t("start-how"), t("start-how-device")),
      restoreField(booth),
    ],
  };
}

/**
 * Nothing here, and nothing to begin.
 * @param {Booth} booth
 * @param {"early" | "no-passes" | "over"} situation
 * @returns {Page}
 */
export function closedPage(booth, situation) {
  const { manifest } = booth;
  const said = {
    early: [t("start-early-title"), t("start-early", { date: dateTime(manifest.issuanceOpens) })],
    "no-passes": [t("start-no-passes-title"), t("start-no-passes", { date: dateTime(manifest.issuanceCloses) })],
    over: [t("start-over-title"), t("start-over")],
  }[situation];
  return {
    title: booth.text(manifest.title).text,
    body: [
      flashNotice(booth),
      description(booth.text(manifest.description)),
      notice("plain", ...(/** @type {[string, string]} */ (said))),
      pollFacts(booth),
      situation === "over" ? afterwards(booth) : actions(button(t("look-again"), () => booth.refresh(), "button-secondary")),
      restoreField(booth),
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function cancelledPage(booth) {
  return {
    title: booth.text(booth.manifest.title).text,
    body: [notice("warn", t("start-cancelled-title"), t("start-cancelled")), afterwards(booth)],
  };
}

/**
 * Where to go when nothing can be voted on here any more: the poll's page also tells why it was cancelled.
 * @param {Booth} booth
 */
export const afterwards = ({ manifest, poll }) =>
  actions(
    poll.phase === "counted" && link(inLanguage(`/polls/${manifest.id}/result`), t("start-result-link")),
    link(inLanguage(`/polls/${manifest.id}`), t("start-poll-link")),
    link(inLanguage(`/polls/${manifest.id}/receipt`), t("start-receipt-link")),
  );

/** @param {Booth} booth */
function pollFacts({ manifest, poll }) {
  const { issuanceOpens, issuanceCloses, votingOpens, registrar, eligible } = manifest;
  // Issuing ends with voting, should that end early.
  const passesUntil = poll.votingCloses < issuanceCloses ? poll.votingCloses : issuanceCloses;
  const window = (/** @type {Date} */ from, /** @type {Date} */ to) =>
    from < poll.now ? t("start-until", { to: dateTime(to) }) : t("start-from-to", { from: dateTime(from), to: dateTime(to) });
  return facts(
    [t("start-voting"), window(votingOpens, poll.votingCloses)],
    [t("start-passes"), window(issuanceOpens, passesUntil)],
    [t("start-who"), eligible === null ? t("start-open", { registrar: registrar.name }) : t("start-roll", { n: eligible, registrar: registrar.name })],
    [t("start-results"), manifest.live ? t("start-results-live") : t("start-results-after")],
  );
}

/**
 * A control to go on from a backup file, folded away.
 * @param {Booth} booth
 */
export function restoreField(booth) {
  const error = el("p", { class: "error", id: "restore-error", role: "alert" });
  const onchange = async (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
    const file = target.files?.[0];
    if (file === undefined) return;
    error.textContent = await restore(booth, file);
    titleWindow(error.textContent !== "");
    target.value = "";
  };
  return details(
    t("backup-have"),
    el(
      "div",
      { class: "field" },
      el("label", { for: "restore" }, t("backup-choose")),
      el("span", { class: "hint", id: "restore-hint" }, t("backup-hint")),
      error,
      el("input", { type: "file", id: "restore", "aria-describedby": "restore-hint restore-error", onchange }),
    ),
  );
}

/**
 * @param {Booth} booth
 * @param {File} file
 * @returns {Promise<string>} what was wrong, or nothing
 */
async function restore(booth, file) {
  try {
    if (file.size > LARGEST_BACKUP) return t("backup-bad");
    await booth.restore(await openBackup(booth.manifest, await file.text()));
    return "";
  } catch (error) {
    if (error instanceof DOMException) return t("trouble-full");
    return error instanceof OtherPoll ? t("backup-other-poll") : t("backup-bad");
  }
}

/**
 * @param {Booth} booth
 * @param {{ onSaved?: () => void, isFolded?: boolean }} [options] folded where most voters need none
 */
export function backupCard(booth, { onSaved, isFolded = false } = {}) {
  const [title, why, secret] = booth.stored.ballot
    ? [t("backup-ballot-title"), t("backup-ballot-why"), t("backup-ballot-secret")]
    : [t("backup-title"), t("backup-why"), t("backup-secret")];
  const said = el("p", { role: "status" });
  const onclick = () => {
    saveFile(`psephos-backup-${booth.manifest.id.slice(0, 8)}.json`, formatBackup(booth.manifest, booth.stored));
    said.textContent = t("backup-saved");
    onSaved?.();
  };
  const body = [el("p", {}, why, " ", secret), actions(button(t("backup-save"), onclick, "button-secondary", { id: "save-backup" })), said];
  return isFolded ? details(title, ...body) : el("section", { class: "card" }, el("h2", {}, title), ...body);
}

/** A backup holds at most a ballot of 60,000 bytes, in base64. */
const LARGEST_BACKUP = 1_000_000;
