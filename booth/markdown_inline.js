/**
 * Markdown within a line: emphasis, code, links, breaks.
 */

import { el } from "./dom.js";

/**
 * @param {string} text
 * @param {number} [depth] of emphasis within emphasis
 * @returns {(Node | string)[]}
 */
export function inline(text, depth = 0) {
  /** @type {(Node | string)[]} */
  const found = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const mark = depth < DEEPEST && SPECIAL.test(text[at] ?? "") ? readMark(text, at, depth) : undefined;
    if (mark === undefined) plain += text[at++];
    else {
      if (typeof mark.made === "string") plain += mark.made;
      else found.push(plain, mark.made);
      if (typeof mark.made !== "string") plain = "";
      at += mark.length;
    }
  }
  found.push(plain);
  return found.filter((part) => part !== "");
}

/**
 * @param {string} text
 * @param {number} at
 * @param {number} depth
 * @returns {{ made: Node | string, length: number } | undefined}
 */
function readMark(text, at, depth) {
  for (const [pattern, make] of MARKS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const made = make(match, depth, text);
    if (made !== undefined) return { made, length: match[0].length };
  }
  return undefined;
}

/** Of an address that is refused the words are left. @param {string} address @param {(Node | string)[]} children */
const link = (address, children) => el("a", ADDRESS.test(address) ? { href: address, rel: "noopener noreferrer nofollow" } : {}, ...children);

/** `_` within a word is a letter. @param {RegExpExecArray} match @param {string} text */
const withinWord = ({ 0: whole, 1: mark, index }, text) =>
  mark?.[0] === "_" && (/[\p{L}\p{N}]/u.test(text[index - 1] ?? "") || /[\p{L}\p{N}]/u.test(text[index + whole.length] ?? ""));

/**
 * Tried in this order. Every search is bounded, so that no text takes long.
 * @type {[RegExp, (match: RegExpExecArray, depth: number, text: string) => Node | string | undefined][]}
 */
const MARKS = [
  [/\\\n|(?: {2,})\n/y, () => el("br")],
  [/\\([!-/:-@[-\x60{-~])/y, ([, letter = ""]) => letter],
  [/(\x60{1,3})(?!\x60)([^]{1,1000}?)(?<!\x60)\1(?!\x60)/y, ([, , code = ""]) => el("code", {}, code.replace(/\n/g, " "))],
  [/!\[[^\]]{0,1000}\]\([^)\n]{0,1000}\)/y, () => ""],
  [
    /\[((?:[^[\]\\]|\\.){1,1000})\]\(<?((?:[^\s<>()]|\([^\s<>()]{0,1000}\)){1,1000})>?(?: +"[^"\n]{0,500}")?\)/y,
    ([, label = "", address = ""], depth) => link(address, inline(label, depth + 1)),
  ],
  [/<((?:https?|mailto):[^\s<>]{1,1000})>/y, ([, address = ""]) => link(address, [address])],
  [/(\*\*|__)(?=\S)([^]{1,2000}?\S?)\1(?![*_])/y, (match, depth, text) => (withinWord(match, text) ? undefined : el("strong", {}, ...inline(match[2] ?? "", depth + 1)))],
  [/([*_])(?=\S)(?!\1)([^]{0,2000}?\S)\1(?!\1)/y, (match, depth, text) => (withinWord(match, text) ? undefined : el("em", {}, ...inline(match[2] ?? "", depth + 1)))],
  [/~~(?=\S)([^]{0,2000}?\S)~~/y, ([, struck = ""], depth) => el("del", {}, ...inline(struck, depth + 1))],
  [/&(amp|lt|gt|quot|nbsp|#39);/y, ([, name = ""]) => ENTITIES[name]],
];

const SPECIAL = /[\\ \x60![<*_~&]/;
const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s]+$/i;
/** @type {{ [name: string]: string }} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", "#39": "'" };
const DEEPEST = 8;
