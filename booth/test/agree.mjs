/**
 * The check of the browser over elections that are known to be correct or spoilt: `agree.mjs FOLDER`, where FOLDER is what the
 * program `samples` of the crate `audit` wrote, and `audit-py/tests/agree.py` has left in `convicted.json` whom the two auditors
 * convict. Each election must end as expected, a spoilt one with the fault that it was given, and the same services must be
 * convicted: none where files were only changed or put together wrongly.
 */

import { readFileSync } from "node:fs";

import { openBundle } from "../audit_bundle.js";
import { auditElection } from "../audit_run.js";
import { Malformed } from "../bytes.js";

/** What is brought along is none of what it should be: the auditors refuse it before they begin, and no page brings such along. */
const NO_AUDIT = ["older-checkpoint-is-none", "receipt-is-none"];
/** @typedef {{ fault: string, innocent: boolean } | null} Spoil */

const folder = process.argv[2] ?? "";
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));

/** @param {string} name */
async function findings(name) {
  const known = read(`${name}.expected`);
  const placed = (/** @type {string[]} */ texts, /** @type {string} */ what) => texts.map((text, i) => ({ place: `${what} ${i + 1}`, text }));
  let bundle;
  try {
    bundle = await openBundle(new Blob([readFileSync(`${folder}/${name}.tar`)]));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { verdict: "faults", faults: ["bundle-malformed"], guilty: [] };
  }
  const report = await auditElection(bundle, {
    poll: known.poll ?? undefined,
    keys: known.keys,
    older: placed(known.since, "checkpoint"),
    receipts: placed(known.receipts, "receipt"),
    ...(known.now && { now: new Date(known.now) }),
  });
  const guilty = new Set(report.faults.flatMap(({ convicts }) => convicts ?? []));
  return { verdict: report.verdict, faults: [...report.counts.keys()], guilty: [...guilty].sort() };
}

/** By election; nothing of what is asked of a running ballot box. @type {{ [name: string]: string[] }} */
const convicted = read("convicted");

const index = Object.entries(/** @type {{ [name: string]: Spoil }} */ (read("index"))).filter(([name]) => !NO_AUDIT.includes(name));
let disagreements = 0;
for (const [name, spoil] of index) {
  const { verdict, faults, guilty } = await findings(name);
  const isNamed = spoil === null ? verdict === "holds" : verdict === "faults" && faults.includes(spoil.fault);
  const isJust = convicted[name] === undefined ? guilty.length === 0 || spoil?.innocent === false : guilty.join() === convicted[name].join();
  if (isNamed && isJust) continue;
  disagreements++;
  console.log(`${name} (${spoil?.fault}): ${verdict} ${faults.join(" ")} convicts ${guilty.join(" ")}, not ${convicted[name]}`);
}
console.log(`${index.length} elections, ${disagreements} on which the browser's check disagrees`);
process.exitCode = disagreements > 0 || index.length === 0 ? 1 : 0;
