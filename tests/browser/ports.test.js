/** Claims of ports: each is one process's, and ends with it, however that ends. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { it } from "node:test";

import { claim } from "./ports.js";

const PORTS = Array.from({ length: 40 }, (_, number) => 15_000 + number);
/** Says which it got, and lives on until it is killed. */
const RIVAL = `
  import { claim } from ${JSON.stringify(new URL("ports.js", import.meta.url).href)};
  process.stdin.once("data", () => console.log(JSON.stringify(${JSON.stringify(PORTS)}.filter((port) => claim(port, process.argv[1])))));
  console.log("ready");
`;

it("no two processes have one port, and what the dead have left is taken over", async () => {
  const folder = mkdtempSync(join(tmpdir(), "psephos-claims-"));
  const claimed = () => readdirSync(folder).length;
  // Of a process that died, and of one whose number was given again; the last port is nobody's wish.
  for (const port of [...PORTS, 15_999]) for (const owner of ["4194305.1", `${process.pid}.1`]) writeFileSync(join(folder, `${port}.${owner}`), "");
  const rivals = Array.from({ length: 6 }, () => {
    const rival = spawn(process.execPath, ["--input-type=module", "-e", RIVAL, folder], { stdio: ["pipe", "pipe", "inherit"] });
    return { rival, lines: createInterface({ input: rival.stdout })[Symbol.asyncIterator]() };
  });
  try {
    for (const { lines } of rivals) assert.equal((await lines.next()).value, "ready");
    for (const { rival } of rivals) rival.stdin.write("go\n");
    const won = [];
    for (const { lines } of rivals) won.push(...JSON.parse((await lines.next()).value));
    assert.equal(new Set(won).size, won.length, `${won}`);
    assert.equal(claimed(), won.length, "a file for each that somebody has, and no other");
    for (const port of PORTS) assert.equal(claim(port, folder), !won.includes(port), `${port}`);
    for (const port of PORTS) assert.ok(!claim(port, folder), `${port} is given once, also to one process`);
    for (const { rival } of rivals) {
      rival.kill("SIGKILL");
      await once(rival, "exit");
    }
    for (const port of won) assert.ok(claim(port, folder), `${port}`);
    assert.equal(claimed(), PORTS.length);
  } finally {
    for (const { rival } of rivals) rival.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});
