/** What our module draws, an independent reader reads. */

import assert from "node:assert/strict";
import test from "node:test";

import { qrModules } from "../qr.js";
import { readQr } from "./qr_reader.js";

/** @param {boolean[][]} modules @returns {string | undefined} */
function read(modules) {
  const [scale, quiet] = [4, 4];
  const size = (modules.length + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let i = 0; dark && i < scale * scale; i++) {
        const at = ((y + quiet) * scale + Math.floor(i / scale)) * size + (x + quiet) * scale + (i % scale);
        pixels.fill(0, at * 4, at * 4 + 3);
      }
    }),
  );
  return readQr(pixels, size, size);
}

test("codes of every length are read back", () => {
  for (let length = 1; length <= 331; length += 3) {
    const text = Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7 + length) % 90))).join("");
    assert.equal(read(qrModules(text)), text, `${length} letters`);
  }
});

test("an address of a receipt page is read back, and what is too long is refused", () => {
  const address = `https://ballots.example.net/polls/${"5e".repeat(32)}/receipt?code=7Q2M-K0XA-93TC-VW4E`;
  assert.equal(read(qrModules(address)), address);
  assert.throws(() => qrModules("x".repeat(332)), RangeError);
});
