/**
 * Markdown of a poll's texts as elements: the subset that docs/booth.md lists. No markup is parsed and none is made from
 * strings, so whatever a text says, it stays text; addresses are http, https or mailto, and no image is ever loaded.
 */

import { el } from "./dom.js";
import { inline } from "./markdown_inline.js";

/** @import { Child } from "./dom.js" */

/**
 * @param {string} text
 * @returns {HTMLElement[]} one for each block
 */
export function blocks(text) {
  return readBlocks(text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), 0);
}

/**
 * @param {string[]} lines
 * @param {number} depth of quotes and lists
 * @returns {HTMLElement[]}
 */
function readBlocks(lines, depth) {
  const found = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const read = KINDS.find((kind) => kind.begins.test(line) && (kind.nests !== true || depth < DEEPEST));
    if (line.trim() === "") at++;
    else if (read !== undefined) {
      const end = read.end(lines, at);
      found.push(read.make(lines.slice(at, end), depth));
      at = end;
    } else {
      const end = paragraphEnd(lines, at);
      found.push(el("p", {}, ...inline(lines.slice(at, end).map((one) => one.trimStart()).join("\n").trimEnd())));
      at = end;
    }
  }
  return found;
}

/** @typedef {{ begins: RegExp, nests?: boolean, end: (lines: string[], at: number) => number, make: (lines: string[], depth: number) => HTMLElement }} Kind */

/** @param {(line: string) => boolean} belongs @returns {Kind["end"]} */
const asLongAs = (belongs) => (lines, at) => {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? "")) end++;
  return end;
};

const ITEM = /^ {0,3}(?:[-*+]|(\d{1,9})[.)]) +(?=\S)/;
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const FENCE = /^ {0,3}(\x60{3,}|~{3,})/;

/** @type {Kind[]} */
const KINDS = [
  {
    begins: FENCE,
    end: (lines, at) => {
      const fence = FENCE.exec(lines[at] ?? "")?.[1] ?? "";
      const last = lines.findIndex((line, i) => i > at && line.trim().startsWith(fence));
      return last < 0 ? lines.length : last + 1;
    },
    make: ([first = "", ...rest]) => {
      if (FENCE.exec(rest.at(-1) ?? "")?.[1]?.[0] === first.trim()[0]) rest.pop();
      return el("pre", { tabindex: 0 }, el("code", {}, rest.join("\n")));
    },
  },
  { begins: RULE, end: (_, at) => at + 1, make: () => el("hr") },
  {
    // A heading of a text is a strong line here: the page has headings of its own.
    begins: /^ {0,3}#{1,6} +\S/,
    end: (_, at) => at + 1,
    make: ([line = ""]) => el("p", { class: "subhead" }, el("strong", {}, ...inline(line.replace(/^ *#+ +/, "").replace(/ +#+ *$/, "")))),
  },
  {
    begins: /^ {0,3}>/,
    nests: true,
    end: asLongAs((line) => line.trim() !== ""),
    make: (lines, depth) => el("blockquote", {}, ...readBlocks(lines.map((line) => line.replace(/^ {0,3}> ?/, "")), depth + 1)),
  },
  {
    begins: ITEM,
    nests: true,
    end: (lines, at) => {
      let end = at + 1;
      const first = lines[at] ?? "";
      while (end < lines.length && !beginsAnother(first, lines[end] ?? "") && (ITEM.test(lines[end] ?? "") || /^ +\S/.test(lines[end] ?? "") || nextIsItem(lines, end))) end++;
      return end;
    },
    make: (lines, depth) => list(lines, depth),
  },
  {
    begins: /^ *\|.*\| *$/,
    end: asLongAs((line) => /^ *\|/.test(line)),
    make: (lines) => table(lines),
  },
];

/** Numbers after bullets, or bullets of another kind, are a list of their own. @param {string} first @param {string} line */
function beginsAnother(first, line) {
  const [one, other] = [ITEM.exec(first), ITEM.exec(line)];
  if (one === null || other === null || line.search(/\S/) >= one[0].length) return false;
  return one[0].trim().slice(-1) !== other[0].trim().slice(-1);
}

/** An empty line between two items, or within one, does not end the list. @param {string[]} lines @param {number} at */
const nextIsItem = (lines, at) => lines[at]?.trim() === "" && (ITEM.test(lines[at + 1] ?? "") || /^ {2,}\S/.test(lines[at + 1] ?? ""));

/** @param {string[]} lines @param {number} depth */
function list(lines, depth) {
  const [marker = "", number] = ITEM.exec(lines[0] ?? "") ?? [];
  const indent = marker.length;
  /** @type {string[][]} */
  const items = [];
  for (const line of lines) {
    const begins = ITEM.exec(line);
    if (begins && line.search(/\S/) < indent) items.push([line.slice(begins[0].length)]);
    else items.at(-1)?.push(line.slice(Math.min(indent, Math.max(0, line.search(/\S/)))));
  }
  const start = number !== undefined && Number(number) !== 1 ? Number(number) : undefined;
  return el(number === undefined ? "ul" : "ol", { start }, ...items.map((item) => el("li", {}, ...unwrapped(readBlocks(item, depth + 1)))));
}

/** An item of one paragraph needs none. @param {HTMLElement[]} item @returns {Child[]} */
const unwrapped = ([first, ...rest]) => (first?.tagName === "P" && !first.className ? [[...first.childNodes], rest] : [first, rest]);

/** @param {string[]} lines */
function table(lines) {
  const rows = lines.map((line) => line.trim().slice(1).replace(/\|$/, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")));
  const hasHead = rows[1]?.every((cell) => /^:?-+:?$/.test(cell)) === true;
  const [head = [], body] = hasHead ? [rows[0], rows.slice(2)] : [[], rows];
  const row = (/** @type {"th" | "td"} */ tag, /** @type {string[]} */ cells) =>
    el("tr", {}, ...cells.map((cell) => el(tag, tag === "th" ? { scope: "col" } : {}, ...inline(cell))));
  return el(
    "div",
    { class: "table-wrap", tabindex: 0 },
    el("table", { class: "table" }, hasHead && el("thead", {}, row("th", head)), el("tbody", {}, ...body.map((cells) => row("td", cells)))),
  );
}

/** @param {string[]} lines @param {number} at */
function paragraphEnd(lines, at) {
  const interrupts = (/** @type {string} */ line) => line.trim() === "" || KINDS.some(({ begins }) => begins.test(line));
  return asLongAs((line) => !interrupts(line))(lines, at);
}

/** Quotes within quotes and lists within lists, further in than anybody reads. */
const DEEPEST = 6;
