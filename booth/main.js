/**
 * The booth's door: checks browser, poll and storage, takes in what the registrar handed over, and draws the page.
 */

import { BallotBox, Problem, Unreachable } from "./api.js";
import { Booth } from "./booth.js";
import { Malformed } from "./bytes.js";
import { openManifest } from "./manifest.js";
import { spoken } from "./speak.js";
import { standingOf } from "./standing.js";
import { openStorage, StorageForbidden } from "./storage.js";
import * as tab from "./tab_memory.js";
import { focusHeading, show, showNavigation, troublePage } from "./view.js";
import { BadPassSigned, NoRequestHere, parseHandover, readPass } from "./voter.js";
import { t } from "./words.js";

/** @import { Flash } from "./view.js" */

async function open() {
  const poll = /^\/polls\/([0-9a-f]{64})\/booth$/.exec(location.pathname)?.[1] ?? "";
  const box = new BallotBox(poll);
  const ask = () => {
    const answers = Promise.all([box.manifest(), box.summary()]);
    answers.catch(() => undefined); // told below
    return answers;
  };
  // While the words are on their way; what kept those away may have kept these away too.
  let answers = ask();
  if (await spoken) answers = ask();
  if (poll === "") return stop(t("trouble-unknown-title"), t("trouble-unknown"));
  showNavigation(poll);
  if (!isSecureContext) return stop(t("trouble-insecure-title"), t("trouble-insecure"));
  if (!(await signsEd25519())) return stop(t("trouble-old-title"), t("trouble-old"));
  try {
    const storage = await openStorage();
    const [note, summary] = await answers;
    const manifest = await openManifest(note, poll, location.host);
    if (await takeHandover(manifest, storage)) return;
    const standing = await standingOf(manifest, box, summary);
    const booth = new Booth(manifest, box, storage, standing, await storage.read(poll));
    await booth.drawAnew();
    addEventListener("popstate", () => booth.draw());
    // Followed as a link it would make a history entry that knows no page, and lead back to the first question.
    document.querySelector(".skip-link")?.addEventListener("click", (event) => {
      event.preventDefault();
      focusHeading();
    });
    addEventListener("hashchange", () => void takeHandover(manifest, storage).catch(explain));
    addEventListener("pageshow", ({ persisted }) => persisted && void booth.notice());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void booth.notice());
  } catch (error) {
    explain(error);
  }
}

/**
 * Stores a pass that verifies, then clears it from the address bar and from this history entry and loads the page anew.
 * What does not verify changes nothing that is stored.
 * @param {import("./manifest.js").Manifest} manifest
 * @param {import("./storage.js").Storage} storage
 * @returns {Promise<boolean>} whether there was something, so that the page is on its way
 */
async function takeHandover(manifest, storage) {
  const handover = parseHandover(location.hash);
  if (handover === undefined) return false;
  /** @type {Flash | undefined} */
  let flash;
  try {
    if (!("refused" in handover)) flash = await storePass(manifest, storage, handover);
    // Anybody can make a link that says so; who has a pass was not refused one.
    else if ((await storage.read(manifest.id)).pass === undefined) flash = { kind: "refused", error: handover.refused };
  } catch (error) {
    if (error instanceof NoRequestHere) flash = { kind: "none" };
    else if (error instanceof BadPassSigned) flash = { kind: "signed", note: error.note, response: error.response };
    else if (error instanceof Malformed) flash = { kind: "bad" };
    else throw error; // not stored: the pass stays in the address, and loading the page again tries again
  }
  if (flash) tab.remember(`psephos-flash:${manifest.id}`, flash);
  history.replaceState(null, "", location.pathname);
  location.replace(location.pathname);
  return true;
}

/**
 * @param {import("./manifest.js").Manifest} manifest
 * @param {import("./storage.js").Storage} storage
 * @param {{ pass: string, note: string }} handover
 * @returns {Promise<Flash>}
 */
async function storePass(manifest, storage, handover) {
  const before = await storage.read(manifest.id);
  const pass = await readPass(manifest, before, handover);
  if (before.request === undefined) throw new NoRequestHere();
  await storage.advance(manifest.id, { request: before.request }, "pass", pass);
  // A pass that was not here before was just confirmed by its owner, in this tab. One that was may come from the history.
  if (before.pass === undefined) tab.remember(`psephos-own:${manifest.id}`, before.request.request);
  return { kind: "arrived" };
}

/** @param {unknown} error */
function explain(error) {
  const retry = () => location.reload();
  if (error instanceof StorageForbidden) return stop(t("trouble-storage-title"), t("trouble-storage"), error, retry);
  if (error instanceof DOMException) return stop(t("trouble-full-title"), t("trouble-full"), error, retry);
  if (error instanceof Unreachable) return stop(t("trouble-unreachable-title"), t("trouble-unreachable"), error, retry);
  if (error instanceof Problem && error.status === 404) {
    // Its links would lead to the same answer.
    document.getElementById("nav")?.closest("nav")?.remove();
    return stop(t("trouble-unknown-title"), t("trouble-unknown"));
  }
  if (error instanceof Malformed) return stop(t("trouble-manifest-title"), t("trouble-manifest"), error);
  return stop(t("trouble-failed-title"), t("trouble-failed"), error, retry);
}

/**
 * @param {string} title
 * @param {string} text
 * @param {unknown} [cause]
 * @param {() => void} [retry]
 */
function stop(title, text, cause, retry) {
  show(troublePage(title, text, { retry, cause }));
}

async function signsEd25519() {
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

// Should the stylesheet not come, the page is shown without it.
addEventListener("load", () => {
  document.querySelector(".page")?.removeAttribute("hidden");
  document.querySelector(".opening")?.remove();
});
await open();
