/** The album puts pictures in order and beside each other, and shows names of polls as text; pages that no look has shown are named. */

import assert from "node:assert/strict";
import test from "node:test";

import { albumPage, flowsOf } from "./album.js";
import { unseen } from "./looked.js";

/** @param {string} flow @param {number} number @param {string} what @param {number} width */
const shot = (flow, number, what, width, title = what) => ({ flow, number, what, width, title, file: `${flow}-${number}-${what}.jpg` });

test("a flow's frames come in its order, with both sizes of each", () => {
  const flows = flowsOf([
    shot("voter-desktop", 2, "review", 1280),
    shot("voter-desktop", 1, "start", 1280),
    shot("voter-phone", 1, "start", 390),
    shot("voter-phone", 2, "review", 390),
    shot("narrow", 1, "start-phone", 390),
    shot("narrow", 2, "start-desktop", 1280),
  ]);
  assert.deepEqual([...flows.keys()], ["narrow", "voter"]);
  assert.deepEqual(flows.get("voter")?.map(({ what, shots }) => [what, ...shots.map(({ width }) => width)]), [["start", 1280, 390], ["review", 1280, 390]]);
  assert.deepEqual(flows.get("narrow")?.map(({ what, shots }) => [what, shots.length]), [["start", 2]]);
});

test("a page that is met twice is two frames, and a picture that was taken anew one", () => {
  const flows = flowsOf([shot("a", 1, "not-found", 390, "old"), shot("a", 2, "not-found", 390), shot("a", 1, "not-found", 390, "new")]);
  assert.deepEqual(flows.get("a")?.map(({ title }) => title), ["new", "not-found"]);
});

test("titles with markup are shown as written", () => {
  const page = albumPage(flowsOf([shot("a", 1, "x", 390, `<img src=x onerror="hacked=1">&`)]));
  assert.ok(page.includes("&#60;img src=x onerror=&#34;hacked=1&#34;&#62;&#38;"));
  assert.ok(!page.includes("<img src=x"));
});

test("a page counts as looked at once both sizes were", () => {
  const [phone, desktop] = [390, 1280].map((width) => ({ ...shot("a", 1, "x", width), page: "registrar/me.html" }));
  assert.deepEqual(unseen(["registrar/me.html"], [desktop, phone].filter((one) => one !== undefined)), []);
  assert.deepEqual(unseen(["registrar/me.html", "registrar/poll.html"], [phone ?? shot("a", 1, "x", 390), shot("a", 2, "x", 1280)]), ["registrar/me.html (desktop)", "registrar/poll.html (desktop)", "registrar/poll.html (phone)"]);
});
