/**
 * JSON as signed statements write it: one line, integers only, no key twice. `JSON.parse` would quietly keep the last
 * of two equal keys, and two readers of one signed text must never read two different things.
 *
 * Objects come back without a prototype, so that an option called `constructor` is only an option. The readers below
 * take a value and the place it stands, and return it typed, or throw `Malformed` with that place.
 */

import { Malformed } from "./bytes.js";

/** @typedef {null | boolean | number | string | Json[] | { [key: string]: Json }} Json */
/** @typedef {{ [field: string]: Json }} JsonObject */
/** @typedef {string | { [language: string]: string }} Words one text, or one for every language of the poll */

/**
 * @param {string} text
 * @returns {Json}
 */
export function parseStrictJson(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/**
 * An object with exactly these fields; optional ones may be absent.
 * @param {Json | undefined} value
 * @param {string} where
 * @param {string[]} required
 * @param {string[]} [optional]
 * @returns {JsonObject}
 */
export function object(value, where, required, optional = []) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Malformed(`${where}: not an object`);
  for (const field of required) if (!(field in value)) throw new Malformed(`${where}: ${field} is missing`);
  for (const field of Object.keys(value)) {
    if (!required.includes(field) && !optional.includes(field)) throw new Malformed(`${where}: unknown field ${field}`);
  }
  return value;
}

/**
 * @template T
 * @param {Json | undefined} value
 * @param {string} where
 * @param {(item: Json, where: string) => T} item
 * @param {number} min
 * @param {number} max
 * @returns {T[]}
 */
export function list(value, where, item, min, max) {
  if (!Array.isArray(value)) throw new Malformed(`${where}: not a list`);
  if (value.length < min || value.length > max) throw new Malformed(`${where}: ${value.length} items`);
  return value.map((entry, i) => item(entry, `${where}[${i}]`));
}

/** @param {Json | undefined} value @param {string} where */
export function string(value, where) {
  if (typeof value !== "string") throw new Malformed(`${where}: not a text`);
  return value;
}

/** @param {Json | undefined} value @param {string} where @param {boolean} [fallback] */
export function boolean(value, where, fallback) {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "boolean") throw new Malformed(`${where}: not true or false`);
  return value;
}

/**
 * @param {Json | undefined} value
 * @param {string} where
 * @param {number} min
 * @param {number} max
 */
export function integer(value, where, min, max) {
  if (typeof value !== "number" || value < min || value > max) throw new Malformed(`${where}: not from ${min} to ${max}`);
  return value;
}

/**
 * @template {string} T
 * @param {Json | undefined} value
 * @param {string} where
 * @param {readonly T[]} words
 * @param {T} [fallback]
 * @returns {T}
 */
export function oneOf(value, where, words, fallback) {
  if (value === undefined && fallback !== undefined) return fallback;
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Malformed(`${where}: not one of ${words.join(", ")}`);
  return found;
}

/** @param {Json | undefined} value @param {string} where */
export function identifier(value, where) {
  if (typeof value !== "string" || !/^[a-z0-9-]{1,32}$/.test(value)) throw new Malformed(`${where}: not an id`);
  return value;
}

/**
 * RFC 3339, UTC, whole seconds.
 * @param {Json | undefined} value
 * @param {string} where
 * @returns {Date}
 */
export function time(value, where) {
  const date = new Date(typeof value === "string" ? value : NaN);
  if (Number.isNaN(date.getTime()) || date < FIRST || date > LAST || date.toISOString().replace(".000Z", "Z") !== value) throw new Malformed(`${where}: not a time`);
  return date;
}

/**
 * @param {Json | undefined} value
 * @param {string} where
 * @param {string[]} languages
 * @returns {Words}
 */
export function words(value, where, languages) {
  if (typeof value === "string") return value;
  const texts = object(value, where, languages);
  return Object.fromEntries(languages.map((language) => [language, string(texts[language], `${where}.${language}`)]));
}

/**
 * @param {{ id: string }[]} items
 * @param {string} where
 */
export function uniqueIds(items, where) {
  if (new Set(items.map(({ id }) => id)).size !== items.length) throw new Malformed(`${where}: an id twice`);
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /**
   * @param {number} depth
   * @returns {Json}
   */
  value(depth) {
    if (depth > MAX_DEPTH) throw this.fault("nested too deeply");
    this.space();
    switch (this.text[this.at]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.word();
    }
  }

  /** @param {number} depth */
  object(depth) {
    /** @type {{ [key: string]: Json }} */
    const object = Object.create(null);
    this.at++;
    if (this.takes("}")) return object;
    do {
      this.space();
      const key = this.string();
      if (key in object) throw this.fault(`key ${key} twice`);
      if (!this.takes(":")) throw this.fault("expected a colon");
      object[key] = this.value(depth + 1);
    } while (this.takes(","));
    if (!this.takes("}")) throw this.fault("expected a comma or }");
    return object;
  }

  /** @param {number} depth */
  array(depth) {
    /** @type {Json[]} */
    const array = [];
    this.at++;
    if (this.takes("]")) return array;
    do array.push(this.value(depth + 1));
    while (this.takes(","));
    if (!this.takes("]")) throw this.fault("expected a comma or ]");
    return array;
  }

  string() {
    const raw = this.match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    if (raw === undefined) throw this.fault("expected a string");
    const string = /** @type {string} */ (JSON.parse(raw));
    if (LONE_SURROGATE.test(string)) throw this.fault("half a character");
    return string;
  }

  word() {
    const word = this.match(/-?(?:0|[1-9][0-9]*)(?![0-9.eE])|true|false|null/y);
    if (word === undefined) throw this.fault("expected a value");
    const value = /** @type {number | boolean | null} */ (JSON.parse(word));
    if (typeof value === "number" && (!Number.isSafeInteger(value) || Object.is(value, -0))) throw this.fault("no exact integer");
    return value;
  }

  end() {
    this.space();
    if (this.at !== this.text.length) throw this.fault("more text after the value");
  }

  /** @param {string} mark */
  takes(mark) {
    this.space();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  space() {
    while (this.text[this.at] === " " || this.text[this.at] === "\t") this.at++;
  }

  /** @param {RegExp} sticky */
  match(sticky) {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** @param {string} what */
  fault(what) {
    return new Malformed(`JSON, character ${this.at}: ${what}`);
  }
}

const MAX_DEPTH = 16;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Readers in some languages know no others. */
const FIRST = new Date("0001-01-01T00:00:00Z");
const LAST = new Date("9998-12-31T23:59:59Z");
