/**
 * The page *My receipts*: what this browser keeps, poll by poll, and a way to make it forget. It shows no code and no
 * choice; those stand in the booth, which first asks whose they are.
 */

import { listPolls } from "./api.js";
import { actions, announce, button, el, notice, span } from "./dom.js";
import { inLanguage, textIn } from "./language.js";
import { spoken } from "./speak.js";
import { openStorage, StorageForbidden } from "./storage.js";
import { t } from "./words.js";

/** @import { Stored } from "./storage.js" */

const place = /** @type {HTMLElement} */ (document.getElementById("my-receipts"));

/** @param {import("./storage.js").Storage} storage */
async function showAll(storage) {
  const kept = await storage.readAll();
  if (kept.size === 0) return place.replaceChildren(el("p", { class: "lead" }, t("mine-none")));
  // Receipts are shown without names of polls as well, whatever keeps them from us.
  const titles = await listPolls().catch(() => new Map());
  const card = (/** @type {[string, Stored]} */ [poll, stored]) => {
    const title = titles.get(poll);
    const name = title === undefined ? t("mine-unknown-poll") : span(textIn(title, typeof title === "string" ? ["en"] : Object.keys(title)));
    const stands = stored.promise ? t("mine-recorded") : stored.ballot ? t("mine-unconfirmed") : stored.pass ? t("mine-pass") : t("mine-request");
    const goOn = el("a", { href: inLanguage(`/polls/${poll}/booth`), class: "button-secondary" }, stored.promise ? t("mine-receipt") : t("mine-go-on"));
    return el("section", { class: "card" }, el("h2", {}, name), el("p", {}, stands), actions(goOn));
  };
  place.replaceChildren(
    el("p", { class: "lead" }, t("mine-about")),
    ...[...kept].map(card),
    actions(button(t("mine-forget-all"), () => ask(storage), "button-danger")),
  );
}

/** @param {import("./storage.js").Storage} storage */
function ask(storage) {
  const heading = el("h2", { tabindex: -1 }, t("mine-forget-title"));
  place.replaceChildren(
    heading,
    el("p", {}, t("mine-forget")),
    el("p", {}, t("mine-traces")),
    actions(
      button(t("mine-keep"), () => showAll(storage)),
      button(t("mine-forget-now"), () => forget(storage), "button-danger"),
    ),
  );
  heading.focus();
}

/** @param {import("./storage.js").Storage} storage */
async function forget(storage) {
  await storage.forgetAll();
  try {
    sessionStorage.clear();
  } catch {
    // Forbidden: then nothing was kept.
  }
  place.replaceChildren(notice("good", "", t("mine-forgotten")));
  announce(t("mine-forgotten"));
}

await spoken;
try {
  await showAll(await openStorage());
} catch (error) {
  const forbidden = error instanceof StorageForbidden;
  place.replaceChildren(notice("bad", forbidden ? t("trouble-storage-title") : t("trouble-failed-title"), forbidden ? "" : t("trouble-failed")));
}
