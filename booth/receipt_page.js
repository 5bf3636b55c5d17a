/**
 * The receipt page with scripts on. The page's form is answered by the server, with or without scripts; this adds what
 * the browser itself has checked of that answer, and opens receipt files.
 */

import { BallotBox } from "./api.js";
import { el, notice, saveFile, button } from "./dom.js";
import { openManifest } from "./manifest.js";
import { formatReceiptFile, parseReceiptCode, parseReceiptFile, receiptCode, verifyReceiptFile } from "./receipt.js";
import { checkReceipt, describeCheck, describeFault } from "./receipt_check.js";
import { Malformed, hex, parseHex } from "./bytes.js";
import { words } from "./words.js";

const poll = /^\/polls\/([0-9a-f]{64})\/receipt$/.exec(location.pathname)?.[1] ?? "";
const box = new BallotBox(poll);
const file = document.getElementById("receipt-file");
const answer = document.getElementById("receipt-verified");

/**
 * Runs one check and says what it found.
 * @param {() => Promise<(Node | string)[]>} check
 */
async function say(check) {
  answer?.replaceChildren(el("p", {}, words.receipt.checking));
  try {
    answer?.replaceChildren(...(await check()));
  } catch (error) {
    answer?.replaceChildren(describeFault(error));
  }
}

/**
 * Says nothing of a code that is mistyped or unknown: the server's answer does.
 * @param {string} typed
 */
async function checkCode(typed) {
  let code;
  try {
    code = parseReceiptCode(typed);
  } catch {
    return [];
  }
  const found = await checkReceipt(await manifest(), box, code);
  return found.state === "unknown" ? [] : [describeCheck(found, false)];
}

/** @param {File} chosen */
async function checkFile(chosen) {
  const poll = await manifest();
  let receipt, verified;
  try {
    if (chosen.size > LARGEST_RECEIPT) throw new Malformed("too large");
    receipt = parseReceiptFile(await chosen.text());
    verified = await verifyReceiptFile(poll, receipt);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return [notice("bad", "", words.check.badFile)];
  }
  const genuine = [words.check.fileGood, verified.proved ? words.check.fileProved : ""].join(" ").trim();
  const found = await checkReceipt(poll, box, verified.ballot);
  const save = (/** @type {string} */ proof) => () => {
    const name = receiptCode(parseHex(verified.ballot, 32)).slice(0, 9);
    saveFile(`${name}-new.psephos-receipt`, formatReceiptFile({ promise: receipt.promise, proof }));
  };
  const proved = verified.proved;
  if (found.state === "listed" && proved && proved.size === found.size && hex(proved.root) !== found.root) {
    return [notice("bad", words.check.forkTitle, words.check.fork, button(words.check.saveNew, save(found.proof), "button-secondary"))];
  }
  if (proved && found.state !== "listed") return [notice("bad", words.check.unknownPromisedTitle, words.check.unknownPromised)];
  const isNew = found.state === "listed" && !proved;
  return [
    describeCheck(found, true),
    el("p", {}, genuine),
    ...(isNew ? [button(words.check.saveNew, save(found.proof), "button-secondary")] : []),
  ];
}

async function manifest() {
  return openManifest(await box.manifest(), poll, location.host);
}

/** A promise, a proof of some 20 hashes, a checkpoint with its cosignatures: a few KB. */
const LARGEST_RECEIPT = 256 * 1024;

if (isSecureContext && answer) {
  if (file instanceof HTMLInputElement) {
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      if (chosen) void say(() => checkFile(chosen));
    });
  }
  const code = new URLSearchParams(location.search).get("code")?.trim();
  if (code) void say(() => checkCode(code));
}
