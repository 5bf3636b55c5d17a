/**
 * The receipt page with scripts on. The page's forms are answered by the server, with or without scripts; what the browser itself
 * has checked takes the place of that answer, so that one verdict stands there, and receipt files are opened here, not sent.
 */

import { BallotBox, Unreachable } from "./api.js";
import { Malformed, parseHex } from "./bytes.js";
import { button, el, saveFile } from "./dom.js";
import { openManifest } from "./manifest.js";
import { describeOtherList } from "./newer_list.js";
import { formatReceiptFile, parseReceiptCode, parseReceiptFile, receiptCode, verifyReceiptFile } from "./receipt.js";
import { brokenPromise, checkReceipt, describeCheck, describeFault } from "./receipt_check.js";
import { spoken } from "./speak.js";
import { t } from "./words.js";

/** @import { Manifest } from "./manifest.js" */

const poll = /^\/polls\/([0-9a-f]{64})\/receipt$/.exec(location.pathname)?.[1] ?? "";
const box = new BallotBox(poll);
const file = document.getElementById("receipt-file");
const answer = document.getElementById("receipt-verified");
/** What the server has answered, if it was asked. */
const said = document.getElementById("receipt-said");

/** Beside what the browser finds out itself, another word of the server on what is wrong would only be in the way. */
const wrong = document.getElementById("wrong");

/** What the window is called where nothing was refused. */
function called() {
  const refused = t("title-of-error", { page: "" }).trim();
  return document.title.startsWith(refused) ? document.title.slice(refused.length).trim() : document.title;
}

/** How many checks were begun: only the last one speaks. */
let runs = 0;

/**
 * Runs one check and says what it found.
 * @param {(manifest: Manifest) => Promise<(Node | string)[]>} check
 */
async function say(check) {
  const run = ++runs;
  answer?.replaceChildren(el("p", {}, t("receipt-checking")));
  let manifest, found;
  let isVerdict = true;
  try {
    manifest = await openManifest(await box.manifest(), poll, location.host);
    found = await check(manifest);
  } catch (error) {
    found = [describeFault(error, manifest)];
    isVerdict = !(error instanceof Unreachable);
  }
  // Another file was chosen meanwhile.
  if (run !== runs) return;
  if (found.length > 0 && isVerdict) unsay();
  answer?.replaceChildren(...found);
  if (answer?.querySelector(".error-summary")) document.title = t("title-of-error", { page: called() });
  // What cannot be opened at all has no evidence that tells whom to turn to.
  wrong?.toggleAttribute("hidden", manifest !== undefined && answer?.querySelector(".notice-bad") !== null);
}

/** Takes the server's answer away, once. */
function unsay() {
  document.title = called();
  if (!said?.isConnected) return;
  said.remove();
  const code = document.getElementById("code");
  code?.removeAttribute("aria-invalid");
  code?.setAttribute("aria-describedby", "code-hint");
}

/**
 * Says nothing of a code that is mistyped or unknown: the server's answer does.
 * @param {Manifest} manifest
 * @param {string} typed
 */
async function checkCode(manifest, typed) {
  let code;
  try {
    code = parseReceiptCode(typed);
  } catch {
    return [];
  }
  const found = await checkReceipt(manifest, box, code);
  return found.state === "unknown" ? [] : [describeCheck(found, manifest)];
}

/** @param {Manifest} manifest @param {File} chosen */
async function checkFile(manifest, chosen) {
  let receipt, verified;
  try {
    if (chosen.size > LARGEST_RECEIPT) throw new Malformed("too large");
    receipt = parseReceiptFile(await chosen.text());
    verified = await verifyReceiptFile(manifest, receipt);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return [el("div", { class: "error-summary" }, el("p", {}, t("check-bad-file")))];
  }
  const genuine = [t("check-file-good"), verified.proved ? t("check-file-proved") : ""].join(" ").trim();
  let found;
  try {
    found = await checkReceipt(manifest, box, verified.ballot);
  } catch (error) {
    return [describeFault(error, manifest, receipt.promise)];
  }
  const save = (/** @type {string} */ proof) => () => {
    const name = receiptCode(parseHex(verified.ballot, 32)).slice(0, 9);
    saveFile(`${name}-new.psephos-receipt`, formatReceiptFile({ promise: receipt.promise, proof }));
  };
  const proved = verified.proved;
  if (proved) {
    if (found.state !== "listed") return [brokenPromise(manifest, formatReceiptFile(receipt))];
    const other = await describeOtherList(manifest, receipt, proved, found);
    if (other) return [other];
  }
  const hasGrown = proved && found.state === "listed" && found.size > proved.size;
  return [
    describeCheck(found, manifest, receipt.promise),
    el("p", {}, genuine),
    ...(hasGrown ? [el("p", {}, t("check-extended"))] : []),
    ...(found.state === "listed" && !proved ? [button(t("check-save-new"), save(found.proof), "button-secondary")] : []),
  ];
}

/** From now on the file that is chosen stays here. @param {HTMLInputElement} field */
function keepHere(field) {
  for (const sent of document.querySelectorAll("[data-sent]")) sent.remove();
  document.getElementById("file-hint")?.removeAttribute("hidden");
  field.setAttribute("aria-describedby", "file-hint");
}

/** A promise, a proof of some 20 hashes, a checkpoint with its cosignatures: a few KB, and 3 for each by ML-DSA-44. */
const LARGEST_RECEIPT = 512 * 1024;

await spoken;
if (isSecureContext && answer) {
  const code = new URLSearchParams(location.search).get("code")?.trim();
  const chosen = () => (file instanceof HTMLInputElement ? file.files?.[0] : undefined);
  const check = () => {
    const receipt = chosen();
    if (!receipt) return;
    // It is another question.
    unsay();
    file?.closest("form")?.after(answer);
    void say((manifest) => checkFile(manifest, receipt));
  };
  if (file instanceof HTMLInputElement) {
    keepHere(file);
    // Else a browser would say nothing when the same file is chosen again, to look whether things have changed.
    file.addEventListener("click", () => void (file.value = ""));
    file.addEventListener("change", check);
  }
  // A file may have been chosen before the words were there.
  if (chosen()) check();
  else if (code) {
    said?.after(answer);
    void say((manifest) => checkCode(manifest, code));
  }
}
