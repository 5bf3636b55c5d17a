/** Ports of loopback, each for one process of the tests at a time. */

import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Below the range that the kernel hands to outgoing connections, and beside that of the Rust tests (tests/src/ports.rs). */
const [FIRST, NUMBER] = [15_000, 8_500];
/** Of all tests of this user. */
const FOLDER = join(tmpdir(), `psephos-browser-ports-${process.getuid?.() ?? 0}`);

/** The claims of this process. @type {string[]} */
const owned = [];
process.once("exit", () => owned.forEach((file) => rmSync(file, { force: true })));

/** A port that stays free until a service listens; no other test gets it before this process ends. */
export async function freePort() {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * NUMBER);
    if (!claim(port)) continue;
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch {
      continue;
    }
    server.close();
    await once(server, "close");
    return port;
  }
}

/**
 * Whether nobody has it yet. Each claim is a file named after its owner, made before the others are looked for: of two who want
 * one port at the same time one sees the other, or each does and neither gets it. What the dead have left is taken away by its
 * name, which no living one has.
 * @param {number} port
 */
export function claim(port, folder = FOLDER) {
  mkdirSync(folder, { recursive: true });
  const own = `${port}.${process.pid}.${startOf(process.pid)}`;
  try {
    writeFileSync(join(folder, own), "", { flag: "wx" });
  } catch {
    return false;
  }
  let isFree = true;
  for (const other of readdirSync(folder)) {
    const [claimed, pid, start] = other.split(".");
    if (startOf(Number(pid)) !== start) rmSync(join(folder, other), { force: true });
    else if (other !== own && claimed === `${port}`) isFree = false;
  }
  if (isFree) owned.push(join(folder, own));
  else rmSync(join(folder, own), { force: true });
  return isFree;
}

/** When a living process was started, in ticks of Linux since the machine was, for numbers are given again; undefined of a dead one. @param {number} pid */
function startOf(pid) {
  try {
    const [state, ...more] = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return state === "Z" || state === "X" ? undefined : more[18];
  } catch {
    return undefined;
  }
}
