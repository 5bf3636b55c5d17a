/**
 * Building pages from elements and text only: no markup is ever parsed, so no word of a poll can become a tag.
 */

/** @typedef {Node | string | undefined | null | false | Child[]} Child */
/** @typedef {{ [name: string]: string | number | boolean | undefined | ((event: any) => void) }} Attributes */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes] a function is a listener (`onclick`), true an empty attribute, false or undefined none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (name.startsWith("on") || name === "style") throw new TypeError(`${name} is not for texts`);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {Node} parent
 * @param {Child[]} children
 */
function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child) parent.appendChild(document.createTextNode(child));
  }
}

/**
 * A button that is an act of this page, never a form's submission.
 * @param {string} text
 * @param {(event: MouseEvent) => unknown} onclick
 * @param {string} [kind] its class
 * @param {Attributes} [attributes]
 */
export const button = (text, onclick, kind = "button", attributes = {}) =>
  el("button", { type: "button", class: kind, onclick: (event) => void onclick(event), ...attributes }, text);

/** @param {...Child} children */
export const actions = (...children) => el("div", { class: "actions" }, ...children);

/**
 * @param {"good" | "bad" | "warn" | "plain"} kind
 * @param {string} title
 * @param {...Child} children
 */
export const notice = (kind, title, ...children) =>
  el("div", { class: kind === "plain" ? "notice" : `notice notice-${kind}` }, title && el("h2", {}, title), ...children.map(paragraph));

/** Something to unfold. @param {string} summary @param {...Child} children */
export const details = (summary, ...children) => el("details", {}, el("summary", {}, summary), ...children.map(paragraph));

/** @param {...[string, Child]} rows a row whose value is empty is left out */
export const facts = (...rows) =>
  el("dl", { class: "facts" }, ...rows.flatMap(([term, value]) => (value ? [el("dt", {}, term), el("dd", {}, value)] : [])));

/** A code in groups that do not break. @param {string} code @param {string} [id] */
export const codeBlock = (code, id) =>
  el("p", { class: "code", ...(id && { id }) }, ...code.split("-").flatMap((group, i) => [i > 0 ? "-" : "", el("span", {}, group)]));

/** A link on a line of its own. @param {string} href @param {string} text */
export const link = (href, text) => el("a", { href, class: "alone" }, text);

/**
 * Text of a poll within a line.
 * @param {import("./language.js").Text} text
 */
export const span = ({ text, lang }) => el("span", { lang, dir: "auto" }, text);

/**
 * Lets the voter save a file that is made here.
 * @param {string} name
 * @param {string} text
 */
export function saveFile(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Spoken by a screen reader, not shown. @param {string} text */
export function announce(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

/** @param {Child} child */
const paragraph = (child) => (typeof child === "string" && child ? el("p", {}, child) : child);
