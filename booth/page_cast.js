/**
 * Casting: the finished ballot is on the device, and is sent until there is an answer that means something. Then the
 * receipt, and the check that it is worth something.
 */

import { Unreachable } from "./api.js";
import { hex, parseHex } from "./bytes.js";
import { sendBallot } from "./casting.js";
import { actions, announce, button, codeBlock, details, el, link, notice, saveFile } from "./dom.js";
import { evidenceOffer } from "./evidence.js";
import { dateTime, inLanguage } from "./language.js";
import { onceOnline, pause, timesOnline } from "./online.js";
import { afterwards, backupCard } from "./page_start.js";
import { qrPicture } from "./qr.js";
import { formatReceiptFile, receiptCode } from "./receipt.js";
import { checkReceipt, describeCheck, describeFault } from "./receipt_check.js";
import { isOver } from "./standing.js";
import { clocksOf, flashNotice, flashOf, retitle } from "./view.js";
import { t, tOf } from "./words.js";

/** @import { Booth } from "./booth.js" */
/** @import { Page } from "./view.js" */

/**
 * Starts to send as soon as it is shown.
 * @param {Booth} booth
 * @returns {Page}
 */
export function sendingPage(booth) {
  const status = el("p", { id: "sending-status" });
  void send(booth, status, booth.flash);
  return {
    title: t("cast-sending-title"),
    step: 3,
    body: [
      flashNotice(booth),
      el("progress", { class: "bar", "aria-label": t("cast-sending-title") }),
      status,
      el("p", {}, t("cast-sending")),
    ],
  };
}

/**
 * @param {Booth} booth
 * @param {HTMLElement} status
 * @param {import("./view.js").Flash | undefined} flash what this page says: it may be gone in a moment, so the receipt says it too
 */
async function send(booth, status, flash) {
  const [ballot, sent] = [booth.ballot(), booth.stored];
  let since = timesOnline();
  let outcome = await sendBallot(booth.manifest, booth.box, ballot);
  for (const [i, seconds] of RETRY_AFTER_SECONDS.entries()) {
    if (outcome.kind !== "unanswered") break;
    await pause(Math.min(outcome.retryAfter ?? seconds, LONGEST_PAUSE_SECONDS));
    // Another tab may have had its answer, or the voter has gone to another page of this one.
    if (!status.isConnected) return;
    status.textContent = [t("cast-retry", { n: i + 1 }), navigator.onLine ? "" : t("cast-offline")].join(" ").trim();
    announce(status.textContent);
    since = timesOnline();
    outcome = await sendBallot(booth.manifest, booth.box, ballot);
  }
  if (outcome.kind === "promised") {
    booth.flash = flash;
    return booth.keepPromise(outcome.promise, sent, () => status.isConnected);
  }
  await booth.lookAtPoll();
  if (status.isConnected) booth.show(unsentPage(booth, outcome, flash, since));
}

/**
 * @param {Booth} booth
 * @param {Exclude<import("./casting.js").CastOutcome, { kind: "promised" }>} outcome
 * @param {import("./view.js").Flash | undefined} flash what is said again where the ballot is sent again
 * @param {number} since `timesOnline` before the last try: whoever was connected again after it began tries once more
 * @returns {Page}
 */
function unsentPage(booth, outcome, flash, since) {
  const again = button(t("cast-again"), () => {
    booth.flash = flash;
    return booth.refresh();
  });
  if (outcome.kind === "unanswered") {
    onceOnline(again, since);
    return {
      title: t("cast-unanswered-title"),
      step: 3,
      body: [el("p", { class: "lead" }, t("cast-unanswered")), actions(again), backupCard(booth)],
    };
  }
  if (outcome.kind === "wrong") {
    return {
      title: t("cast-wrong-title"),
      step: 3,
      body: [
        el("p", { class: "lead" }, t("cast-wrong")),
        actions(again),
        el("h2", {}, t("check-wrong-title")),
        evidenceOffer(booth.manifest, { failed: outcome.fault, said: [["answer to the ballot", outcome.evidence]] }),
        details(t("technical"), el("p", {}, el("code", {}, outcome.fault))),
        backupCard(booth),
      ],
    };
  }
  const { reason, refusal, other } = outcome;
  const isEarly = reason === "voting-not-open";
  // Nothing is gone for good on the ballot box's word alone; of another ballot it has shown the promise.
  const isFinal = other !== undefined || (reason === "voting-closed" && isOver(booth.poll));
  const clocks = isEarly || reason === "voting-closed" ? clocksOf(booth) : undefined;
  /** @type {import("./evidence.js").Fault} */
  const fault = { failed: `the ballot was refused: ${reason}`, said: [["refusal", refusal], ["promise of the other ballot", other?.promise]] };
  return {
    title: other ? t("cast-spent-title") : t("cast-refused-title"),
    ...(!isFinal && { step: 3 }),
    body: [
      el("p", { class: "lead" }, reason === "voting-closed" && !isFinal ? t("cast-said-closed") : tOf("cast-refused-", reason)),
      isEarly && el("p", {}, t("wait-lead", { date: dateTime(booth.manifest.votingOpens) })),
      clocks && el("p", {}, clocks),
      other && [
        el("p", {}, t("cast-other-code")),
        codeBlock(receiptCode(parseHex(other.ballot, 32))),
        el("p", {}, t("cast-spent-todo")),
      ],
      ...(isFinal
        ? [afterwards(booth), details(t("receipt-wrong-title"), t("cast-evidence-use"), evidenceOffer(booth.manifest, fault))]
        : isEarly
          ? [actions(again), backupCard(booth), details(t("receipt-wrong-title"), t("cast-evidence-use"), evidenceOffer(booth.manifest, fault))]
          : [actions(again), el("p", {}, t("cast-evidence-use")), evidenceOffer(booth.manifest, fault)]),
    ],
  };
}

/**
 * @param {Booth} booth
 * @returns {Page}
 */
export function receiptPage(booth) {
  const { manifest, poll } = booth;
  const [isCancelled, hasEnded] = [poll.phase === "cancelled", isOver(poll)];
  const code = el("div", {});
  const said = el("p", { role: "status", class: "no-print" });
  const verdict = el("div", {});
  const wrong = details(
    t("receipt-wrong-title"),
    !isCancelled && t("receipt-wrong"),
    evidenceOffer(manifest, { failed: "the voter says that something is wrong", said: [["promise", booth.stored.promise?.promise]] }),
  );
  const judge = (/** @type {boolean} */ isFault) => {
    const lead = isFault ? notice("warn", "", t("receipt-fault")) : notice("good", "", t("receipt-lead"));
    verdict.replaceChildren(isCancelled ? notice("warn", t("start-cancelled-title"), t("receipt-cancelled")) : lead);
    // The fault has evidence of its own.
    wrong.hidden = isFault;
  };
  judge(false);
  const answer = el("div", { role: "status" });
  /** @type {CheckField} */
  const field = {
    answer,
    again: button(t("receipt-check"), () => check(booth, field), "button-secondary"),
    judge(isFault) {
      judge(isFault);
      // Another page may be drawn meanwhile.
      if (verdict.isConnected) retitle(isFault ? t("receipt-fault-title") : t("receipt-title"));
    },
  };
  void showCode(booth, code);
  const copy = async () => {
    const copied = await navigator.clipboard.writeText(await codeOf(booth)).then(() => true, () => false);
    said.textContent = copied ? t("receipt-copied") : t("receipt-copy-failed");
  };
  return {
    title: t("receipt-title"),
    step: 4,
    body: [
      // Whether voting is over is no longer this voter's concern.
      flashOf(booth),
      verdict,
      el("p", { class: "print-only" }, `${manifest.ballotBox.url}/polls/${manifest.id}/receipt`),
      el("h2", {}, t("receipt-code")),
      code,
      // The ballots of a cancelled poll are never published.
      !isCancelled && [el("p", {}, t("receipt-keep")), el("p", {}, el("strong", {}, t("receipt-secret")))],
      actions(
        button(t("receipt-save"), async () => saveFile(...(await receiptFileOf(booth)))),
        button(t("receipt-copy"), copy, "button-secondary"),
        button(t("receipt-print"), () => print(), "button-secondary"),
      ),
      said,
      el("h2", { class: "no-print" }, t("receipt-check-title")),
      el("div", { class: "no-print" }, answer, actions(field.again)),
      el("p", { class: "no-print" }, link(inLanguage(`/polls/${manifest.id}/receipt`), t("receipt-page"))),
      el("p", { class: "no-print" }, link(inLanguage("/receipts"), t("receipt-mine"))),
      el(
        "div",
        { class: "no-print" },
        wrong,
        !hasEnded && details(t("receipt-someone-else"), t("ask-loss-receipt"), button(t("request-start-over"), () => booth.goTo({ view: "forget" }), "button-danger")),
      ),
    ],
  };
}

/**
 * Name and text of the receipt file, with the proof when there is one already.
 * @param {Booth} booth
 * @returns {Promise<[string, string]>}
 */
export async function receiptFileOf(booth) {
  const hash = hex(await booth.ballotHash());
  const found = await checkReceipt(booth.manifest, booth.box, hash).catch(() => undefined);
  const proof = found?.state === "listed" ? found.proof : undefined;
  const code = await codeOf(booth);
  return [`${code.slice(0, 9)}.psephos-receipt`, formatReceiptFile({ promise: booth.stored.promise?.promise ?? "", proof })];
}

/**
 * Where the check answers, the button that asks for it, and what its verdict does to the page above.
 * @typedef {{ answer: HTMLElement, again: HTMLButtonElement, judge: (isFault: boolean) => void }} CheckField
 */

/**
 * @param {Booth} booth
 * @param {CheckField} field
 */
async function check(booth, field) {
  const { answer, again, judge } = field;
  answer.replaceChildren(el("p", {}, t("receipt-checking")));
  announce(t("receipt-checking"));
  const promise = booth.stored.promise?.promise;
  try {
    const found = await checkReceipt(booth.manifest, booth.box, hex(await booth.ballotHash()));
    answer.replaceChildren(describeCheck(found, booth.manifest, promise));
    judge(found.state === "unknown" || found.state === "left-out");
    if (found.state === "unknown" && promise) {
      answer.append(el("p", {}, t("check-lost")), actions(button(t("check-present"), () => present(booth, field, promise), "button-secondary")));
    }
  } catch (error) {
    answer.replaceChildren(describeFault(error, booth.manifest, promise));
    // Where nobody answers nothing has turned out.
    if (!(error instanceof Unreachable)) judge(true);
  }
  again.textContent = t("receipt-check-again");
}

/**
 * Shows the ballot box its own promise: until the result is signed it must then take the ballot again, even if it has lost it.
 * @param {Booth} booth
 * @param {CheckField} field
 * @param {string} promise
 */
async function present(booth, field, promise) {
  const { answer } = field;
  answer.replaceChildren(el("p", {}, t("cast-sending-title")));
  const outcome = await sendBallot(booth.manifest, booth.box, booth.ballot(), promise);
  if (outcome.kind === "promised") {
    await check(booth, field);
    return answer.prepend(notice("good", "", t("check-presented")));
  }
  if (outcome.kind === "unanswered") return answer.replaceChildren(notice("warn", "", t("check-unreachable")));
  /** @type {import("./evidence.js").Fault} */
  const fault = {
    failed: "the ballot box does not take again a ballot that it promised",
    said: [["promise", promise], ["answer to the ballot", outcome.kind === "refused" ? outcome.refusal : outcome.evidence]],
  };
  answer.replaceChildren(notice("bad", t("check-wrong-title"), t("check-not-taken"), evidenceOffer(booth.manifest, fault)));
}

/** @param {Booth} booth */
const codeOf = async (booth) => receiptCode(await booth.ballotHash());

/** @param {Booth} booth @param {HTMLElement} place */
async function showCode(booth, place) {
  const { ballotBox, id } = booth.manifest;
  const code = await codeOf(booth);
  const picture = qrPicture(`${ballotBox.url}/polls/${id}/receipt?code=${code}`, t("receipt-qr"));
  place.replaceChildren(
    codeBlock(code, "receipt-code"),
    el("figure", { class: "qr-figure" }, picture, el("figcaption", {}, t("receipt-qr-hint"))),
  );
}

const RETRY_AFTER_SECONDS = [1, 3, 8, 15];
const LONGEST_PAUSE_SECONDS = 30;
