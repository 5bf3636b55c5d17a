/**
 * What a voter hands to others when a service has broken its word: what failed, and every signed statement as it came.
 */

import { hex } from "./bytes.js";
import { actions, button, el, saveFile } from "./dom.js";
import { t } from "./words.js";

/** @import { Manifest } from "./manifest.js" */

/** What failed, and what was said: names and texts. @typedef {{ failed: string, said: [name: string, text: string | undefined][] }} Fault */

/**
 * A text for people, with the statements in it as they came, so that a program can check their signatures.
 * @param {Pick<Manifest, "id" | "registrar" | "ballotBox">} manifest
 * @param {Fault} fault what was not said is left out
 * @param {Date} at by this device's clock
 */
export function evidenceText({ id, registrar, ballotBox }, { failed, said }, at) {
  const services = [registrar, ballotBox].map(({ name, key }) => `${name}, public key (hex) ${hex(key.publicKey)}`);
  const head = [
    "psephos-evidence/v1",
    `poll: ${id}`,
    `registrar: ${services[0]}`,
    `ballot box: ${services[1]}`,
    `noticed: ${at.toISOString()}, by the clock of the voter's device`,
    `failed: ${failed}`,
  ];
  const parts = said.flatMap(([name, text]) => (text ? [`\n=== ${name} ===\n${text.replace(/\n?$/, "\n")}`] : []));
  return `${head.join("\n")}\n${parts.join("")}`;
}

/**
 * The way out of *Something's wrong*: a file, and whom to give it to.
 * @param {Manifest} manifest
 * @param {Fault} fault
 */
export const evidenceOffer = (manifest, fault) =>
  el(
    "div",
    {},
    el("p", {}, t("evidence-whom", { registrar: manifest.registrar.name })),
    el("p", {}, t("evidence-secret")),
    actions(
      button(t("evidence-save"), () => saveFile("psephos-evidence.txt", evidenceText(manifest, fault, new Date())), "button-secondary"),
    ),
  );
