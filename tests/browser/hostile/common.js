/** What several lies are made of. */

import { concat, hex, sha256 } from "../../../booth/bytes.js";
import { noteOf, statement } from "../../../booth/test/fixtures.js";

/** @typedef {import("../scene.js").Scene} Scene */

/** Markup that would run if a page took it for its own. */
export const HTML = `<img src=x onerror="hacked=1"><script>hacked=1</script>"'&amp;`;

/** The ballot box's promise, as it would sign it. @param {Scene} scene @param {string} ballot hash @param {string} [poll] */
export const promise = (scene, ballot, poll = scene.poll) => noteOf(statement("psephos-promise/v1", { poll, ballot }), scene.signers.ballotBox);

/** SHA-256, in hexadecimal. @param {Uint8Array} bytes */
export const digest = async (bytes) => hex(await sha256(concat(Uint8Array.from(bytes))));
