/**
 * The page *My receipts*: what this browser keeps, poll by poll, and a way to make it forget. It shows no code and no
 * choice; those stand in the booth, which first asks whose they are.
 */

import { Unreachable, listPolls } from "./api.js";
import { actions, announce, button, el, notice, span } from "./dom.js";
import { textIn } from "./language.js";
import { openStorage, StorageForbidden } from "./storage.js";
import { words } from "./words.js";

/** @import { Stored } from "./storage.js" */

const place = /** @type {HTMLElement} */ (document.getElementById("my-receipts"));
const { mine, trouble } = words;

/** @param {import("./storage.js").Storage} storage */
async function showAll(storage) {
  const kept = await storage.readAll();
  if (kept.size === 0) return place.replaceChildren(el("p", { class: "lead" }, mine.none));
  const titles = await listPolls().catch((error) => {
    if (error instanceof Unreachable) return new Map();
    throw error;
  });
  const card = (/** @type {[string, Stored]} */ [poll, stored]) => {
    const title = titles.get(poll);
    const name = title === undefined ? mine.unknownPoll : span(textIn(title, typeof title === "string" ? ["en"] : Object.keys(title)));
    const stands = stored.promise ? mine.recorded : stored.ballot ? mine.unconfirmed : stored.pass ? mine.pass : mine.request;
    const goOn = el("a", { href: `/polls/${poll}/booth`, class: "button-secondary" }, stored.promise ? mine.receipt : mine.goOn);
    return el("section", { class: "card" }, el("h2", {}, name), el("p", {}, stands), actions(goOn));
  };
  place.replaceChildren(
    el("p", { class: "lead" }, mine.about),
    ...[...kept].map(card),
    actions(button(mine.forgetAll, () => ask(storage), "button-danger")),
  );
}

/** @param {import("./storage.js").Storage} storage */
function ask(storage) {
  const heading = el("h2", { tabindex: -1 }, mine.forgetTitle);
  place.replaceChildren(
    heading,
    el("p", {}, mine.forget),
    el("p", {}, mine.traces),
    actions(
      button(mine.keep, () => showAll(storage)),
      button(mine.forgetNow, () => forget(storage), "button-danger"),
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
  place.replaceChildren(notice("good", "", mine.forgotten));
  announce(mine.forgotten);
}

try {
  await showAll(await openStorage());
} catch (error) {
  const forbidden = error instanceof StorageForbidden;
  place.replaceChildren(notice("bad", forbidden ? trouble.storageTitle : trouble.failedTitle, forbidden ? "" : trouble.failed));
}
