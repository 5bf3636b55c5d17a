/**
 * A bundle (docs/protocol.md section 9) that was saved as a file. It stays in a `Blob`, which browsers keep outside of the
 * page's memory, and is read in parts.
 */

import { chunksOf, largestNote } from "./audit_source.js";
import { Malformed } from "./bytes.js";

/** @import { Bytes } from "./bytes.js" */

/** What `Source` in `audit_source.js` asks for. */
export class Bundle {
  constructor() {
    /** @type {Map<string, Blob>} */
    this.files = new Map();
    /** @type {string[]} names that no file of a bundle has */
    this.unknown = [];
  }

  /** @param {string} name @param {Blob} content */
  add(name, content) {
    if (!NAME.test(name)) this.unknown.push(name);
    else if (this.files.has(name)) throw new Malformed(`has the file ${name} twice`);
    else this.files.set(name, content);
  }

  /** @param {string} name */
  has(name) {
    return this.files.has(name);
  }

  /** A small file, whole. @param {string} name of a file that is there @returns {Promise<Bytes>} */
  async read(name) {
    const blob = this.#part(name);
    if (blob.size > largestNote(name)) throw new Malformed(`is larger than ${largestNote(name)} bytes`);
    return bytesOf(blob);
  }

  /** The parts of a file that is there, one after the other. @param {string} name */
  parts(name) {
    return chunksOf(this.#part(name).stream());
  }

  /** Numbers of the notes in `assets`, `notices` or `results`, in order. @param {string} folder */
  numbered(folder) {
    const names = [...this.files.keys()].filter((name) => name.startsWith(`${folder}/`));
    return names.map((name) => Number(name.slice(folder.length + 1, -".note".length))).sort((a, b) => a - b);
  }

  /** @param {string} name */
  #part(name) {
    return this.files.get(name) ?? new Blob([]);
  }
}

/**
 * A tar file (POSIX ustar) of plain files and folders, and nothing that a bundle need not say.
 * @param {Blob} tar
 */
export async function openBundle(tar) {
  const files = new Bundle();
  let count = 0;
  for (let at = 0; ; count++) {
    const header = await bytesOf(tar.slice(at, at + BLOCK));
    at += BLOCK;
    if (header.length !== BLOCK) throw new Malformed("is no whole tar file: it breaks off");
    if (header.every((byte) => byte === 0)) {
      await checkEnd(tar.slice(at));
      return files;
    }
    const { name, size } = readHeader(header);
    if (at + size > tar.size || count >= MOST_FILES) throw new Malformed("is no whole tar file: it breaks off, or has too many files");
    if (!name.endsWith("/")) files.add(name, tar.slice(at, at + size));
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** @param {Blob} blob @returns {Promise<Bytes>} */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/** @param {Bytes} header */
function readHeader(header) {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (readNumber(header.subarray(148, 156)) !== sum) throw new Malformed("is no tar file: a header's checksum is wrong");
  const type = header[156];
  if (![0, 0x30, FOLDER].includes(type ?? -1) || header.subarray(345, 500).some((byte) => byte !== 0)) {
    throw new Malformed("has a tar entry that is neither a plain file nor a folder");
  }
  const name = textUpToZero(header.subarray(0, 100));
  if (/[^\x20-\x7e]/.test(name)) throw new Malformed("has a file name that is not ASCII");
  if (type === FOLDER) return { name: `${name.replace(/\/+$/, "")}/`, size: 0 };
  return { name: name.replace(/^\.\//, ""), size: readNumber(header.subarray(124, 136)) };
}

/** Octal digits, or GNU's binary form for sizes of 8 GiB and more. @param {Bytes} field */
function readNumber(field) {
  const digits = String.fromCharCode(...field).replace(/^[ \0]+|[ \0]+$/g, "");
  const value = field[0] === 0x80 ? field.slice(1).reduce((total, byte) => total * 256 + byte, 0) : Number.parseInt(digits, 8);
  if ((field[0] !== 0x80 && !/^[0-7]{1,12}$/.test(digits)) || !Number.isSafeInteger(value)) {
    throw new Malformed("is no tar file: a number in a header is not octal");
  }
  return value;
}

/** @param {Bytes} field */
const textUpToZero = (field) => String.fromCharCode(...field).split("\0")[0] ?? "";

/** @param {Blob} rest */
async function checkEnd(rest) {
  for (let at = 0; at < rest.size; at += WINDOW) {
    const part = await bytesOf(rest.slice(at, at + WINDOW));
    if (part.some((byte) => byte !== 0)) throw new Malformed("has bytes after its end");
  }
}

const BLOCK = 512;
const FOLDER = 0x35;
const MOST_FILES = 100_000;
const WINDOW = 1024 * 1024;
const NAME = /^(?:manifest\.note|issuance\.note|entries\.bin|ballots\.bin|checkpoint|(?:assets|notices|results)\/[1-9][0-9]{0,8}\.note)$/;
