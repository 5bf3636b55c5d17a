/** The hand of whoever runs a service, in its database. */

import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Keeps everybody from writing into a database until what is returned is called.
 * @param {string} database @param {string} [change] a statement that is done first
 */
export async function lock(database, change = "") {
  const holder = spawn("/usr/bin/python3", ["-c", HOLD, database, change], { stdio: ["pipe", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  return async () => {
    holder.stdin.end();
    await once(holder, "exit");
  };
}

const HOLD = `import sqlite3, sys
held = sqlite3.connect(sys.argv[1], timeout=120)
if sys.argv[2]:
    held.execute(sys.argv[2])
    held.commit()
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()`;
