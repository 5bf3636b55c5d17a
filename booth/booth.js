/**
 * The booth at work: what is known of poll and voter, and the acts between the pages.
 */

import { ballotHash, sealBallot, verifyBallot } from "./ballot.js";
import { base64url, equal, Malformed, parseBase64url } from "./bytes.js";
import { encodeContent } from "./content.js";
import { answerOf, deal, dropDraft, hasDraft, keepDraft, openDraft } from "./draft.js";
import { textIn } from "./language.js";
import { timesOnline } from "./online.js";
import { pageFor } from "./pages.js";
import { isStrangers, situationOf } from "./situation.js";
import { standingOf } from "./standing.js";
import { ChangedElsewhere, sameStand } from "./storage.js";
import * as tab from "./tab_memory.js";
import { show, showBanners, troublePage } from "./view.js";
import { makeRequest, takePass } from "./voter.js";
import { t } from "./words.js";

/** @import { Stored } from "./storage.js" */

/**
 * Which page of a situation is shown; kept in the history entry, so that the browser's Back does what it says.
 * @typedef {{ view: "question", n: number, change?: boolean } | { view: "review" } | { view: "forget" }} View
 */

/** What is said once, after a return from the registrar. @typedef {import("./view.js").Flash} Flash */

export class Booth {
  /**
   * @param {import("./manifest.js").Manifest} manifest
   * @param {import("./api.js").BallotBox} box
   * @param {import("./storage.js").Storage} storage
   * @param {import("./standing.js").Standing} poll
   * @param {Stored} stored
   */
  constructor(manifest, box, storage, poll, stored) {
    this.manifest = manifest;
    this.box = box;
    this.storage = storage;
    this.poll = poll;
    this.stored = stored;
    this.draft = openDraft(manifest);
    /** Whether the tab keeps the marks as they are now. */
    this.isKept = hasDraft(manifest);
    /** @type {string | undefined} the seed of the request to whose voter the draft's options were dealt */
    this.dealtTo = undefined;
    /** @type {Flash | undefined} */
    this.flash = tab.recall(this.#key("flash"));
    tab.forget(this.#key("flash"));
    /** @type {string | undefined} the request that this page's voter has made or claimed */
    this.claimed = undefined;
    /** Whether what is shown is a receipt that this device does not keep. */
    this.isUnkept = false;
    /** The poll's texts in the voter's language. */
    this.text = (/** @type {import("./strict_json.js").Words} */ text) => textIn(text, manifest.languages);
    showBanners({ test: manifest.test, demo: poll.demo });
  }

  get situation() {
    return situationOf(this.stored, this.manifest, this.poll);
  }

  get isStrangers() {
    return isStrangers(this.stored, this.claimed ?? tab.recall(this.#key("own")) ?? null);
  }

  /** @param {import("./manifest.js").Question} question */
  marksOf(question) {
    return /** @type {import("./draft.js").Marks} */ (this.draft.get(question.id));
  }

  keepMarks() {
    this.isKept = keepDraft(this.manifest, this.draft);
  }

  draw() {
    this.show(pageFor(this, history.state));
  }

  /** After what is stored has changed: the options stand as this voter is shown them. */
  async drawAnew() {
    const seed = this.stored.request?.seed;
    if (seed !== undefined && seed !== this.dealtTo) await deal(this.manifest, this.draft, seed);
    this.dealtTo = seed;
    this.draw();
  }

  /** @param {import("./view.js").Page} page */
  show(page) {
    show(page, this.text(this.manifest.title));
  }

  /** @param {View} view */
  goTo(view) {
    history.pushState(view, "");
    this.draw();
  }

  /** Reads anew what this device holds and where the poll stands, and draws that. */
  async refresh() {
    await this.act(async () => {
      this.poll = await this.#standing();
      this.stored = await this.storage.read(this.manifest.id);
    });
  }

  /** Learns where the poll stands now. @returns {Promise<boolean>} whether the ballot box has answered */
  async lookAtPoll() {
    const found = await this.#standing().catch(() => undefined);
    this.poll = found ?? this.poll;
    return found !== undefined;
  }

  async #standing() {
    return standingOf(this.manifest, this.box, await this.box.summary());
  }

  /** Draws anew only if another tab has moved on. */
  async notice() {
    const stored = await this.storage.read(this.manifest.id).catch(() => this.stored);
    if (sameStand(stored, this.stored) || this.isUnkept) return;
    this.stored = stored;
    this.flash = { kind: "changed" };
    await this.drawAnew();
  }

  /** The first step: the request is made and stored; nothing is sent. */
  async begin() {
    await this.act(async () => {
      const request = await makeRequest(this.manifest);
      this.stored = await this.storage.begin(this.manifest.id, { request });
      if (this.stored.request?.request === request.request) this.claim();
    });
  }

  /**
   * Takes up what a backup file holds, unless another pass for the poll has come to this device meanwhile.
   * @param {Stored} restored checked
   */
  async restore(restored) {
    this.stored = await this.storage.begin(this.manifest.id, restored);
    if (this.stored.request?.request === restored.request?.request) {
      this.claim();
      this.noteBackup();
    } else this.flash = { kind: "taken" };
    await this.drawAnew();
  }

  /** This tab's voter says, or has shown, that what is stored is theirs. */
  claim() {
    this.claimed = this.stored.request?.request;
    tab.remember(this.#key("own"), this.claimed);
  }

  async startOver() {
    await this.act(async () => {
      this.stored = await this.storage.forget(this.manifest.id, this.stored);
      tab.forget(this.#key("own"));
      this.#dropMarks();
      history.replaceState(null, "");
    });
  }

  /**
   * Finishes the ballot and stores it; sending is the next page's work. Whichever tab comes first decides: only the
   * ballot that is stored is ever sent.
   */
  async cast() {
    await this.act(async () => {
      const { request, pass } = this.stored;
      if (request === undefined || pass === undefined) throw new ChangedElsewhere();
      const answers = new Map(this.manifest.questions.map((question) => [question.id, answerOf(question, this.marksOf(question))]));
      const token = await takePass(this.manifest, request, pass.response);
      const ballot = await sealBallot(parseBase64url(request.seed, 32), token, encodeContent(this.manifest, answers));
      await verifyBallot(this.manifest, ballot);
      // From here the ballot is finished: whatever happens now, these bytes and no others are sent.
      this.stored = await this.storage.advance(this.manifest.id, { request }, "ballot", { ballot: base64url(ballot) });
      if (!equal(this.ballot(), ballot)) this.flash = { kind: "otherTab" };
      this.#dropMarks();
      history.replaceState(null, "");
    });
  }

  /** Nobody finds them on the page or in the tab any more. */
  #dropMarks() {
    this.isKept = false;
    dropDraft(this.manifest);
    this.draft = openDraft(this.manifest);
    this.dealtTo = undefined;
  }

  /** The finished ballot. */
  ballot() {
    if (this.stored.ballot === undefined) throw new Malformed("no ballot");
    return parseBase64url(this.stored.ballot.ballot);
  }

  ballotHash() {
    return ballotHash(this.ballot());
  }

  /**
   * @param {string} promise checked
   * @param {Stored} sent what was stored when the ballot left: the promise is for that ballot and no other
   * @param {() => boolean} isShown whether the page is still the one that sent it
   */
  async keepPromise(promise, sent, isShown) {
    await this.act(async () => {
      try {
        this.stored = await this.storage.advance(this.manifest.id, sent, "promise", { promise });
      } catch (error) {
        if (!(error instanceof ChangedElsewhere) || !isShown()) throw error;
        // Another tab has removed all of it, and yet the ballot counts: the voter who waits here has the receipt, unstored.
        this.stored = { ...sent, promise: { promise } };
        this.flash = { kind: "unkept" };
        this.isUnkept = true;
      }
      await this.lookAtPoll();
    });
  }

  /** Whether the voter has saved the backup file of this request, in this tab. */
  get hasBackup() {
    return tab.recall(this.#key("backup")) === this.stored.request?.request;
  }

  noteBackup() {
    tab.remember(this.#key("backup"), this.stored.request?.request);
  }

  /**
   * An act that changes what is stored, and then the page. When another tab was faster, what is stored now is shown.
   * @param {() => Promise<void>} step
   */
  async act(step) {
    const since = timesOnline();
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ChangedElsewhere)) return this.show(this.#trouble(error, since));
      this.stored = await this.storage.read(this.manifest.id);
      this.flash = { kind: "changed" };
    }
    await this.drawAnew();
  }

  /** @param {unknown} error @param {number} since */
  #trouble(error, since) {
    const retry = () => this.refresh();
    const name = error instanceof Error ? error.name : "";
    if (name === "Unreachable") return troublePage(t("trouble-unreachable-title"), t("trouble-unreachable"), { retry, cause: error, since });
    const isStorage = error instanceof DOMException;
    if (isStorage) return troublePage(t("trouble-full-title"), t("trouble-full"), { retry, cause: error });
    return troublePage(t("trouble-failed-title"), t("trouble-failed"), { retry, cause: error });
  }

  /** @param {"own" | "flash" | "backup"} what */
  #key(what) {
    return `psephos-${what}:${this.manifest.id}`;
  }
}
