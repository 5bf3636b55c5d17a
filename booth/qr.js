/**
 * QR codes (ISO/IEC 18004): byte mode, error correction level M, versions 1 to 13, drawn as SVG. For public addresses
 * only; a voting pass never goes into one.
 */

import { utf8 } from "./bytes.js";

/**
 * @param {string} text at most 331 bytes
 * @param {string} label what a screen reader says in the picture's place
 */
export function qrPicture(text, label) {
  const modules = qrModules(text);
  const size = modules.length + 2 * QUIET;
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : []))).join("");
  const svg = shape("svg", { viewBox: `0 0 ${size} ${size}`, width: "176", height: "176", class: "qr", role: "img", "aria-label": label });
  svg.append(shape("rect", { width: String(size), height: String(size), fill: "#fff" }), shape("path", { d: path, fill: "#000" }));
  return svg;
}

/**
 * @param {string} text
 * @returns {boolean[][]} rows of modules, true for dark
 */
export function qrModules(text) {
  const bytes = utf8(text);
  const version = VERSIONS.findIndex(([total = 0, check = 0, blocks = 0], i) => i > 0 && bytes.length + (i < 10 ? 2 : 3) <= total - check * blocks);
  if (version < 0) throw new RangeError("too long for a QR code");
  const symbol = new QrSymbol(version);
  symbol.drawFixed();
  symbol.drawData(withCorrection(codewords(bytes, version), version));
  const candidates = MASKS.map((_, mask) => symbol.masked(mask));
  const [best] = candidates.map((rows) => ({ rows, penalty: penalty(rows) })).sort((a, b) => a.penalty - b.penalty);
  return best?.rows ?? [];
}

/** The modules of a symbol while it is drawn. */
class QrSymbol {
  /** @param {number} version */
  constructor(version) {
    this.version = version;
    this.size = 17 + 4 * version;
    this.dark = Array.from({ length: this.size }, () => Array(this.size).fill(false));
    /** Modules that hold no data. */
    this.fixed = Array.from({ length: this.size }, () => Array(this.size).fill(false));
  }

  /** @param {number} x @param {number} y @param {boolean} dark */
  set(x, y, dark) {
    const [row, fixed] = [this.dark[y], this.fixed[y]];
    if (row === undefined || fixed === undefined || x < 0 || x >= this.size) return;
    row[x] = dark;
    fixed[x] = true;
  }

  /** Finders with separators, timing, alignment, room for format and version. */
  drawFixed() {
    const { size, version } = this;
    for (let i = 0; i < size; i++) {
      this.set(6, i, i % 2 === 0);
      this.set(i, 6, i % 2 === 0);
    }
    for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) this.ring(cx ?? 0, cy ?? 0, 4, [0, 1, 3]);
    const places = alignment(version);
    for (const x of places) {
      for (const y of places) {
        const corner = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
        if (!corner) this.ring(x, y, 2, [0, 2]);
      }
    }
    this.format(0);
    if (version >= 7) {
      const bits = (version << 12) | remainder(version, 12, 0x1f25);
      for (let i = 0; i < 18; i++) {
        const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
        this.set(a, b, ((bits >> i) & 1) === 1);
        this.set(b, a, ((bits >> i) & 1) === 1);
      }
    }
  }

  /** Squares round a centre; those at the given distances are dark. @param {number} cx @param {number} cy @param {number} reach @param {number[]} dark */
  ring(cx, cy, reach, dark) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) this.set(cx + dx, cy + dy, dark.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }

  /** Error correction level M is 00. @param {number} mask */
  format(mask) {
    const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
    const { size } = this;
    for (let i = 0; i < 15; i++) {
      const dark = ((bits >> i) & 1) === 1;
      this.set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
      this.set(i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, dark);
    }
    this.set(8, size - 8, true);
  }

  /** Two columns at a time, from the right, up and down. @param {number[]} words */
  drawData(words) {
    let bit = 0;
    for (let right = this.size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let i = 0; i < this.size; i++) {
        const y = ((right + 1) & 2) === 0 ? this.size - 1 - i : i;
        for (const x of [right, right - 1]) {
          const row = this.dark[y];
          if (row === undefined || this.fixed[y]?.[x]) continue;
          row[x] = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
          bit++;
        }
      }
    }
  }

  /** @param {number} mask @returns {boolean[][]} */
  masked(mask) {
    const flips = MASKS[mask];
    this.format(mask);
    return this.dark.map((row, y) => row.map((dark, x) => (this.fixed[y]?.[x] || !flips?.(x, y) ? dark : !dark)));
  }
}

/** Mode, length, bytes, end, padding. @param {Uint8Array} bytes @param {number} version */
function codewords(bytes, version) {
  const [total = 0, check = 0, blocks = 0] = VERSIONS[version] ?? [];
  const length = version < 10 ? [bytes.length] : [bytes.length >> 8, bytes.length & 255];
  // Mode 0100, so that every byte stands half a byte later.
  const shifted = [4, ...length.flatMap(halves), ...[...bytes].flatMap(halves), 0];
  const words = [];
  for (let i = 0; i < shifted.length; i += 2) words.push(((shifted[i] ?? 0) << 4) | (shifted[i + 1] ?? 0));
  for (let pad = 0xec; words.length < total - check * blocks; pad ^= 0xfd) words.push(pad);
  return words;
}

/** @param {number} byte */
const halves = (byte) => [byte >> 4, byte & 15];

/** Blocks with their Reed-Solomon codewords, interleaved. @param {number[]} data @param {number} version */
function withCorrection(data, version) {
  const [, check = 0, count = 1] = VERSIONS[version] ?? [];
  const short = Math.floor(data.length / count);
  const longFrom = count - (data.length % count);
  let at = 0;
  const blocks = Array.from({ length: count }, (_, i) => data.slice(at, (at += short + (i >= longFrom ? 1 : 0))));
  const corrections = blocks.map((block) => reedSolomon(block, check));
  const interleave = (/** @type {number[][]} */ lists, /** @type {number} */ length) =>
    Array.from({ length }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat();
  return [...interleave(blocks, short + 1), ...interleave(corrections, check)];
}

/** The remainder of the block by the generator, over GF(256) with 0x11d. @param {number[]} block @param {number} check */
function reedSolomon(block, check) {
  const generator = Array(check).fill(0);
  generator[check - 1] = 1;
  for (let i = 0, root = 1; i < check; i++, root = multiply(root, 2)) {
    for (let j = 0; j < check; j++) generator[j] = multiply(generator[j], root) ^ (generator[j + 1] ?? 0);
  }
  const rest = Array(check).fill(0);
  for (const word of block) {
    const factor = word ^ rest.shift();
    rest.push(0);
    for (let j = 0; j < check; j++) rest[j] ^= multiply(generator[j], factor);
  }
  return rest;
}

/** @param {number} a @param {number} b */
function multiply(a, b) {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> i) & 1) * a;
  }
  return product;
}

/** Of `value * 2^bits` by the generator, over GF(2). @param {number} value @param {number} bits @param {number} generator */
function remainder(value, bits, generator) {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * generator);
  return rest;
}

/** @param {number} version */
function alignment(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => 10 + 4 * version - step * (count - 2 - i))];
}

/** The standard's four rules against what readers stumble over. @param {boolean[][]} rows */
function penalty(rows) {
  const size = rows.length;
  let points = 0;
  const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x] === true))].map((line) => line.map(Number).join(""));
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
    for (const finder of ["10111010000", "00001011101"]) for (let i = line.indexOf(finder); i >= 0; i = line.indexOf(finder, i + 1)) points += 40;
  }
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      const dark = rows[y]?.[x];
      if (dark === rows[y]?.[x - 1] && dark === rows[y - 1]?.[x] && dark === rows[y - 1]?.[x - 1]) points += 3;
    }
  }
  const share = lines.slice(0, size).join("").replaceAll("0", "").length / (size * size);
  return points + 10 * Math.floor(Math.abs(share * 100 - 50) / 5);
}

/** @param {string} tag @param {{ [name: string]: string }} attributes */
function shape(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** By version: codewords, correction codewords of a block, blocks (level M). */
const VERSIONS = [
  [], [26, 10, 1], [44, 16, 1], [70, 26, 1], [100, 18, 2], [134, 24, 2], [172, 16, 4], [196, 18, 4], [242, 22, 4], [292, 22, 5],
  [346, 26, 5], [404, 30, 5], [466, 22, 8], [532, 22, 9],
];
/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
const QUIET = 4;
