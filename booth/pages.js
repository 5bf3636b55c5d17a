/**
 * From where the voter stands to the page that is shown.
 */

import { firstOpen } from "./draft.js";
import { receiptPage, sendingPage } from "./page_cast.js";
import { questionPage, reviewPage } from "./page_mark.js";
import { askPage, forgetPage, latePage, requestPage, waitPage } from "./page_pass.js";
import { cancelledPage, closedPage, startPage } from "./page_start.js";

/** @import { Booth } from "./booth.js" */
/** @import { Page } from "./view.js" */

/**
 * @param {Booth} booth
 * @param {import("./booth.js").View | null} view
 * @returns {Page}
 */
export function pageFor(booth, view) {
  const { situation } = booth;
  if (view?.view === "forget" && booth.stored.request) return forgetPage(booth);
  if (booth.isStrangers && situation !== "cancelled" && situation !== "over") return askPage(booth, situation);
  switch (situation) {
    case "start":
      return startPage(booth);
    case "early":
    case "no-passes":
    case "over":
      return closedPage(booth, situation);
    case "cancelled":
      return cancelledPage(booth);
    case "request":
      return requestPage(booth);
    case "wait":
      return waitPage(booth);
    case "late":
      return latePage(booth);
    case "mark":
      return markPage(booth, view);
    case "unconfirmed":
      return sendingPage(booth);
    case "recorded":
      return receiptPage(booth);
  }
}

/**
 * @param {Booth} booth
 * @param {import("./booth.js").View | null} view
 */
function markPage(booth, view) {
  const { manifest, draft } = booth;
  if (view?.view === "review") return reviewPage(booth);
  const open = firstOpen(manifest, draft);
  // No one is led past a question that lacks its answer, whatever the address bar or the history says.
  const n = Math.min(view?.view === "question" ? view.n : 0, open < 0 ? manifest.questions.length - 1 : open);
  return questionPage(booth, n, view?.view === "question" && view.change === true && open < 0);
}
