/** `psephos audit-site` against the real ballot box, honest and not. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";

import { Admin, PSEPHOS } from "./demo.js";
import { alter } from "./proxy.js";
import { startServices } from "./services.js";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

describe("psephos audit-site", { concurrency: 1 }, () => {
  /** @type {import("./services.js").Services} */ let services;
  /** @type {string} */ let address;

  before(async () => {
    services = await startServices();
    const admin = await Admin.signIn(services);
    address = `${services.ballot_box}/polls/${await admin.publish("Audited")}`;
  });
  after(() => services?.stop());

  /** @param {...string} args */
  const audit = async (...args) => {
    const child = spawn(PSEPHOS, ["audit-site", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
    const [code] = await once(child, "close");
    return { code, said };
  };

  it("finds an honest site as published, and as in this checkout", async () => {
    const { code, said } = await audit(address, "--checkout", CHECKOUT);
    assert.equal(code, 0, said);
  });

  /** @type {{ [fault: string]: { path: RegExp, deed: import("./proxy.js").Deed, said: RegExp } }} */
  const faults = {
    "a module with a line more": { path: /\/booth\/main\.js$/, deed: alter((module) => `${module}steal();\n`), said: /main\.js: what is served \(identity\)/ },
    "a module altered only where it is compressed": {
      path: /\/booth\/main\.js$/,
      deed: async (exchange) => {
        const real = await exchange.forward(exchange.request.url, exchange.request.headers["accept-encoding"]);
        const body = real.headers["content-encoding"] === "br" ? brotliCompressSync(Buffer.concat([brotliDecompressSync(real.body), Buffer.from("steal();\n")])) : real.body;
        exchange.reply({ ...real, body });
      },
      said: /main\.js: what is served \(br\)/,
    },
    "a page that loads something else": { path: /\/booth$/, deed: alter((page) => page.replace("</head>", '<script src="https://evil.example/x.js"></script></head>')), said: /\/booth: what is served \(as a browser asks\)/ },
    "a page with a weaker policy": {
      path: /\/booth$/,
      deed: alter((page, headers) => {
        headers["content-security-policy"] = String(headers["content-security-policy"]).replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
        return page;
      }),
      said: /another Content-Security-Policy/,
    },
    "fewer entries in the log than were signed": { path: /\/entries$/, deed: alter(() => ""), said: /shows fewer entries than the/ },
  };
  for (const [fault, { path, deed, said: expected }] of Object.entries(faults)) {
    it(`tells of ${fault}`, async () => {
      const honest = services.proxies.ballotBox.meddle("GET", path, deed);
      const { code, said } = await audit(address);
      honest();
      assert.match(said, expected);
      assert.equal(code, 1);
    });
  }

  it("says so when it could not be done", async () => {
    const { code, said } = await audit(`${services.ballot_box}/polls/${"0".repeat(64)}`);
    assert.equal(code, 2);
    assert.match(said, /could not be done/);
  });
});
