/** Registrar and ballot box as real processes, each behind a proxy: what the manifest names are the proxies' ports. */

import { spawn } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { signerOf } from "../../booth/test/fixtures.js";
import { PSEPHOS } from "./demo.js";
import { freePort } from "./ports.js";
import { HostileProxy } from "./proxy.js";
import { until } from "./until.js";

/**
 * `signers` hold the services' own keys, for what only a service that has turned hostile could say. `direct` is the ballot
 * box past its proxy: what it says there is the truth.
 * @typedef {Awaited<ReturnType<typeof startServices>>} Services
 */

/**
 * Starts both; `stop` ends them and removes their folder.
 * @param {string} [further] lines of the ballot box's configuration
 * @param {"127.0.0.1" | "::1"} [host] where the ballot box is reached
 */
export async function startServices(further = "", host = "127.0.0.1") {
  const folder = await mkdtemp(join(tmpdir(), "psephos-hostile-"));
  const proxies = { registrar: await HostileProxy.open(), ballotBox: await HostileProxy.open(host) };
  const names = { registrar: `localhost:${proxies.registrar.port}`, ballotBox: `${host === "::1" ? "[::1]" : host}:${proxies.ballotBox.port}` };
  const ports = { registrar: await freePort(), ballotBox: await freePort() };
  proxies.registrar.target = ports.registrar;
  proxies.ballotBox.target = ports.ballotBox;

  const keygen = (/** @type {string} */ service, /** @type {string} */ name) =>
    psephos([service, "keygen", "--name", name, "--out", join(folder, `${service}.key`)]);
  const keys = { registrar: await keygen("registrar", names.registrar), ballotBox: await keygen("ballot-box", names.ballotBox) };
  const common = (/** @type {string} */ service, /** @type {string} */ name, /** @type {number} */ port) =>
    `name = "${name}"\nlisten = ["127.0.0.1:${port}", "[::1]:${port}"]\ndatabase_url = "${service}.sqlite"\n` +
    `service_key_file = "${service}.key"\nstate_dir = "${service}-state"\n`;
  const configs = {
    registrar:
      common("registrar", names.registrar, ports.registrar) +
      `key_encryption_key_file = "registrar.key.kek"\n[ballot_box]\nname = "${names.ballotBox}"\nkey = "${keys.ballotBox}"\n` +
      `[mail]\nfrom = "tests@example.org"\noutbox = "outbox"\n`,
    "ballot-box":
      common("ballot-box", names.ballotBox, ports.ballotBox) +
      `[[registrars]]\nname = "${names.registrar}"\nkey = "${keys.registrar}"\n${further}`,
  };
  for (const [service, config] of Object.entries(configs)) await writeFile(join(folder, `${service}.toml`), config);
  const person = { email: "voter@example.org", password: "pebbles in an urn" };
  const created = await psephos(["registrar", "create-admin", "--config", join(folder, "registrar.toml"), "--email", person.email], person.password);
  const totp_secret = /[?&]secret=([A-Z2-7]+)/.exec(created)?.[1] ?? "";

  const processes = Object.keys(configs).map((service) =>
    spawn(PSEPHOS, [service, "serve", "--config", join(folder, `${service}.toml`)], { stdio: ["ignore", "ignore", "pipe"] }),
  );
  const stop = async () => {
    for (const one of processes) if (one.exitCode === null && one.kill("SIGINT")) await once(one, "exit");
    await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
    await rm(folder, { recursive: true });
  };
  await Promise.all(Object.values(ports).map(ready));
  return {
    registrar: `http://${names.registrar}`,
    ballot_box: `http://${names.ballotBox}`,
    direct: `http://127.0.0.1:${ports.ballotBox}`,
    admin: { ...person, totp_secret },
    outbox: join(folder, "outbox"),
    proxies,
    signers: {
      registrar: await signerFrom(join(folder, "registrar.key"), names.registrar),
      ballotBox: await signerFrom(join(folder, "ballot-box.key"), names.ballotBox),
    },
    stop,
  };
}

/**
 * Runs a command to its end.
 * @param {string[]} args
 * @param {string} [input]
 * @returns {Promise<string>} its output, trimmed
 */
export async function psephos(args, input = "") {
  // Who reads nothing may have ended before it could be written to.
  const child = spawn(PSEPHOS, args, { stdio: [input ? "pipe" : "ignore", "pipe", "inherit"] });
  if (input) child.stdin?.end(`${input}\n`);
  let output = "";
  child.stdout?.on("data", (part) => (output += part));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`psephos ${args.join(" ")} has ended with ${code}`);
  return output.trim();
}

/** @param {number} port */
const ready = (port) =>
  until(`the service on port ${port} is ready`, async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok);

/** The seed is the last 32 bytes of what stands last in the file, in either service's form. @param {string} file @param {string} name */
async function signerFrom(file, name) {
  const typed = (await readFile(file, "utf8")).trim().replace(/^PRIVATE\+KEY\+[^+]+\+[^+]+\+/, "");
  const seed = Buffer.from(typed, "base64").subarray(-32);
  const key = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  return signerOf(name, createPrivateKey({ key, format: "der", type: "pkcs8" }));
}
