/**
 * The ballot box's list of all its polls (docs/protocol.md section 4): this poll is on it, and what else the registrar runs.
 */

import { messageOf, POLLS_LIST } from "./audit_report.js";
import { ENTRY, Tree } from "./audit_tree.js";
import { equal, hex, Malformed, parseHex, sha256, utf8 } from "./bytes.js";
import { leafHash, logEntry, readCheckpoint } from "./log.js";
import { readManifest } from "./manifest.js";
import { isSignedBy, parseNote } from "./note.js";

/** @import { Audit } from "./audit_run.js" */
/** @import { Bytes } from "./bytes.js" */
/** The list's checkpoint note, its entries, and the manifest notes of other polls. @typedef {{ checkpoint: string, entries: Bytes[], manifests: string[] }} PollsList */

/** @param {Audit} audit @param {PollsList} list */
export async function checkPolls(audit, { checkpoint, entries, manifests }) {
  const { report, manifest, poll } = audit;
  report.facts.polls = entries.length;
  await checkHead(audit, checkpoint, entries);
  const listed = new Set(entries.map(hex));
  const isListed = (/** @type {string} */ id) => listed.has(hex(logEntry(ENTRY.manifest, parseHex(id, 32))));
  // It may be an earlier state of the list, from before the poll.
  if (!isListed(poll)) report.fault("poll-not-listed", POLLS_LIST, "this poll is not on the list");
  for (const note of manifests) {
    const other = await openOther(note, manifest.registrar.key);
    if (other === undefined || other.id === poll || !isListed(other.id)) continue;
    const isTogether = other.issuanceOpens < manifest.votingCloses && manifest.issuanceOpens < other.votingCloses;
    if (isTogether) report.warn("other-polls", other.id);
  }
}

/** The list must be the one that the ballot box signed. @param {Audit} audit @param {string} checkpoint @param {Bytes[]} entries */
async function checkHead({ report, manifest }, checkpoint, entries) {
  const tree = new Tree();
  for (const entry of entries) await tree.append(await leafHash(entry));
  try {
    const note = parseNote(checkpoint);
    if (!(await isSignedBy(note, manifest.ballotBox.key))) return report.fault("checkpoint-signature", POLLS_LIST, `is not signed by ${manifest.ballotBox.name}`);
    const { size, root } = readCheckpoint(note.text, `${manifest.ballotBox.name}/polls/log`);
    if (size !== tree.size || !equal(root, await tree.root())) report.fault("checkpoint-root", POLLS_LIST, "the entries lead to another root");
  } catch (error) {
    report.fault("checkpoint-malformed", POLLS_LIST, messageOf(error));
  }
}

/** A manifest that this registrar signed. @param {string} whole @param {import("./note.js").VerifierKey} registrar */
async function openOther(whole, registrar) {
  try {
    const note = parseNote(whole);
    return (await isSignedBy(note, registrar)) ? await readManifest(note.text, hex(await sha256(utf8(note.text)))) : undefined;
  } catch (error) {
    if (error instanceof Malformed || error instanceof DOMException) return undefined;
    throw error;
  }
}
