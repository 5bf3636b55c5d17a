/**
 * Before there is anything on this device: what the poll is, who may vote, when; and going on from a backup file.
 */

import { description } from "./description.js";
import { actions, button, details, el, facts, link, notice, saveFile } from "./dom.js";
import { dateTime, number } from "./language.js";
import { flashNotice } from "./view.js";
import { formatBackup, openBackup, OtherPoll } from "./voter.js";
import { words } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Page } from "./view.js" */

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function startPage(booth) {
  const { manifest } = booth;
  const { start } = words;
  return {
    title: booth.text(manifest.title).text,
    step: 0,
    body: [
      flashNotice(booth),
      description(booth.text(manifest.description)),
      manifest.live && notice("warn", start.liveTitle, start.live),
      pollFacts(booth),
      actions(button(start.action, () => booth.begin())),
      el("p", {}, link(`${manifest.registrar.url}/polls/${manifest.id}`, start.eligible), "."),
      details(start.howTitle, start.how, start.howDevice),
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
  const { manifest, poll } = booth;
  const { start } = words;
  const said = {
    early: [start.earlyTitle, start.early(dateTime(manifest.issuanceOpens))],
    "no-passes": [start.noPassesTitle, start.noPasses],
    over: [start.overTitle, start.over],
  }[situation];
  return {
    title: booth.text(manifest.title).text,
    body: [
      flashNotice(booth),
      description(booth.text(manifest.description)),
      notice("plain", ...(/** @type {[string, string]} */ (said))),
      pollFacts(booth),
      situation === "over"
        ? actions(
            poll.phase === "counted" && link(`/polls/${manifest.id}/result`, start.resultLink),
            link(`/polls/${manifest.id}/receipt`, start.receiptLink),
          )
        : actions(button(words.lookAgain, () => booth.refresh(), "button-secondary")),
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
    body: [notice("warn", words.start.cancelledTitle, words.start.cancelled)],
  };
}

/** @param {Booth} booth */
function pollFacts({ manifest, poll }) {
  const { start } = words;
  const { issuanceOpens, issuanceCloses, votingOpens, registrar, eligible } = manifest;
  const window = (/** @type {Date} */ from, /** @type {Date} */ to) =>
    from < poll.now ? start.until(dateTime(to)) : start.fromTo(dateTime(from), dateTime(to));
  return facts(
    [start.voting, window(votingOpens, poll.votingCloses)],
    [start.passes, window(issuanceOpens, issuanceCloses)],
    [start.who, eligible === null ? start.open(registrar.name) : start.roll(number(eligible), registrar.name)],
    [start.results, manifest.live ? start.resultsLive : start.resultsAfter],
  );
}

/**
 * A control to go on from a backup file, folded away.
 * @param {Booth} booth
 */
export function restoreField(booth) {
  const { backup } = words;
  const error = el("p", { class: "error", id: "restore-error", role: "alert" });
  const onchange = async (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
    const file = target.files?.[0];
    if (file === undefined) return;
    error.textContent = await restore(booth, file);
    target.value = "";
  };
  return details(
    backup.have,
    el(
      "div",
      { class: "field" },
      el("label", { for: "restore" }, backup.choose),
      el("span", { class: "hint", id: "restore-hint" }, backup.hint),
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
  const { backup } = words;
  try {
    if (file.size > LARGEST_BACKUP) return backup.bad;
    const stored = await openBackup(booth.manifest, await file.text());
    return (await booth.restore(stored)) ? "" : backup.taken;
  } catch (error) {
    if (error instanceof DOMException) return words.trouble.full;
    return error instanceof OtherPoll ? backup.otherPoll : backup.bad;
  }
}

/**
 * @param {Booth} booth
 * @param {() => void} [onSaved]
 */
export function backupCard(booth, onSaved) {
  const { backup } = words;
  const [title, why, secret] = booth.stored.ballot
    ? [backup.ballotTitle, backup.ballotWhy, backup.ballotSecret]
    : [backup.title, backup.why, backup.secret];
  const said = el("p", { role: "status" });
  const onclick = () => {
    saveFile(`psephos-backup-${booth.manifest.id.slice(0, 8)}.json`, formatBackup(booth.manifest, booth.stored));
    said.textContent = backup.saved;
    onSaved?.();
  };
  return el(
    "section",
    { class: "card" },
    el("h2", {}, title),
    el("p", {}, why, " ", secret),
    button(backup.save, onclick, "button-secondary", { id: "save-backup" }),
    said,
  );
}

/** A backup holds at most a ballot of 60,000 bytes, in base64. */
const LARGEST_BACKUP = 1_000_000;
