/** A proxy between browser and service that lets everything through, except where a test tells it to be hostile. */

import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { setTimeout as rest } from "node:timers/promises";

/** @typedef {{ status: number, headers: { [name: string]: string | string[] | undefined }, body: Buffer }} Answer */
/** What is done with an exchange; it must end in `reply` or `drop`. @typedef {(exchange: Exchange) => Promise<void> | void} Deed */

/** One request, and the ways to deal with it. */
export class Exchange {
  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   * @param {Buffer} body
   * @param {{ host: string, port: number }} target
   */
  constructor(request, response, body, target) {
    this.request = request;
    this.response = response;
    this.body = body;
    this.target = target;
  }

  /**
   * Hands the request to the service.
   * @param {string} [path] another one than was asked for
   * @param {string} [coding] what may come back; plain text is what most deeds alter
   * @returns {Promise<Answer>}
   */
  forward(path = this.request.url, coding = "identity") {
    const { method, headers } = this.request;
    const plain = { ...headers, "accept-encoding": coding };
    return new Promise((resolve, reject) => {
      const onward = send({ ...this.target, method, path, headers: plain, agent: false }, async (answer) => {
        const parts = [];
        for await (const part of answer) parts.push(part);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) });
      });
      onward.once("error", reject);
      onward.end(this.body);
    });
  }

  /** Hands the request to the service, and on whatever comes, as it comes: for an answer without an end. */
  pass() {
    const { method, url: path, headers } = this.request;
    const onward = send({ ...this.target, method, path, headers, agent: false }, (answer) => {
      this.response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(this.response);
    });
    onward.once("error", () => this.drop());
    this.response.once("close", () => onward.destroy());
    onward.end(this.body);
  }

  /** @param {Answer} answer */
  reply({ status, headers, body }) {
    const { "transfer-encoding": _, connection: __, ...kept } = headers;
    this.response.writeHead(status, { ...kept, "content-length": body.length });
    this.response.end(body);
  }

  /** Cuts the connection. Chromium may then repeat a request by itself once, so a loss must last to be seen. */
  drop() {
    this.request.socket.destroy();
  }
}

/** The request never arrives. @type {Deed} */
export const swallow = (exchange) => exchange.drop();

/** The request arrives; its answer is lost. @type {Deed} */
export const loseReply = async (exchange) => {
  await exchange.forward();
  exchange.drop();
};

/**
 * Every request arrives, and every answer is kept back until `release`; what comes later passes. `arrived` is when the
 * first one has arrived.
 */
export function hold() {
  /** @type {() => void} */ let release = () => {};
  /** @type {() => void} */ let tell = () => {};
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  const arrived = new Promise((resolve) => (tell = () => resolve(undefined)));
  /** @type {Deed} */
  const deed = async (exchange) => {
    const real = await exchange.forward();
    tell();
    await released;
    exchange.reply(real);
  };
  return { deed, arrived, release };
}

/** @param {number} status @param {string} body @param {{ [name: string]: string }} [headers] @returns {Deed} */
export const answer = (status, body, headers = {}) => (exchange) =>
  exchange.reply({ status, headers: { "content-type": "text/html", ...headers }, body: Buffer.from(body) });

/** Something before the service is overloaded. @type {Deed} */
export const busy = answer(503, "<h1>Try later</h1>", { "retry-after": "1" });

/** @param {(body: string, headers: Answer["headers"]) => string} change of the body; `headers` may be changed in place @returns {Deed} */
export const alter = (change) => async (exchange) => {
  // Neither is the browser told that what it has is as before, nor does it keep this for the time when all is honest again.
  delete exchange.request.headers["if-none-match"];
  const { headers: { etag: _, ...headers }, ...real } = await exchange.forward();
  exchange.reply({ ...real, headers, body: Buffer.from(change(real.body.toString(), headers)) });
};

/** @param {(document: any) => any} change @returns {Deed} */
export const alterJson = (change) => alter((body) => JSON.stringify(change(JSON.parse(body))));

/** As much as is taken, without an end. @type {Deed} */
export const flood = ({ response }) => endless(response, Buffer.alloc(65_536, "x"), 0);

/** A byte now and then, without an end. @type {Deed} */
export const trickle = ({ response }) => endless(response, Buffer.from("x"), 50);

/** Until the browser hangs up. @param {import("node:http").ServerResponse} response @param {Buffer} part @param {number} pause in milliseconds */
async function endless(response, part, pause) {
  response.writeHead(200, { "content-type": "text/plain" });
  while (!response.destroyed) {
    const taken = response.write(part);
    await Promise.race([once(response, "close"), taken ? rest(pause) : once(response, "drain")]);
  }
}

export class HostileProxy {
  /** Listens on a free port of loopback, where the service does, too; set `target` to its port before the first request. */
  static async open(host = "127.0.0.1") {
    const proxy = new HostileProxy(host);
    proxy.server.listen(0, host);
    await once(proxy.server, "listening");
    return proxy;
  }

  /** @param {string} host */
  constructor(host) {
    this.host = host;
    this.target = 0;
    /** @type {{ method: string, path: RegExp, deed: Deed, times: number }[]} */
    this.rules = [];
    /** @type {string[]} `METHOD path` of every request so far */
    this.seen = [];
    this.server = createServer((request, response) => void this.#handle(request, response));
    // The registrar keeps its connection to the ballot box.
    this.server.keepAliveTimeout = 120_000;
  }

  get port() {
    return /** @type {import("node:net").AddressInfo} */ (this.server.address()).port;
  }

  /**
   * From now on `deed` is done with what matches, `times` times or until it is called off; the newest rule comes first.
   * @param {string} method
   * @param {RegExp} path
   * @param {Deed} deed
   * @param {number} [times]
   * @returns {() => void} calls it off
   */
  meddle(method, path, deed, times = Infinity) {
    const rule = { method, path, deed, times };
    this.rules.unshift(rule);
    return () => void (rule.times = 0);
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #handle(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const exchange = new Exchange(request, response, Buffer.concat(parts), { host: this.host, port: this.target });
    const { method = "", url = "" } = request;
    this.seen.push(`${method} ${url}`);
    const rule = this.rules.find((one) => one.times > 0 && one.method === method && one.path.test(url));
    if (rule) rule.times--;
    try {
      if (rule) await rule.deed(exchange);
      else if (url.endsWith("/events")) exchange.pass();
      else exchange.reply(await exchange.forward(url, request.headers["accept-encoding"]));
    } catch {
      exchange.drop(); // the service has gone, or the browser has
    }
  }
}
