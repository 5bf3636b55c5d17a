/**
 * The page of a poll while it goes on. Where the ballot box tells of a change, the page is asked for once more, and what may have
 * changed is taken over from it: so every language and every method of counting is written in one place, the server's templates.
 * Without scripts the page is as it was when it was asked for.
 */

import { announce } from "./dom.js";
import { pause } from "./online.js";
import { restSeconds, spreadSeconds, within } from "./pace.js";

/** The phase and the number of ballots that the page shows; nothing of it is there once nothing changes any more. */
const shown = () => document.getElementById("live")?.dataset["shown"];

const poll = /^\/polls\/([0-9a-f]{64})$/.exec(location.pathname)?.[1];
/** @type {EventSource | undefined} */
let source;
/** What the ballot box has told last, as `shown`. @type {string | undefined} */
let told;
/** The number of ballots in it. */
let ballotsTold = 0;
let isFollowing = false;
let spokenAt = 0;

/** Only a page that somebody looks at holds a connection. */
function listen() {
  if (source || document.hidden || shown() === undefined) return;
  const mine = new EventSource(`/api/v1/polls/${poll}/events`);
  source = mine;
  mine.addEventListener("turnout", ({ data }) => {
    const { phase, ballots } = JSON.parse(data);
    told = `${phase} ${ballots}`;
    ballotsTold = ballots;
    void follow();
  });
  mine.addEventListener("error", () => {
    // A connection that broke a browser opens again by itself, not one that was refused.
    if (mine.readyState !== EventSource.CLOSED || mine !== source) return;
    source = undefined;
    // Whoever was refused with it comes at another moment.
    void pause(REFUSED_SECONDS + within(REFUSED_SECONDS)).then(listen);
  });
}

function stop() {
  source?.close();
  source = undefined;
}

/** Asks for the page until it shows what was told: not too often, and not at the same moment as everybody else. */
async function follow() {
  if (isFollowing) return;
  isFollowing = true;
  try {
    let failures = 0;
    while (source && told !== shown()) {
      await pause(within(spreadSeconds(ballotsTold)));
      const { fresh, retryAfter } = await load();
      failures = fresh ? 0 : failures + 1;
      if (fresh) takeOver(fresh);
      await pause(restSeconds(failures, retryAfter));
    }
  } finally {
    isFollowing = false;
  }
}

/** @returns {Promise<{ fresh: Document | null, retryAfter: string | null }>} the page as it is now; none if it cannot be had */
const load = () =>
  new Promise((resolve) => {
    const asking = new XMLHttpRequest();
    asking.open("GET", location.href);
    asking.responseType = "document";
    asking.timeout = PATIENCE_MS;
    asking.addEventListener("loadend", () => resolve({ fresh: asking.status === 200 ? asking.responseXML : null, retryAfter: asking.getResponseHeader("Retry-After") }));
    asking.send();
  });

/** @param {Document} fresh */
function takeOver(fresh) {
  const before = shown();
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.getAttribute("data-part")}"]`);
    if (next) become(part, next);
  }
  const live = document.getElementById("live");
  const now = fresh.getElementById("live")?.dataset["shown"];
  if (live && now !== undefined) live.dataset["shown"] = now;
  else live?.removeAttribute("data-shown");
  if (now === undefined) stop();
  speak(before?.split(" ")[0] !== now?.split(" ")[0]);
}

/** Not each time: a number that grows must not keep anybody from hearing the rest of the page. @param {boolean} isOther the phase */
function speak(isOther) {
  if (!isOther && Date.now() - spokenAt < SPEAK_EVERY_MS) return;
  spokenAt = Date.now();
  announce([...document.querySelectorAll("[data-spoken]")].map((part) => part.textContent?.trim()).join(". "));
}

/**
 * Makes `old` what `fresh` is, text by text where the form is the same: what was unfolded stays so, and whoever reads there, or has
 * the focus there, keeps the place.
 * @param {ChildNode} old @param {ChildNode} fresh
 */
function become(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (!(old instanceof Element && fresh instanceof Element && old.nodeName === fresh.nodeName)) return old.replaceWith(document.importNode(fresh, true));
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [mine, theirs] = [[...old.childNodes], [...fresh.childNodes]];
  theirs.forEach((child, i) => {
    const place = mine[i];
    if (place) become(place, child);
    else old.append(document.importNode(child, true));
  });
  for (const child of mine.slice(theirs.length)) child.remove();
}

const REFUSED_SECONDS = 30;
const PATIENCE_MS = 30_000;
const SPEAK_EVERY_MS = 30_000;

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
// A page that holds a connection could not be kept for the way back to it.
addEventListener("pagehide", stop);
addEventListener("pageshow", listen);
listen();
