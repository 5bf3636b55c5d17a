/** The real demo, as a child process with a folder and ports of its own. */

import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { freePort } from "./ports.js";
import { until } from "./until.js";

/** The program under test. */
export const PSEPHOS = process.env["PSEPHOS"] ?? fileURLToPath(new URL("../../target/debug/psephos", import.meta.url));

/** Starts `psephos demo`; `stop` ends it and removes its folder. */
export async function startDemo() {
  const data = await mkdtemp(join(tmpdir(), "psephos-demo-"));
  const [registrarPort, ballotBoxPort] = [await freePort(), await freePort()];
  const ports = ["--registrar-port", `${registrarPort}`, "--ballot-box-port", `${ballotBoxPort}`];
  const process_ = spawn(PSEPHOS, ["demo", "--data", data, ...ports], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => process_.once("exit", resolve));
  let running = true;
  void ended.then(() => (running = false));
  const stop = async () => {
    process_.kill("SIGINT");
    await ended;
    await rm(data, { recursive: true });
  };
  const told = async () => {
    if (!running) throw new Error(`${PSEPHOS} demo has ended`);
    // Not there yet, or not whole.
    const text = await readFile(join(data, "demo.json"), "utf8").catch(() => "");
    return text.trimEnd().endsWith("}") && JSON.parse(text);
  };
  try {
    const demo = await until("the demo says where it is", told);
    return { ...demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Waits for the mail to `address` that holds a link to that path with a secret word after it, and returns the link.
 * @param {string} outbox
 * @param {string} address
 * @param {{ path?: string, before?: string, subject?: string }} [which] `before` stands between path and word, a regular expression
 */
export async function mailedLink(outbox, address, { path = "/verify", before = "\\?token=", subject = "" } = {}) {
  return until(`a mail with a link for ${address}`, async () => {
    for (const name of (await readdir(outbox)).filter((name) => name.endsWith(".eml"))) {
      const mail = (await readFile(join(outbox, name), "utf8").catch(() => "")).replaceAll("\r\n", "\n");
      const quoted = /^content-transfer-encoding: *quoted-printable/im.test(mail);
      const text = quoted ? mail.replaceAll("=\n", "").replaceAll("=3D", "=") : mail;
      const link = new RegExp(`https?:\\S+${path}${before}[\\w-]+`).exec(text);
      if (link && new RegExp(`^to:.*${address}`, "im").test(mail) && new RegExp(`^subject:.*${subject}`, "im").test(mail)) return link[0];
    }
    return undefined;
  });
}

/** Waits for a mail in which these words stand, and returns its HTML. @param {string} outbox @param {string} words */
export function mailedPage(outbox, words) {
  return until(`a mail that says ${words} in HTML`, async () => {
    for (const name of (await readdir(outbox)).filter((name) => name.endsWith(".eml"))) {
      const mail = (await readFile(join(outbox, name), "utf8").catch(() => "")).replaceAll("\r\n", "\n");
      const [, head = "", rest = ""] = /(\nContent-Type: text\/html[^]*?)\n\n([^]*)/i.exec(mail) ?? [];
      const part = rest.split(/\n--/)[0] ?? "";
      const unquoted = part.replaceAll("=\n", "").replaceAll(/(?:=[0-9A-F]{2})+/g, (octets) => Buffer.from(octets.replaceAll("=", ""), "hex").toString());
      const page = /quoted-printable/i.test(head) ? unquoted : /base64/i.test(head) ? Buffer.from(part, "base64").toString() : part;
      if (page.includes(words)) return page;
    }
    return undefined;
  });
}

/** The code that an authenticator app shows at a time in seconds since 1970 (RFC 6238). */
export function code(/** @type {string} */ secret, /** @type {number} */ at) {
  const bits = [...secret].map((digit) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digit).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30)));
  const mac = createHmac("sha1", key).update(step).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The registrar's JSON API in the name of the demo's admin. */
export class Admin {
  /** @param {{ registrar: string, ballot_box: string }} demo @param {string} token @param {number} usedAt a time of the code that was taken */
  constructor(demo, token, usedAt) {
    this.api = `${demo.registrar}/api/v1`;
    this.ballotBox = demo.ballot_box;
    this.token = token;
    this.usedAt = usedAt;
    /** The drafts that polls were made of. @type {Map<string, string>} */
    this.drafts = new Map();
  }

  /** A time, in seconds since 1970, of a code that is good now: none is taken twice. */
  get nextCodeAt() {
    return Math.max(Date.now() / 1000, this.usedAt + 30);
  }

  /** @param {{ registrar: string, ballot_box: string, admin: { email: string, password: string, totp_secret: string } }} demo */
  static async signIn(demo) {
    const headers = { "content-type": "application/json" };
    const { email, password, totp_secret } = demo.admin;
    for (const offset of [-30, 0, 30]) {
      const at = Date.now() / 1000 + offset;
      const totp = code(totp_secret, at);
      const body = JSON.stringify({ email, password, totp });
      const answer = await fetch(`${demo.registrar}/api/v1/sessions`, { method: "POST", headers, body });
      if (answer.ok) return new Admin(demo, (await answer.json()).token, at);
    }
    throw new Error("no code of the admin's was accepted");
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async send(method, path, body) {
    const headers = { authorization: `Bearer ${this.token}`, ...(body && { "content-type": "application/json" }) };
    const answer = await fetch(this.api + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.text();
  }

  /** @param {string} path @param {object} [body] */
  post(path, body) {
    return this.send("POST", path, body);
  }

  /**
   * Publishes a poll with one choice of one, one of up to two, open to everyone unless there are addresses for its roll.
   * @param {string} title
   * @param {object} [changes] to the draft
   * @param {string[]} [roll]
   * @returns {Promise<string>} its id
   */
  async publish(title, changes = {}, roll = []) {
    const name = await this.draft(title, changes, roll);
    const { poll } = JSON.parse(await this.post(`/polls/${name}/publish`));
    this.drafts.set(poll, name);
    return poll;
  }

  /** As far as the draft, whose name this is. @param {string} title @param {object} [changes] @param {string[]} [roll] */
  async draft(title, changes = {}, roll = []) {
    const [opens, closes] = [time(-1), time(24 * 3600)];
    const option = (/** @type {string} */ id, /** @type {string} */ title) => ({ id, title });
    const draft = {
      title,
      description: "Two questions, **one** ballot.",
      test: true,
      electorate: { kind: roll.length > 0 ? "roll" : "open" },
      issuance_opens: opens,
      issuance_closes: closes,
      voting_opens: opens,
      voting_closes: closes,
      results: "after_close",
      mix: 0,
      content_size: 256,
      questions: [
        {
          id: "chair",
          title: "Who shall take the chair?",
          kind: "choice",
          min: 1,
          max: 1,
          options: [option("ada", "Ada"), option("ben", "Ben")],
        },
        {
          id: "board",
          title: "Who shall join the board?",
          kind: "choice",
          min: 1,
          max: 2,
          seats: 2,
          options: [option("cleo", "Cleo"), option("dora", "Dora"), option("emil", "Emil")],
        },
      ],
      ...changes,
    };
    const { draft: name } = JSON.parse(await this.post("/polls", draft));
    for (const email of roll) await this.post(`/polls/${name}/roll/voters`, { email });
    return name;
  }

  /** Puts another address in the place of one on the roll. @param {string} poll @param {string} from @param {string} to */
  async correct(poll, from, to) {
    const roll = `/polls/${this.drafts.get(poll)}/roll`;
    const { voters } = JSON.parse(await this.send("GET", `${roll}?search=${from}`));
    await this.send("PATCH", `${roll}/voters/${voters[0].voter}`, { email: to });
  }

  /** Closes a test poll in a moment, and waits until it is counted. */
  async close(/** @type {string} */ poll) {
    await this.post(`/polls/${poll}/notices`, { kind: "close", voting_closes: time(5), reason: "Everybody has voted" });
    await this.#until(poll, "counted");
  }

  /** Cancels a poll, and waits until the ballot box knows. @param {string} poll @param {string} reason */
  async cancel(poll, reason) {
    await this.post(`/polls/${poll}/notices`, { kind: "cancel", reason });
    await this.#until(poll, "cancelled");
  }

  /** @param {string} poll @param {string} wanted */
  async #until(poll, wanted) {
    const isThere = async () => (await (await fetch(`${this.ballotBox}/api/v1/polls/${poll}`)).json()).phase === wanted;
    await until(`poll ${poll} is ${wanted}`, isThere);
  }
}

/** @param {number} seconds from now */
export const time = (seconds) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, "");
