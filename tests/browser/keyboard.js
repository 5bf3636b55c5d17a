/** A voter without a mouse, and a voter who hears the page: what they reach, and what they are told. */

import assert from "node:assert/strict";

import { t, wordsOf } from "./words.js";

/** More stops than any page of the booth has. */
const MOST_STOPS = 60;

export class Keyboard {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.presses = 0;
  }

  /** @param {string} key */
  async tap(key) {
    this.presses++;
    await this.page.keyboard.press(key);
  }

  /** @param {string} text */
  async type(text) {
    this.presses += text.length;
    await this.page.keyboard.type(text);
  }

  /**
   * Presses Tab (or another key) until this has the focus; every stop on the way must be visible.
   * @param {import("playwright-core").Locator} target
   * @param {string} [key]
   */
  async reach(target, key = "Tab") {
    await target.first().waitFor();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await target.first().evaluate((element) => element === document.activeElement)) return;
      await this.tap(key);
      assert.ok(await this.focusIsSeen(), `the focus is seen on ${await this.where()}`);
    }
    assert.fail(`${target} is not reached with ${key}; the focus is on ${await this.where()}`);
  }

  /** Reaches a button or link and presses it. @param {"button" | "link"} role @param {string | RegExp} name */
  async press(role, name) {
    await this.reach(this.page.getByRole(role, { name, exact: true }));
    await this.tap("Enter");
  }

  /** From the booth's first page through the registrar's, where the voter is signed in, to the first question. @param {import("./scene.js").Scene} scene */
  async collect(scene) {
    await scene.open();
    await this.press("button", t("start-action"));
    await scene.heading(t("request-title"));
    await this.press("button", /^Continue to/);
    await this.press("button", "Collect my voting pass");
  }

  /** What has the focus, in the page's own letters. */
  where() {
    return this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? "nothing");
  }

  /** Whether what has the focus, or the frame drawn round it, bears an outline. */
  focusIsSeen() {
    return this.page.evaluate(() => {
      const focused = document.activeElement;
      // Past the last stop the focus is in the browser's own frame.
      if (focused === null || focused === document.body) return true;
      return [focused, focused.closest(".choice")].some((element) => {
        if (element === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
    });
  }
}

/** A node of Chromium's accessibility tree. @typedef {{ role: string, name: string, focused: boolean, [property: string]: unknown }} Heard */

/** What a screen reader is given, read through Chromium's accessibility tree. */
export class ScreenReader {
  /** @param {import("./chromium.js").Visitor} visitor */
  constructor({ page, devtools }) {
    this.page = page;
    this.devtools = devtools;
  }

  /** @returns {Promise<Heard[]>} in the page's order */
  async all() {
    const { nodes } = await this.devtools.send("Accessibility.getFullAXTree");
    // The answer has them level by level.
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    /** @param {typeof nodes[number]} node @returns {typeof nodes} */
    const inOrder = (node) => [node, ...(node.childIds ?? []).flatMap((id) => inOrder(byId.get(id) ?? { ...node, ignored: true, childIds: [] }))];
    return nodes.slice(0, 1).flatMap(inOrder).filter((node) => !node.ignored).map((node) => {
      const properties = Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));
      return { focused: false, ...properties, role: String(node.role?.value), name: String(node.name?.value ?? "").trim(), description: node.description?.value, value: node.value?.value };
    });
  }

  /** The only node of this role and name. @param {string} role @param {string} name @returns {Promise<Heard>} */
  async only(role, name) {
    const found = (await this.all()).filter((node) => node.role === role && node.name === name);
    assert.equal(found.length, 1, `one ${role} called ${JSON.stringify(name)}`);
    return /** @type {Heard} */ (found[0]);
  }

  /** What is told of the one text field of this name. @param {string} name */
  async field(name) {
    const { required, invalid, description } = await this.only("textbox", name);
    return { required, invalid, description: String(description ?? "") };
  }

  /** Nothing to act on lacks a name, and the window is called after the page. */
  async isNamed() {
    const nodes = await this.all();
    assert.deepEqual(nodes.filter(({ role, name }) => ACTS.includes(role) && name === ""), [], "everything to act on has a name");
    const [heading] = nodes.filter(({ role, level }) => role === "heading" && level === 1);
    const title = (await this.page.title()).replace(`${wordsOf("en", "common")("title-refused")} `, "");
    assert.ok(heading && title.startsWith(heading.name), `${title} begins with ${heading?.name}`);
  }

  /** The page's parts and headings, in order: what a reader jumps between. @returns {Promise<string[]>} */
  async outline() {
    // A form is a landmark only if it has a name.
    const parts = (await this.all()).filter(({ role, name }) => role === "heading" || (LANDMARKS.includes(role) && (role !== "form" || name !== "")));
    return parts.map(({ role, name, level }) => `${role}${role === "heading" ? ` ${level}` : ""}${name && `: ${name}`}`);
  }

  /** A new page has the focus, so that reading begins there, and nothing to act on lacks a name. */
  async arrivesAt(/** @type {string} */ title) {
    await this.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
    const nodes = await this.all();
    const main = nodes.filter(({ role, level }) => role === "heading" && level === 1);
    assert.deepEqual(main.map(({ name, focused }) => ({ name, focused })), [{ name: title, focused: true }]);
    assert.deepEqual(nodes.filter(({ role, name }) => ACTS.includes(role) && name === ""), [], "everything to act on has a name");
    assert.ok((await this.page.title()).startsWith(title), "the window is called after the page");
  }

  /** Waits until this is announced. @param {string} text */
  async announces(text) {
    await this.page.locator("[role=status], [role=alert]", { hasText: text }).first().waitFor({ state: "attached" });
    // Spoken only if the tree has it too.
    const { nodes } = await this.devtools.send("Accessibility.getFullAXTree");
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    /** @param {typeof nodes[number] | undefined} node @returns {string} */
    const read = (node) => [String(node?.name?.value ?? ""), ...(node?.childIds ?? []).map((id) => read(byId.get(id)))].join(" ");
    const isLive = (/** @type {typeof nodes[number]} */ node) => ["status", "alert"].includes(String(node.role?.value));
    assert.ok(nodes.some((node) => !node.ignored && isLive(node) && read(node).includes(text)), `${JSON.stringify(text)} stands in a live part of the tree`);
  }
}

const ACTS = ["button", "link", "radio", "checkbox", "textbox", "spinbutton", "searchbox", "combobox", "progressbar"];
const LANDMARKS = ["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"];
