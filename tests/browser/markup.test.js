/** Markup and signs that turn directions, in every field that somebody may fill: all of it is shown as text, on every page of both services. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { SIZES, Visitor } from "./chromium.js";
import { OwnElection } from "./election.js";
import { HTML } from "./hostile/common.js";
import { Stage } from "./scene.js";
import { STORY } from "./until.js";
import { t, wordsOf } from "./words.js";

const voter = wordsOf("en", "voter");

/** From here on letters run from right to left, if nothing ends it. */
const TURNED = "Ada \u202eneB 321";
/** What Markdown could become. */
const MARKDOWN = `${HTML} [a way](javascript:hacked=1) ![a picture](https://evil.example/p.png)`;
const OPTIONS = [
  { id: "a", title: HTML, description: MARKDOWN },
  { id: "b", title: TURNED, description: TURNED },
  { id: "c", title: "Cleo" },
];
const QUESTIONS = [
  { id: "chair", title: HTML, description: MARKDOWN, kind: "choice", min: 1, max: 2, options: OPTIONS },
  { id: "board", title: TURNED, kind: "ranking", method: "irv", min: 1, max: 3, options: OPTIONS },
  { id: "money", title: HTML, kind: "score", low: 0, high: 5, options: OPTIONS },
];
const WORDS = { title: HTML, description: MARKDOWN, questions: QUESTIONS, content_size: 512 };
/** As far as JSON writes it the same way. */
const BEGINNING = HTML.slice(0, HTML.indexOf('"'));
const QUERY = encodeURIComponent(HTML);

describe("markup in every field", { concurrency: 1 }, () => {
  /** @type {Stage} */ let stage;
  before(async () => void (stage = await Stage.open()));
  after(() => stage?.close());

  it("is text on the ballot box's pages", { timeout: STORY }, async () => {
    const { services } = stage;
    const election = await OwnElection.open(services, 9, { ...WORDS, slug: "markup" });
    const [cast] = await election.cast(4, (i) => new Map([
      ["chair", { choose: ["a", "b"] }],
      ["board", { rank: i === 0 ? ["c", "b"] : i === 1 ? ["b", "a"] : ["a", "b", "c"] }],
      ["money", { score: new Map([["a", 5], ["b", 3], ["c", 0]]) }],
    ]));
    const visitor = await Visitor.arrive(stage.browser, "markup-ballot-box", { hosts: [services.ballot_box], viewport: SIZES[1].viewport });
    const at = (/** @type {string} */ path) => `${services.ballot_box}${path.startsWith("/polls?") || path === "/" ? path : `/polls/${election.id}${path}`}`;
    await visitor.page.goto(at(""));
    await isText(visitor, "poll");
    await isText(visitor, "list", at("/"));
    await isText(visitor, "receipt-unknown", at(`/receipt?code=${QUERY}`), HTML);
    await election.close(MARKDOWN);
    for (const path of ["", "/result", "/ballots", "/ballots/1", "/certificate", "/check", `/receipt?code=${cast?.hash}`]) {
      await isText(visitor, path.replaceAll(/[^a-z]+/g, "-").slice(0, 12) || "poll-over", at(path));
    }
    await isText(visitor, "ballots-unknown", at(`/ballots?search=${QUERY}`), HTML);
    await isText(visitor, "no-page", at(`/${QUERY}`), null);
    await visitor.leave();
  });

  it("is text on the registrar's pages", { timeout: STORY }, async () => {
    const { admin, services } = stage;
    const roll = async (/** @type {string} */ draft) => {
      for (const [email, name] of [["voter@example.org", HTML], ["other@example.org", TURNED]]) await admin.post(`/polls/${draft}/roll/voters`, { email, name, external_id: HTML });
    };
    const electorate = { electorate: { kind: "roll" } };
    const draft = await admin.draft(HTML, { ...WORDS, ...electorate });
    await roll(draft);
    const open = await admin.draft(HTML, { ...WORDS, ...electorate });
    await roll(open);
    const visitor = await stage.arrive("markup-registrar", SIZES[1].viewport);
    const { page } = visitor;
    const at = (/** @type {string} */ path) => services.registrar + path;
    await candidatesAreText(visitor, admin, open, at);
    const { poll } = JSON.parse(await admin.post(`/polls/${open}/publish`));
    await admin.post(`/polls/${poll}/notices`, { kind: "extend", voting_closes: new Date(Date.now() + 100_000_000).toISOString().replace(/\.\d+/, ""), reason: MARKDOWN });

    await page.goto(at("/me/profile"));
    await page.getByLabel("Your name").fill(HTML);
    await page.getByRole("button", { name: "Save my profile" }).click();
    await isText(visitor, "profile", undefined, HTML);
    await isText(visitor, "words", at(`/admin/polls/${draft}/mail`), null, async () => {
      await page.locator("summary").first().click();
      await page.getByLabel("Subject (optional)").first().fill(HTML);
      await page.getByLabel("Introduction (optional)").first().fill(MARKDOWN);
      await page.getByRole("button", { name: "Save the words" }).first().click();
    });
    for (const tab of ["", "/preview", "/candidates", "/precincts", "/voters", "/mail", "/mail/invitation", "/officers", "/more", "/publish"]) {
      await isText(visitor, `draft${tab.replaceAll("/", "-")}`, at(`/admin/polls/${draft}${tab}`));
    }
    for (const tab of ["/notices", "/dashboard", "/voters", "/mail", "/officers", "/more"]) {
      await isText(visitor, `poll${tab.replaceAll("/", "-")}`, at(`/admin/polls/${poll}${tab}`));
    }
    for (const path of ["/me", `/polls/${poll}`, "/admin/polls", "/admin/users", "/admin/audit"]) await isText(visitor, path.replace(poll, "").replaceAll("/", "-").slice(1), at(path));
    for (const path of [`/admin/users?search=${QUERY}`, `/admin/polls/${draft}/voters?search=${QUERY}`, `/admin/audit?object=${QUERY}`, `/sign-in?next=${QUERY}`, `/${QUERY}`]) {
      await isText(visitor, "search", at(path), null);
    }
    await page.goto(`${services.ballot_box}/polls/${poll}`);
    await isText(visitor, "poll-of-candidates");
    await page.goto(`${services.ballot_box}/polls/${poll}/booth`);
    await page.getByRole("button", { name: t("start-action"), exact: true }).click();
    await page.getByRole("button", { name: /^Continue to/ }).click();
    await page.getByRole("heading", { level: 1, name: voter("confirm-title") }).waitFor();
    await isText(visitor, "collect");
    await page.getByRole("button", { name: voter("collect-button") }).click();
    await page.getByText(t("mark-got-pass")).waitFor();
    await isText(visitor, "marking");
    await visitor.leave();
  });
});

/**
 * What candidates write, and what they are told, on their own pages and the organiser's.
 * @param {Visitor} visitor who stands and organises @param {import("./demo.js").Admin} admin @param {string} draft @param {(path: string) => string} at
 */
async function candidatesAreText(visitor, admin, draft, at) {
  const email = "voter@example.org";
  const page = `/polls/${draft}/candidates`;
  const decide = async (/** @type {string} */ option, /** @type {string} */ what, more = {}) => {
    const { options } = JSON.parse(await admin.send("GET", page));
    const { candidacy, tag } = options.find((/** @type {any} */ one) => one.question === "chair" && one.option === option).candidate;
    await admin.post(`${page}/${candidacy}/${what}`, { tag, ...more });
  };
  for (const [option, profile, statement] of [["a", HTML, MARKDOWN], ["b", TURNED, TURNED]]) {
    const { candidacy } = JSON.parse(await admin.post(page, { question: "chair", option, email }));
    const write = () => admin.send("PUT", `/me/candidacies/${candidacy}`, { profile, statement });
    const own = at(`/candidacies/${candidacy}`);
    await write();
    await isText(visitor, `candidacy-${option}-written`, own);
    await isText(visitor, `candidates-${option}-written`, at(`/admin${page}`));
    await decide(String(option), "return", { words: option === "a" ? HTML : TURNED });
    await isText(visitor, `candidacy-${option}-returned`, own);
    await isText(visitor, `candidates-${option}-returned`, at(`/admin${page}`));
    await write();
    await decide(String(option), "approve");
    await isText(visitor, `candidacy-${option}-approved`, own);
  }
  for (const tab of ["candidates", "preview"]) await isText(visitor, `${tab}-approved`, at(`/admin/polls/${draft}/${tab}`));
}

/**
 * Nothing of what somebody has written is an element, or turns words of the page; and it is there, as text or in a field.
 * @param {Visitor} visitor @param {string} what @param {string} [address] @param {string | null} [shown] null where nothing of it need be seen
 * @param {() => Promise<void>} [before] what leads to the page that is looked at
 */
async function isText(visitor, what, address, shown = BEGINNING, before = async () => {}) {
  const { page } = visitor;
  if (/^(no-page|search)$/.test(what)) visitor.expected(404);
  if (address) await page.goto(address);
  await before();
  await page.waitForLoadState("load");
  const found = await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const elements = [...document.querySelectorAll("*")];
    const fields = [...document.querySelectorAll("input, textarea, option")].map((one) => /** @type {HTMLInputElement} */ (one).value);
    /** Words of the page itself run from left to right. @param {Text} node */
    const runsBackwards = (node) => {
      const text = node.data;
      const [from, to] = [text.search(/[A-Za-z0-9]/), text.search(/[A-Za-z0-9][^A-Za-z0-9]*$/)];
      if (text.includes("\u202e") || from < 0 || to <= from) return false;
      const [first, last] = [from, to].map((i) => {
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        return range.getBoundingClientRect();
      });
      return first !== undefined && last !== undefined && first.width > 0 && Math.abs(first.top - last.top) < 2 && last.left < first.left;
    };
    const backwards = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (node instanceof Text && runsBackwards(node)) backwards.push(node.data.trim().slice(0, 60));
    return {
      hacked: "hacked" in window,
      elements: elements.filter((one) => one.matches("main img, iframe, object, embed, base, form[action*='hacked']") || (one.matches("script") && !one.matches("[src^='/']"))).map((one) => one.outerHTML.slice(0, 120)),
      handlers: elements.flatMap((one) => [...one.attributes].filter(({ name, value }) => name.startsWith("on") || /^\s*javascript:/i.test(value)).map(({ name }) => `${one.localName} ${name}`)),
      backwards,
      text: [document.body.innerText, ...fields].join("\n"),
    };
  });
  const { text, ...rest } = found;
  assert.deepEqual(rest, { hacked: false, elements: [], handlers: [], backwards: [] }, what);
  if (shown !== null) assert.ok(text.includes(shown), `${what}: ${text}`);
  await visitor.shoot(what);
}
